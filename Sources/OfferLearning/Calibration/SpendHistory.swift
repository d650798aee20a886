/// Spend and points of each customer by month, added up row by row.
///
/// Each pair of customer and month takes some tens of bytes, whatever the number of rows: ten million of them fit into a third of a
/// gigabyte.
package struct SpendHistory: Sendable {
    /// One month of one customer.
    struct Month {
        let month: Int
        let spend: Double
        let earned: Double
        let redeemed: Double
    }

    /// By customer, the place of the latest month that was begun, plus 1; 0 for none.
    private var heads: [UInt32] = []
    /// By place: the place of the customer's month begun before, plus 1.
    private var previous: [UInt32] = []
    private var months: [Int32] = []
    private var spends: [Double] = []
    /// Empty until the first points.
    private var earned: [Double] = []
    private var redeemed: [Double] = []

    package init() {}

    package var customerCount: Int { heads.count }

    /// - Parameter customer: from 0; a new one may come at any time.
    package mutating func add(customer: Int, month: Int, amount: Double, earned earnedPoints: Double, redeemed redeemedPoints: Double) {
        let place = place(customer, month)
        spends[place] += amount
        guard earnedPoints != 0 || redeemedPoints != 0 || !earned.isEmpty else { return }
        if earned.count < months.count {
            earned.append(contentsOf: repeatElement(0, count: months.count - earned.count))
            redeemed.append(contentsOf: repeatElement(0, count: months.count - redeemed.count))
        }
        earned[place] += earnedPoints
        redeemed[place] += redeemedPoints
    }

    private mutating func place(_ customer: Int, _ month: Int) -> Int {
        if customer >= heads.count { heads.append(contentsOf: repeatElement(0, count: customer + 1 - heads.count)) }
        var link = heads[customer]
        while link > 0 {
            let place = Int(link) - 1
            if months[place] == Int32(month) { return place }
            link = previous[place]
        }
        precondition(months.count < Int(UInt32.max), "too many months of customers")
        months.append(Int32(month))
        spends.append(0)
        previous.append(heads[customer])
        heads[customer] = UInt32(months.count)
        return months.count - 1
    }

    /// The customer's months in which there was a row, in no order.
    func forEachMonth(of customer: Int, _ body: (Month) -> Void) {
        guard customer < heads.count else { return }
        var link = heads[customer]
        while link > 0 {
            let place = Int(link) - 1
            body(
                Month(
                    month: Int(months[place]), spend: spends[place], earned: place < earned.count ? earned[place] : 0,
                    redeemed: place < redeemed.count ? redeemed[place] : 0))
            link = previous[place]
        }
    }
}

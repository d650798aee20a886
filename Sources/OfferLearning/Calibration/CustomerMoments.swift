/// What one customer adds to a segment's estimates, over all months of the window; months without a row count as nothing spent.
struct CustomerMoments {
    /// Mean spend, mean of its square, and mean product of two different months (the square where there is one month).
    private(set) var spend = 0.0
    private(set) var square = 0.0
    private(set) var product = 0.0
    /// Points redeemed of those that were there to be redeemed, and the latter, summed over months.
    private(set) var redeemed = 0.0
    private(set) var redeemable = 0.0
    /// Points redeemed beyond what was earned in the window.
    private(set) var unexplained = 0.0
    /// Share of months in which anything was redeemed.
    private(set) var redeemingMonths = 0.0

    /// - Parameters:
    ///   - firstMonth: of the window of `monthCount` months.
    ///   - expiry: E, the months after which points expire; nil for never.
    init(of customer: Int, in history: SpendHistory, firstMonth: Int, monthCount: Int, expiry: Int?, hasPoints: Bool) {
        var sum = 0.0
        var squares = 0.0
        var months: [SpendHistory.Month] = []
        history.forEachMonth(of: customer) { month in
            sum += month.spend
            squares += month.spend * month.spend
            if hasPoints { months.append(month) }
        }
        let count = Double(monthCount)
        spend = sum / count
        square = squares / count
        product = monthCount > 1 ? (sum * sum - squares) / (count * (count - 1)) : square
        if hasPoints { follow(months.sorted { $0.month < $1.month }, lastMonth: firstMonth + monthCount - 1, expiry: expiry) }
        redeemingMonths = Double(months.count { $0.redeemed > 0 }) / count
    }

    /// Follows the points month by month: redeem of all vintages alike, earn, expire at the end of month t + E (model.md section 10).
    private mutating func follow(_ months: [SpendHistory.Month], lastMonth: Int, expiry: Int?) {
        guard let first = months.first?.month else { return }
        var vintages: [(month: Int, points: Double)] = []
        var next = 0
        for month in first...lastMonth {
            if let expiry { vintages.removeAll { $0.month + expiry < month } }
            let balance = vintages.reduce(0) { $0 + $1.points }
            redeemable += balance
            guard next < months.count, months[next].month == month else { continue }
            let entry = months[next]
            next += 1
            let taken = min(entry.redeemed, balance)
            redeemed += taken
            unexplained += entry.redeemed - taken
            if taken > 0 {
                let left = 1 - taken / balance
                for place in vintages.indices { vintages[place].points *= left }
            }
            guard entry.earned > 0 else { continue }
            if expiry == nil, !vintages.isEmpty { vintages[0].points += entry.earned } else { vintages.append((month, entry.earned)) }
        }
    }
}

import OfferModel

/// Honest points of the customers of one bundle that are neither redeemed nor expired yet, by variant and month of accrual (model.md
/// section 10, step 6).
///
/// Where no limit looks at single customers, redemption is the same share of everybody's points: the ledger then keeps sums alone.
struct Ledger {
    /// Points of one variant that were accrued in one month.
    private struct Vintage {
        let variant: Int
        let month: Int
        /// One a customer, or one in all.
        var balances: [Double]
    }

    private let width: Int
    private let expiryMonths: Int?
    /// By month, then by variant.
    private var vintages: [Vintage] = []

    /// - Parameters:
    ///   - customerCount: nil to keep sums alone.
    ///   - expiryMonths: E; nil for never.
    init(customerCount: Int?, expiryMonths: Int?) {
        width = customerCount ?? 1
        self.expiryMonths = expiryMonths
    }

    var outstanding: Double {
        vintages.reduce(0) { $0 + $1.balances.reduce(0, +) }
    }

    /// - Parameter amounts: one a customer.
    mutating func accrue(_ amounts: [Double], variant: Int, month: Int) {
        let balances = width == amounts.count ? amounts : [amounts.reduce(0, +)]
        vintages.append(Vintage(variant: variant, month: month, balances: balances))
    }

    /// Redeems `share` of what remains, in all at most the customer's limit.
    ///
    /// - Parameters:
    ///   - limits: one a customer; nil for none.
    ///   - record: what was redeemed of a vintage, summed over the customers.
    /// - Returns: whether somebody met the limit.
    mutating func redeem(
        share: Double, limits: [Double]?, order: Programme.RedemptionOrder, record: (_ variant: Int, _ month: Int, _ amount: Double) -> Void
    ) -> Bool {
        guard share > 0, !vintages.isEmpty else { return false }
        var wanted = totals()
        for place in wanted.indices { wanted[place] *= share }
        var isLimited = false
        if let limits {
            for place in wanted.indices where wanted[place] > limits[place] {
                wanted[place] = limits[place]
                isLimited = true
            }
        }
        switch order {
        case .vintage where limits == nil: redeemEverywhere(share, record)
        case .vintage: redeemProportionally(wanted, record)
        case .fifo: redeemOldestFirst(wanted, record)
        }
        return isLimited
    }

    private func totals() -> [Double] {
        var totals = [Double](repeating: 0, count: width)
        totals.withUnsafeMutableBufferPointer { totals in
            for vintage in vintages {
                vintage.balances.withUnsafeBufferPointer { for place in 0..<$0.count { totals[place] += $0[place] } }
            }
        }
        return totals
    }

    private mutating func redeemEverywhere(_ share: Double, _ record: (Int, Int, Double) -> Void) {
        for number in vintages.indices {
            var sum = 0.0
            vintages[number].balances.withUnsafeMutableBufferPointer { balances in
                for place in 0..<balances.count {
                    let redeemed = share * balances[place]
                    balances[place] -= redeemed
                    sum += redeemed
                }
            }
            record(vintages[number].variant, vintages[number].month, sum)
        }
    }

    /// The same share of each of a customer's vintages.
    private mutating func redeemProportionally(_ wanted: [Double], _ record: (Int, Int, Double) -> Void) {
        var shares = totals()
        for place in shares.indices { shares[place] = shares[place] > 0 ? wanted[place] / shares[place] : 0 }
        shares.withUnsafeBufferPointer { shares in
            for number in vintages.indices {
                var sum = 0.0
                vintages[number].balances.withUnsafeMutableBufferPointer { balances in
                    for place in 0..<balances.count {
                        let redeemed = shares[place] * balances[place]
                        balances[place] -= redeemed
                        sum += redeemed
                    }
                }
                record(vintages[number].variant, vintages[number].month, sum)
            }
        }
    }

    /// The oldest month first; within a month each payer's points in proportion.
    private mutating func redeemOldestFirst(_ wanted: [Double], _ record: (Int, Int, Double) -> Void) {
        var left = wanted
        var begin = 0
        while begin < vintages.count {
            let end = vintages[begin...].firstIndex { $0.month != vintages[begin].month } ?? vintages.count
            var sums = [Double](repeating: 0, count: end - begin)
            for place in left.indices where left[place] > 0 {
                let total = vintages[begin..<end].reduce(0) { $0 + $1.balances[place] }
                guard total > 0 else { continue }
                let share = min(1, left[place] / total)
                for number in begin..<end {
                    let redeemed = share * vintages[number].balances[place]
                    vintages[number].balances[place] -= redeemed
                    sums[number - begin] += redeemed
                }
                left[place] = max(0, left[place] - total)
            }
            for number in begin..<end { record(vintages[number].variant, vintages[number].month, sums[number - begin]) }
            begin = end
        }
    }

    /// Ends the vintages whose last month this was.
    mutating func expire(inMonth month: Int, record: (_ variant: Int, _ amount: Double) -> Void) {
        guard let expiryMonths else { return }
        vintages.removeAll { vintage in
            guard vintage.month + expiryMonths <= month else { return false }
            record(vintage.variant, vintage.balances.reduce(0, +))
            return true
        }
    }
}

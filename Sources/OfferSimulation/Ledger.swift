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
        /// Their sum.
        var total: Double
    }

    /// The most that a customer may redeem in a month: so much per unit of the month's spend factor.
    struct Limit {
        let perFactor: Double
        /// One a customer.
        let factors: [Double]
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

    var isEmpty: Bool { vintages.isEmpty }

    var outstanding: Double {
        vintages.reduce(0) { $0 + $1.total }
    }

    /// - Parameter amounts: one a customer.
    mutating func accrue(_ amounts: [Double], variant: Int, month: Int) {
        let total = amounts.reduce(0, +)
        vintages.append(Vintage(variant: variant, month: month, balances: width == amounts.count ? amounts : [total], total: total))
    }

    /// Redeems `share` of what remains, of each customer at most the limit.
    ///
    /// - Parameter record: what was redeemed of a vintage, summed over the customers.
    /// - Returns: whether somebody met the limit.
    mutating func redeem(
        share: Double, limit: Limit?, order: Programme.RedemptionOrder, record: (_ variant: Int, _ month: Int, _ amount: Double) -> Void
    ) -> Bool {
        guard share > 0, !vintages.isEmpty else { return false }
        var isLimited = false
        let totals = limit != nil || order == .fifo ? self.totals() : []
        var shares = [Double](repeating: share, count: width)
        if let limit {
            for place in shares.indices where share * totals[place] > limit.perFactor * limit.factors[place] {
                shares[place] = limit.perFactor * limit.factors[place] / totals[place]
                isLimited = true
            }
        }
        switch order {
        case .vintage: redeemProportionally(shares, record)
        case .fifo: redeemOldestFirst(zip(shares, totals).map { $0 * $1 }, record)
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

    /// The same share of each of a customer's vintages.
    private mutating func redeemProportionally(_ shares: [Double], _ record: (Int, Int, Double) -> Void) {
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
                vintages[number].total -= sum
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
            for number in begin..<end {
                vintages[number].total -= sums[number - begin]
                record(vintages[number].variant, vintages[number].month, sums[number - begin])
            }
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

/// Points of which the oldest are redeemed first: what each account has left must be told for every vintage.
struct OldestFirstLedger: Ledger {
    /// Points of one variant that were accrued in one month.
    private struct Vintage {
        let variant: Int
        let month: Int
        /// One an account.
        var balances: [Double]
        /// Their sum.
        var total: Double
    }

    private let accountCount: Int
    private let expiryMonths: Int?
    /// By month, then by variant.
    private var vintages: [Vintage] = []

    /// - Parameter expiryMonths: E; nil for never.
    init(accountCount: Int, expiryMonths: Int?) {
        self.accountCount = accountCount
        self.expiryMonths = expiryMonths
    }

    var outstanding: Double {
        vintages.reduce(0) { $0 + $1.total }
    }

    mutating func accrue(_ amounts: [Double], of places: [Int32], variant: Int, month: Int) {
        var balances = [Double](repeating: 0, count: accountCount)
        for (place, amount) in zip(places, amounts) { balances[Int(place)] = amount }
        vintages.append(Vintage(variant: variant, month: month, balances: balances, total: amounts.sum))
    }

    mutating func redeem(share: Double, limit: RedemptionLimit?, record: (_ variant: Int, _ month: Int, _ amount: Double) -> Void) -> Bool {
        guard share > 0, !vintages.isEmpty else { return false }
        var wanted = totals().map { share * $0 }
        var isLimited = false
        if let limit {
            let factors = limit.spend.factors(of: wanted.indices.map { Int32($0) })
            for place in wanted.indices where wanted[place] > limit.perFactor * factors[place] {
                wanted[place] = limit.perFactor * factors[place]
                isLimited = true
            }
        }
        redeemOldestFirst(wanted, record)
        return isLimited
    }

    private func totals() -> [Double] {
        var totals = [Double](repeating: 0, count: accountCount)
        totals.withUnsafeMutableBufferPointer { totals in
            for vintage in vintages {
                vintage.balances.withUnsafeBufferPointer { for place in 0..<$0.count { totals[place] += $0[place] } }
            }
        }
        return totals
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

    mutating func expire(inMonth month: Int, record: (_ variant: Int, _ amount: Double) -> Void) {
        guard let expiryMonths else { return }
        vintages.removeAll { vintage in
            guard vintage.month + expiryMonths <= month else { return false }
            record(vintage.variant, vintage.balances.sum)
            return true
        }
    }
}

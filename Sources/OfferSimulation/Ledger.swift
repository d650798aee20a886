/// Honest points of the accounts of one bundle that are neither redeemed nor expired yet, by variant and month of accrual (model.md
/// section 10, step 6).
protocol Ledger {
    var outstanding: Double { get }

    /// - Parameters:
    ///   - amounts: one for each of `places`.
    ///   - places: of the accounts that accrue, ascending.
    mutating func accrue(_ amounts: [Double], of places: [Int32], variant: Int, month: Int)

    /// Redeems `share` of what remains, of each account at most the limit.
    ///
    /// - Parameter record: what was redeemed of one variant's points of one month.
    /// - Returns: whether an account met the limit.
    mutating func redeem(
        share: Double, limit: RedemptionLimit?, record: (_ variant: Int, _ month: Int, _ amount: Double) -> Void
    ) -> Bool

    /// Ends the points whose last month this was.
    mutating func expire(inMonth month: Int, record: (_ variant: Int, _ amount: Double) -> Void)
}

/// The most that an account may redeem in a month: so much per unit of the month's spend factor.
struct RedemptionLimit {
    let perFactor: Double
    let spend: MonthSpend
}

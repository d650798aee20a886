/// Points that stand at a payer's charge when the plan begins, of one month of accrual (model.md section 13).
package struct OpeningBalance: Sendable, Equatable {
    /// nil for the programme.
    package let payer: AssetIndex?
    /// Calendar month of accrual: 0 is the month before the plan's first, -1 the one before it.
    package let vintage: Int
    /// What is neither redeemed nor expired of them, in minor units, at least 0.
    package let amountMinor: Int64
    /// theta of these points, in [0, 1]; nil where that of the scenario's customers is taken.
    package let monthlyRedemption: Double?

    package init(payer: AssetIndex?, vintage: Int, amountMinor: Int64, monthlyRedemption: Double?) {
        precondition(vintage <= 0, "opening points were accrued before the plan begins")
        precondition(amountMinor >= 0, "a balance is never negative")
        precondition(monthlyRedemption.map { (0...1).contains($0) } ?? true, "a redemption share lies in [0, 1]")
        self.payer = payer
        self.vintage = vintage
        self.amountMinor = amountMinor
        self.monthlyRedemption = monthlyRedemption
    }
}

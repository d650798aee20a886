/// A disjoint group of alike customers (symbol s, model.md section 1). A person is a segment with one customer.
package struct Segment: Sendable {
    package let id: String
    /// Macro-segment g(s), free text; a segment without one is a group of its own.
    package let macro: String?
    /// N_s, customers, at least 0; may be fractional when optimizing.
    package let customers: Double
    /// m_s, mean monthly spend of a customer at the earning assets, in currency units, at least 0.
    package let monthlySpend: Double
    /// c_s, coefficient of variation of monthly spend, at least 0.
    package let spendVariation: Double
    /// theta_s, share of a point's remainder redeemed each month, in [0, 1].
    package let monthlyRedemption: Double
    /// Percent that the customer has already, before any offer.
    package let basePercent: Double
    /// Most offers that one customer may be shown; nil when unlimited.
    package let contacts: Int?
    /// l_s, relative rise of spend per unit of effective rate, at least 0.
    package let spendLift: Double
    /// p, share of the log variance of spend that is the customer's own rather than the month's, in [0, 1]; simulation only.
    package let spendPersistence: Double
    /// fraud_multiplier_s, times each offer's fraud rate, at least 0.
    package let fraudMultiplier: Double
    /// Offers that these customers have completed before.
    package let completed: Set<OfferIndex>
    /// Present rung of the ladder of value; nil where the customers are not on it.
    package let level: LevelIndex?

    package init(
        id: String, macro: String?, customers: Double, monthlySpend: Double, spendVariation: Double, monthlyRedemption: Double,
        basePercent: Double, contacts: Int?, spendLift: Double, spendPersistence: Double = 0, fraudMultiplier: Double,
        completed: Set<OfferIndex>, level: LevelIndex? = nil
    ) {
        precondition(customers >= 0 && monthlySpend >= 0 && spendVariation >= 0, "counts and spends are never negative")
        precondition((0...1).contains(monthlyRedemption), "a redemption share lies in [0, 1]")
        self.id = id
        self.macro = macro
        self.customers = customers
        self.monthlySpend = monthlySpend
        self.spendVariation = spendVariation
        self.monthlyRedemption = monthlyRedemption
        self.basePercent = basePercent
        self.contacts = contacts
        self.spendLift = spendLift
        self.spendPersistence = spendPersistence
        self.fraudMultiplier = fraudMultiplier
        self.completed = completed
        self.level = level
    }
}

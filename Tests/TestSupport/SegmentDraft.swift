package import OfferModel

/// A segment with everything that a scenario says of it in other tables, free to change.
package struct SegmentDraft: Sendable {
    package var id: String
    package var macro: String?
    package var customers: Double
    package var monthlySpend: Double
    package var spendVariation: Double
    package var monthlyRedemption: Double
    package var basePercent: Double
    package var contacts: Int?
    package var spendLift: Double
    package var spendPersistence = 0.0
    package var fraudMultiplier: Double
    package var completed: Set<OfferIndex> = []
    package var level: LevelIndex?
    package var excluded: Set<OfferIndex> = []
    /// One an offer.
    package var responses: [Response?]
    /// By offer, then by asset.
    package var values: [[ValueStep]]

    package init(
        id: String, macro: String? = nil, customers: Double = 100, monthlySpend: Double = 1_000, spendVariation: Double = 0,
        monthlyRedemption: Double = 1, basePercent: Double = 0, contacts: Int? = nil, spendLift: Double = 0, fraudMultiplier: Double = 1,
        responses: [Response?], values: [[ValueStep]]
    ) {
        self.id = id
        self.macro = macro
        self.customers = customers
        self.monthlySpend = monthlySpend
        self.spendVariation = spendVariation
        self.monthlyRedemption = monthlyRedemption
        self.basePercent = basePercent
        self.contacts = contacts
        self.spendLift = spendLift
        self.fraudMultiplier = fraudMultiplier
        self.responses = responses
        self.values = values
    }

    package var segment: Segment {
        Segment(
            id: id, macro: macro, customers: customers, monthlySpend: monthlySpend, spendVariation: spendVariation,
            monthlyRedemption: monthlyRedemption, basePercent: basePercent, contacts: contacts, spendLift: spendLift,
            spendPersistence: spendPersistence, fraudMultiplier: fraudMultiplier, completed: completed, level: level)
    }
}

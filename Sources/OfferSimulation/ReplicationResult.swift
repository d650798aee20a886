/// What one replication came to. Money in currency units.
struct ReplicationResult {
    /// One calendar month of the plan.
    struct Month {
        var shown = 0.0
        var completions = 0.0
        var accrued = 0.0
        var redeemed = 0.0
        var expired = 0.0
        /// At the end of the month.
        var outstanding = 0.0
        /// Accrued by fraud.
        var fraud = 0.0
    }

    var completions = 0.0
    var incrementalCompletions = 0.0
    var value = 0.0
    var feeIncome = 0.0
    var accrued = 0.0
    var redeemed = 0.0
    var expired = 0.0
    var fraudLoss = 0.0
    /// Use of each budget, in the scenario's order.
    var budgetUses: [Double] = []
    /// From month 1 to the last in which something happened.
    var months: [Month] = []
    var saved = SavedByLimits()

    var netValue: Double { value + feeIncome - redeemed }
}

/// Points that limits kept from being accrued or redeemed, beyond what the closed form knows of (model.md section 10).
package struct SavedByLimits: Sendable, Equatable {
    /// Accruals scaled away by the programme's monthly cap per customer.
    package var programmeCap = 0.0
    /// Accruals beyond the offers' monthly stops, by offer.
    package var stops: [Double]
    /// rho times what was accrued honestly, less what would be redeemed of it were there no limit on redemption. Not 0 where the oldest
    /// points go first: below it by what that order redeems in addition.
    package var oldestFirst = 0.0
    /// What would be redeemed were there no limit on redemption, less what was: points that the limit let expire.
    package var redeemLimit = 0.0
    /// Whether a customer met the limit on redemption.
    package var isRedeemLimitMet = false

    init(offerCount: Int = 0) {
        stops = Array(repeating: 0, count: offerCount)
    }
}

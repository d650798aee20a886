/// The rules that hold for the whole programme.
package struct Programme: Sendable {
    /// What moves behaviour: the percent really received, or the percent advertised (model.md section 2).
    package enum PercentBasis: String, Sendable, CaseIterable {
        case effective, headline
    }

    /// Which points a redemption takes (model.md section 10): a share of every vintage, or the oldest first.
    package enum RedemptionOrder: String, Sendable, CaseIterable {
        case vintage, fifo
    }

    /// The ladder ceiling in percent; may exceed 100; nil for none.
    package let maxTotalPercent: Double?
    package let percentBasis: PercentBasis
    /// Share of every segment that is shown nothing, in [0, 1).
    package let holdoutShare: Double
    /// Least P&L of the programme itself, in currency units.
    package let profitFloor: Double?
    /// E, months after which points expire; nil for never.
    package let pointsExpireAfterMonths: Int?
    /// Simulation only: most cashback of one customer in a month, base and offers together, in currency units; nil for none.
    package let monthlyCapPerCustomer: Double?
    /// Simulation only: most of a month's spend that points may pay, in [0, 1]; nil for no limit.
    package let maxRedeemShare: Double?
    /// Simulation only.
    package let redemptionOrder: RedemptionOrder

    package init(
        maxTotalPercent: Double?, percentBasis: PercentBasis, holdoutShare: Double, profitFloor: Double?, pointsExpireAfterMonths: Int?,
        monthlyCapPerCustomer: Double? = nil, maxRedeemShare: Double? = nil, redemptionOrder: RedemptionOrder = .vintage
    ) {
        precondition((0..<1).contains(holdoutShare), "a holdout leaves somebody to show offers to")
        self.maxTotalPercent = maxTotalPercent
        self.percentBasis = percentBasis
        self.holdoutShare = holdoutShare
        self.profitFloor = profitFloor
        self.pointsExpireAfterMonths = pointsExpireAfterMonths
        self.monthlyCapPerCustomer = monthlyCapPerCustomer
        self.maxRedeemShare = maxRedeemShare
        self.redemptionOrder = redemptionOrder
    }
}

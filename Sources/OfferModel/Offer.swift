/// An achievement: an activity at its sponsor that, once completed, raises cashback for a time (symbol o, model.md section 1).
package struct Offer: Sendable {
    package let id: String
    package let sponsor: AssetIndex
    /// The grid of variants: percents x caps x durations. `monthlyCaps` holds one nil where there is no cap.
    package let percents: [Percent]
    package let monthlyCaps: [Double?]
    package let months: [Int]
    /// Calendar month of the plan in which the offer starts, 1 or later.
    package let startMonth: Int
    /// fee_o, paid by the sponsor per honest completion, in currency units.
    package let acquisitionFee: Double
    /// Offers that a customer must have completed before this one may be shown.
    package let requires: Set<OfferIndex>
    package let fraud: FraudProfile?
    /// Simulation only: most that is paid out in a month, in currency units; nil for none.
    package let monthlyStop: Double?
    /// The level of the ladder of value that completion leads to; nil where it leads to none.
    package let leadsTo: LevelIndex?

    package init(
        id: String, sponsor: AssetIndex, percents: [Percent], monthlyCaps: [Double?], months: [Int], startMonth: Int,
        acquisitionFee: Double, requires: Set<OfferIndex>, fraud: FraudProfile?, monthlyStop: Double? = nil,
        leadsTo: LevelIndex? = nil
    ) {
        precondition(!percents.isEmpty && !monthlyCaps.isEmpty && !months.isEmpty, "an offer has at least one variant")
        precondition(fraud.map { $0.rate == 0 } ?? true || !monthlyCaps.contains(nil), "fraud without a cap is unbounded")
        self.id = id
        self.sponsor = sponsor
        self.percents = percents
        self.monthlyCaps = monthlyCaps
        self.months = months
        self.startMonth = startMonth
        self.acquisitionFee = acquisitionFee
        self.requires = requires
        self.fraud = fraud
        self.monthlyStop = monthlyStop
        self.leadsTo = leadsTo
    }

    /// The calendar months of the plan in which a variant of this offer is active.
    package func activeMonths(of variant: Variant) -> Range<Int> {
        startMonth..<(startMonth + variant.months)
    }
}

/// How fraud answers an offer's generosity (model.md section 4).
package struct FraudProfile: Sendable {
    /// Share of those shown who are fraudulent at the reference percent, in [0, 1].
    package let rate: Double
    package let referencePercent: Double
    package let elasticity: Double
    /// delta, probability that an active fraudulent account is detected in a month, in [0, 1].
    package let monthlyDetection: Double

    package init(rate: Double, referencePercent: Double, elasticity: Double, monthlyDetection: Double) {
        self.rate = rate
        self.referencePercent = referencePercent
        self.elasticity = elasticity
        self.monthlyDetection = monthlyDetection
    }
}

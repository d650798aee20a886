package import OfferModel

/// What the figures of one recommended line are computed from: with them, model.md sections 2 to 6 can be followed for it on paper, at the
/// percent that was chosen and at any other.
package struct LineInputs: Sendable {
    package enum Form: String, Sendable {
        case logistic, saturating, table
    }

    package let segment: String
    /// Number of the bundle within its segment, as in the recommendations.
    package let bundle: Int
    package let offer: String
    package let sponsor: String
    package let isSponsorExternal: Bool
    package let acquisitionFee: Double
    package let monthlySpend: Double
    package let spendVariation: Double
    package let spendLift: Double
    package let monthlyRedemption: Double
    package let pointsExpireAfterMonths: Int?
    package let percentBasis: Programme.PercentBasis
    package let form: Form
    package let organic: Double
    /// The parameters of the form, each nil where it has none of that name.
    package let intercept: Double?
    package let slope: Double?
    package let durationSlope: Double?
    package let floor: Double?
    package let ceiling: Double?
    package let halfPercent: Double?
    /// Of the table form, ascending in percent; empty for the others.
    package let points: [CompletionPoint]
    /// With the segment's multiplier; nil, as the three below, without fraud.
    package let fraudRate: Double?
    package let fraudReferencePercent: Double?
    package let fraudElasticity: Double?
    package let fraudMonthlyDetection: Double?
    /// Sum over the coalition's assets of v1 - v0.
    package let valueStep: Double
    /// Sum over the coalition's assets of earn_share times margin.
    package let margin: Double

    /// nil where the pair has no response.
    init?(_ variant: Variant, in bundle: PlannedBundle, of scenario: Scenario) {
        guard let response = scenario.responses[bundle.segment, variant.offer] else { return nil }
        let segment = scenario.segments[bundle.segment]
        let offer = scenario.offers[variant.offer]
        let sponsor = scenario.assets[offer.sponsor]
        let members = scenario.assets.entityIndices.filter { !scenario.assets[$0].isExternal }
        self.segment = segment.id
        self.bundle = bundle.number
        self.offer = offer.id
        self.sponsor = sponsor.id
        isSponsorExternal = sponsor.isExternal
        acquisitionFee = offer.acquisitionFee
        monthlySpend = segment.monthlySpend
        spendVariation = segment.spendVariation
        spendLift = segment.spendLift
        monthlyRedemption = segment.monthlyRedemption
        pointsExpireAfterMonths = scenario.programme.pointsExpireAfterMonths
        percentBasis = scenario.programme.percentBasis
        organic = response.organic
        switch response.curve {
        case .logistic(let intercept, let slope, let ceiling, let durationSlope):
            form = .logistic
            (self.intercept, self.slope, self.ceiling, self.durationSlope) = (intercept, slope, ceiling, durationSlope)
            (floor, halfPercent, points) = (nil, nil, [])
        case .saturating(let floor, let ceiling, let halfPercent):
            form = .saturating
            (self.floor, self.ceiling, self.halfPercent) = (floor, ceiling, halfPercent)
            (intercept, slope, durationSlope, points) = (nil, nil, nil, [])
        case .table(let points):
            form = .table
            self.points = points
            (intercept, slope, durationSlope, floor, ceiling, halfPercent) = (nil, nil, nil, nil, nil, nil)
        }
        fraudRate = offer.fraud.map { $0.rate * segment.fraudMultiplier }
        fraudReferencePercent = offer.fraud?.referencePercent
        fraudElasticity = offer.fraud?.elasticity
        fraudMonthlyDetection = offer.fraud?.monthlyDetection
        valueStep = members.reduce(0) { $0 + scenario.values[bundle.segment, variant.offer, $1].change }
        margin = members.reduce(0) { $0 + scenario.assets[$1].earnShare * scenario.assets[$1].margin }
    }
}

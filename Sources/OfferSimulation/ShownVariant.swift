import OfferEconomics
import OfferModel

/// A variant as the customers of one segment meet it: everything that the simulation asks of a pair, worked out once.
struct ShownVariant {
    let offer: OfferIndex
    /// q before fraud is taken out.
    let completion: Double
    /// q0 before fraud is taken out.
    let organicCompletion: Double
    /// phi.
    let fraudulentShare: Double
    /// delta.
    let monthlyDetection: Double
    /// r m', cashback per unit of the month's spend factor, before the cap.
    let accrualPerFactor: Double
    /// C; infinite without a cap.
    let cap: Double
    /// m' - m, per unit of the month's spend factor.
    let extraSpend: Double
    /// (m' - m) times the coalition's margin, per unit of the month's spend factor.
    let marginPerFactor: Double
    /// Sum of v1 - v0 over the coalition's assets.
    let valueChange: Double
    /// Fee per honest completion that comes from outside the coalition.
    let externalFee: Double
    let activeMonths: Range<Int>

    init(_ variant: Variant, shownTo index: SegmentIndex, in scenario: Scenario) {
        guard let response = scenario.responses[index, variant.offer] else { preconditionFailure("a planned pair has a response") }
        let segment = scenario.segments[index]
        let offer = scenario.offers[variant.offer]
        let economics = PairEconomics(segment: segment, response: response, offer: offer, variant: variant, programme: scenario.programme)
        let extraSpend = segment.monthlySpend * segment.spendLift * economics.effectiveRate
        let coalition = scenario.assets.entityIndices.filter { !scenario.assets[$0].isExternal }

        self.offer = variant.offer
        completion = response.curve.completion(percent: 100 * economics.effectiveRate, months: variant.months)
        organicCompletion = response.organic
        fraudulentShare = economics.fraudulentShare
        monthlyDetection = offer.fraud?.monthlyDetection ?? 1
        accrualPerFactor = variant.percent.rate * (segment.monthlySpend + extraSpend)
        cap = variant.monthlyCap ?? .infinity
        self.extraSpend = extraSpend
        marginPerFactor = coalition.reduce(0) { $0 + extraSpend * scenario.assets[$1].earnShare * scenario.assets[$1].margin }
        valueChange = coalition.reduce(0) { $0 + scenario.values[index, variant.offer, $1].change }
        externalFee = scenario.payer(of: variant.offer) == nil ? offer.acquisitionFee : 0
        activeMonths = offer.activeMonths(of: variant)
    }
}

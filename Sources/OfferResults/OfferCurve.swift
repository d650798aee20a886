import OfferEconomics
import OfferModel

/// How one segment answers one offer, from percent 0 up: what the choice of a percent looks like where most customers are shown the offer.
/// Figures are per customer shown; the cap and the duration are those that were chosen.
package struct OfferCurve: Sendable {
    package struct Point: Sendable {
        package let percent: Double
        /// q and q0, honest.
        package let completion: Double
        package let organic: Double
        /// V and partners' fees.
        package let benefit: Double
        package let cost: Double
        package let netValue: Double
    }

    package let offer: String
    package let segment: String
    package let monthlyCap: Double?
    package let months: Int
    /// Shown this variant in this segment.
    package let customers: Double
    /// Ascending in percent, closely spaced.
    package let points: [Point]
    /// The percents that the offer may have.
    package let grid: [Point]
    package let chosen: Point

    private static let steps = 40

    /// One curve for each offer that somebody is shown, in the order of the offers: of the segment and variant with most customers, the
    /// first of equals.
    static func all(of plan: Plan, in scenario: Scenario) -> [OfferCurve] {
        var shown: [Shown: Double] = [:]
        for bundle in plan.bundles {
            let customers = scenario.segments[bundle.segment].customers * bundle.share
            for variant in bundle.variants {
                shown[Shown(segment: bundle.segment, variant: variant), default: 0] += customers
            }
        }
        return scenario.offers.entityIndices.compactMap { offer in
            shown.filter { scenario.variants[$0.key.variant].offer == offer && $0.value > 0 }
                .max { ($0.value, $1.key) < ($1.value, $0.key) }
                .flatMap { OfferCurve($0.key, customers: $0.value, in: scenario) }
        }
    }

    private struct Shown: Hashable, Comparable {
        let segment: SegmentIndex
        let variant: VariantIndex

        static func < (left: Shown, right: Shown) -> Bool { (left.segment, left.variant) < (right.segment, right.variant) }
    }

    private init?(_ shown: Shown, customers: Double, in scenario: Scenario) {
        let variant = scenario.variants[shown.variant]
        func point(_ percent: Percent) -> Point? {
            let other = Variant(offer: variant.offer, percent: percent, monthlyCap: variant.monthlyCap, months: variant.months)
            return PairValuation(of: other, to: shown.segment, in: scenario).map {
                Point(
                    percent: percent.percent, completion: $0.economics.completion, organic: $0.economics.organicCompletion,
                    benefit: $0.value + $0.externalFee, cost: $0.economics.cost, netValue: $0.netValue)
            }
        }
        guard let chosen = point(variant.percent) else { return nil }
        let offer = scenario.offers[variant.offer]
        let widest = offer.percents.reduce(0) { max($0, $1.basisPoints) } * 6 / 5
        self.offer = offer.id
        segment = scenario.segments[shown.segment].id
        monthlyCap = variant.monthlyCap
        months = variant.months
        self.customers = customers
        self.chosen = chosen
        grid = offer.percents.sorted().compactMap(point)
        points = (0...Self.steps).map { widest * $0 / Self.steps }.compactMap { point(Percent(basisPoints: $0)) }
    }
}

package import OfferEconomics
package import OfferModel
import TableFiles

/// The most that a plan can cost, by offer and in all (model.md section 11).
package struct WorstCaseResult: Sendable {
    package struct OfferLine: Sendable {
        package let offer: String
        package let byCaps: Double?
        package let withStops: Double?
        /// What bounds `withStops`: caps, stops, caps and stops; nil where nothing does.
        package let bound: String?
    }

    package let byCaps: Double?
    package let withStops: Double?
    package let offers: [OfferLine]

    package init(of evaluation: PlanEvaluation, in scenario: Scenario) {
        let worst = WorstCase(of: evaluation, in: scenario)
        byCaps = worst.byCaps
        withStops = worst.withStops
        offers = worst.offers.map {
            OfferLine(offer: scenario.offers[$0.offer].id, byCaps: $0.byCaps, withStops: $0.withStops, bound: $0.bound?.rawValue)
        }
    }

    var json: JSONValue {
        .members([
            "by_caps": .optional(byCaps), "with_stops": .optional(withStops),
            "offers": .array(
                offers.map {
                    .members([
                        "offer": .string($0.offer), "by_caps": .optional($0.byCaps), "with_stops": .optional($0.withStops),
                        "bounded_by": .optional($0.bound),
                    ])
                }),
        ])
    }
}

package import OfferModel
package import OfferOptimization
import TableFiles

/// A segment-offer cell that two plans fill differently, in the scenario's own names.
package struct CellResult: Sendable {
    /// A variant and the share of the segment that is shown it.
    package struct Shown: Sendable {
        package let percent: Double
        /// nil without a cap.
        package let monthlyCap: Double?
        package let months: Int
        package let share: Double

        fileprivate init(_ shown: CellShare, in scenario: Scenario) {
            let variant = scenario.variants[shown.variant]
            percent = variant.percent.percent
            monthlyCap = variant.monthlyCap
            months = variant.months
            share = shown.share
        }

        fileprivate var json: JSONValue {
            .members([
                "percent": .number(percent), "monthly_cap": .optional(monthlyCap), "months": .integer(months), "share": .number(share),
            ])
        }
    }

    package let segment: String
    package let offer: String
    /// Empty where the offer is not shown.
    package let from: [Shown]
    package let to: [Shown]

    package init(_ change: CellEdit, in scenario: Scenario) {
        segment = scenario.segments[change.cell.segment].id
        offer = scenario.offers[change.cell.offer].id
        from = change.from.map { Shown($0, in: scenario) }
        to = change.to.map { Shown($0, in: scenario) }
    }

    var members: [JSONValue.Member] {
        [
            .init("segment", .string(segment)), .init("offer", .string(offer)), .init("from", .array(from.map(\.json))),
            .init("to", .array(to.map(\.json))),
        ]
    }
}

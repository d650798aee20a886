package import OfferModel
package import OfferOptimization
import TableFiles

/// A segment-offer cell that two plans fill differently, in the scenario's own names.
package struct CellResult: Sendable {
    package let segment: String
    package let offer: String
    /// Empty where the offer is not shown.
    package let from: [CellShown]
    package let to: [CellShown]

    package init(_ change: CellEdit, in scenario: Scenario) {
        segment = scenario.segments[change.cell.segment].id
        offer = scenario.offers[change.cell.offer].id
        from = change.from.map { CellShown($0, in: scenario) }
        to = change.to.map { CellShown($0, in: scenario) }
    }

    var members: [JSONValue.Member] {
        [
            .init("segment", .string(segment)), .init("offer", .string(offer)), .init("from", .array(from.map(\.json))),
            .init("to", .array(to.map(\.json))),
        ]
    }
}

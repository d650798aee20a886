import OfferEconomics
import OfferModel
package import OfferResults

/// The ladder of offers that each segment sees under a plan.
package struct OfferLadderStage: Sendable {
    private let scenario: Scenario

    /// - Parameter segment: the id of the only segment that is asked about; nil for all.
    /// - Throws: `InvalidInput` for an id that the scenario does not have.
    package init(_ stage: ScenarioStage, segment: String?) throws {
        scenario = stage.scenario
        try InvalidInput.checkName(segment, among: scenario.segments.map(\.id), kind: "segment", option: "--segment")
    }

    package func run(_ planned: PlannedScenario) -> OfferLadderDocument {
        OfferLadderDocument(
            result: planned.document, ladders: OfferLadder.all(in: scenario, plan: planned.plan), scenario: scenario)
    }
}

import OfferEconomics
import OfferModel
package import OfferResults

/// The ladder of offers that each segment sees under a plan.
package struct OfferLadderStage: Sendable {
    private let planned: PlannedScenario

    package init(_ planned: PlannedScenario) {
        self.planned = planned
    }

    package func run() -> OfferLadderDocument {
        let scenario = planned.stage.scenario
        return OfferLadderDocument(
            result: planned.document, ladders: OfferLadder.all(in: scenario, plan: planned.plan), scenario: scenario)
    }
}

package import Execution
import OfferModel
import OfferOptimization
package import OfferResults

/// Chooses a scenario's plan and gives the reasons for it.
package struct ExplainStage: Sendable {
    private let stage: ScenarioStage
    private let segment: String?
    private let offer: String?

    /// - Parameter segment, offer: ids that the reasons are kept to; nil for all.
    /// - Throws: `InvalidInput` for an id that the scenario does not have, and for a scenario without split plans.
    package init(_ stage: ScenarioStage, segment: String?, offer: String?) throws {
        try stage.refuseWholeBundlesAndSteadiness("explain")
        try InvalidInput.checkName(segment, among: stage.scenario.segments.map(\.id), kind: "segment", option: "--segment")
        try InvalidInput.checkName(offer, among: stage.scenario.offers.map(\.id), kind: "offer", option: "--offer")
        self.stage = stage
        self.segment = segment
        self.offer = offer
    }

    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) throws -> ExplanationDocument {
        var solved = try SolvedScenario(stage, deadline: deadline, progress: progress)
        var explanation: Explanation?
        if case .optimal(let plan) = solved.outcome {
            explanation = try solved.session.explanation(of: plan, deadline: deadline, progress: progress)
        }
        return ExplanationDocument(
            result: solved.document(after: "explain"), explanation: explanation, of: stage.scenario, segment: segment, offer: offer)
    }
}

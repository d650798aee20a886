package import Execution
import OfferModel
import OfferOptimization
package import OfferResults

/// The price of each cap and each duration of the offers, with all else chosen anew.
package struct GridStage: Sendable {
    private let stage: ScenarioStage
    private let offers: [OfferIndex]

    /// - Parameter offer: the id of the only offer that is asked about; nil for all.
    /// - Throws: `InvalidInput` for an id that the scenario does not have, and for a scenario without split plans.
    package init(_ stage: ScenarioStage, offer: String?) throws {
        try stage.refuseWholeBundlesAndSteadiness("grid")
        let known = stage.scenario.offers
        try InvalidInput.checkName(offer, among: known.map(\.id), kind: "offer", option: "--offer")
        self.stage = stage
        offers = known.entityIndices.filter { offer == nil || known[$0].id == offer }
    }

    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) throws -> GridDocument {
        var solved = try SolvedScenario(stage, deadline: deadline, progress: progress)
        var lines: [GridLine] = []
        if case .optimal(let optimum) = solved.outcome {
            lines = try solved.session.gridLines(of: offers, around: optimum, deadline: deadline, progress: progress)
        }
        return GridDocument(result: solved.document(after: "grid"), lines: lines, in: stage.scenario)
    }
}

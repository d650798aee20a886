package import Execution
import OfferModel
import OfferOptimization
package import OfferResults

/// The price of each cap and each duration of the offers, with all else chosen anew.
package struct GridStage: Sendable {
    private let stage: ScenarioStage
    private let offers: [OfferIndex]

    /// - Parameter offer: the id of the only offer that is asked about; nil for all.
    /// - Throws: `UnknownName` for an id that the scenario does not have; `InvalidInput` for a scenario without split plans.
    package init(_ stage: ScenarioStage, offer: String?) throws {
        try stage.refuseWholeBundlesAndSteadiness("grid")
        let known = stage.scenario.offers
        try UnknownName.check(offer, among: known.map(\.id), kind: "offer")
        self.stage = stage
        offers = known.entityIndices.filter { offer == nil || known[$0].id == offer }
    }

    /// - Throws: `InvalidInput` for a plan that may not split segments, or may change only some customers' offers.
    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) throws -> GridDocument {
        try stage.refuseWholeBundlesAndSteadiness("grid")
        let granularity = stage.scenario.granularity
        var stopwatch = stage.stopwatch
        var session = try Optimizer(stage.problem, deadline: deadline, progress: progress).session(at: granularity)
        let solved = try session.solve()
        stopwatch.lap("solve")
        let outcome = try session.verify(solved)
        stopwatch.lap("verify")
        var lines: [GridLine] = []
        if case .optimal(let optimum) = outcome {
            lines = try session.gridLines(of: offers, around: optimum, deadline: deadline, progress: progress)
        }
        stopwatch.lap("grid")
        let document = ResultDocument(
            outcome, levels: [(granularity, outcome)], of: stage.problem, identity: stage.identity, provenance: stage.provenance(stopwatch),
            warnings: stage.warnings + ModelWarnings.warnings(about: outcome, of: stage.problem))
        return GridDocument(result: document, lines: lines, in: stage.scenario)
    }
}

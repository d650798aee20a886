package import Execution
import OfferEconomics
import OfferModel
import OfferOptimization
import OfferResults
import ScenarioFiles
import TableFiles

/// The plan that is asked about: one that somebody made, or the optimum.
package struct PlanStage: Sendable {
    private let stage: ScenarioStage
    private let path: String?

    /// - Parameter path: of the plan's file; nil for the optimum.
    package init(_ stage: ScenarioStage, plan path: String?) {
        self.stage = stage
        self.path = path
    }

    /// - Throws: `InvalidInput` for a plan that cannot be worked with.
    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) throws -> PlannedScenario {
        guard let path else { return try OptimizeStage(stage).run(deadline: deadline, progress: progress) }
        var stopwatch = stage.stopwatch
        let reading = PlanReader.read(path: path, for: stage.scenario)
        guard let plan = reading.plan, let input = reading.input else { throw InvalidInput(diagnostics: reading.diagnostics) }
        stopwatch.lap("plan")
        let document = ResultDocument(
            given: plan, of: stage.problem, identity: stage.identity(with: input), provenance: stage.provenance(stopwatch),
            warnings: stage.warnings + reading.diagnostics.warnings
                + ModelWarnings.warnings(about: plan, in: stage.scenario, file: input.name))
        return PlannedScenario(stage: stage, plan: plan, document: document)
    }
}

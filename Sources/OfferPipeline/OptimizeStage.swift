package import Execution
package import LinearProgramming
import OfferModel
import OfferOptimization
import OfferResults

/// Chooses a scenario's plan.
package struct OptimizeStage: Sendable {
    private let stage: ScenarioStage

    package init(_ stage: ScenarioStage) {
        self.stage = stage
    }

    /// Chooses the plan at every granularity and proves it.
    ///
    /// - Parameter deadline: ends the work with the best plan so far.
    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) throws -> PlannedScenario {
        let problem = stage.problem
        var stopwatch = stage.stopwatch
        let optimizer = Optimizer(problem, deadline: deadline, progress: progress)
        let asked = problem.scenario.granularity
        let outcome: OptimizationOutcome
        if problem.scenario.mode == .single {
            outcome = try optimizer.optimize(at: asked)
            stopwatch.lap("solve")
        } else {
            var session = try optimizer.session(at: asked)
            let solved = try session.solve()
            stopwatch.lap("solve")
            outcome = try session.verify(solved)
            stopwatch.lap("verify")
        }
        // What may change is limited segment by segment: coarser levels would leave the limit out.
        let comparable = problem.scenario.maxChangedShare == nil ? Scenario.Granularity.allCases : [asked]
        let levels = try comparable.map { level in
            (level, level == asked ? outcome : try optimizer.optimize(at: level, explaining: false))
        }
        stopwatch.lap("other granularities")
        let document = ResultDocument(
            outcome, levels: levels, of: problem, identity: stage.identity, provenance: stage.provenance(stopwatch),
            warnings: stage.warnings + ModelWarnings.warnings(about: outcome, of: problem))
        return PlannedScenario(stage: stage, plan: outcome.plan?.plan, document: document)
    }

    /// The scenario's whole linear programme, for other solvers: in x where that is exact, else over all bundles.
    ///
    /// - Throws: `ProgramNotLinear` with tail budgets; `ProgramTooLarge` when listing the bundles would take more than `limit` columns.
    package func writtenProgram(limit: Int = 5_000_000) throws -> LinearProgram {
        let problem = stage.problem
        guard problem.scenario.tailBudgets.isEmpty else { throw ProgramNotLinear() }
        if problem.scenario.granularity == .segment, let program = try problem.variantProgram() { return program }
        guard let program = try problem.bundleProgram(at: problem.scenario.granularity, limit: limit) else {
            throw ProgramTooLarge(limit: limit)
        }
        return program
    }
}

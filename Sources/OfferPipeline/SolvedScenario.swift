import Execution
import OfferModel
import OfferOptimization
import OfferResults

/// A scenario's optimum at its own granularity with the session that found it, for stages that ask more of both.
struct SolvedScenario {
    let session: OptimizerSession
    let outcome: OptimizationOutcome
    private let stage: ScenarioStage
    private var stopwatch: Stopwatch

    /// - Precondition: the scenario's plans may split segments.
    init(_ stage: ScenarioStage, deadline: Deadline, progress: any ProgressReporter) throws {
        var stopwatch = stage.stopwatch
        var session = try Optimizer(stage.problem, deadline: deadline, progress: progress).session(at: stage.scenario.granularity)
        let solved = try session.solve()
        stopwatch.lap("solve")
        outcome = try session.verify(solved)
        stopwatch.lap("verify")
        self.session = session
        self.stage = stage
        self.stopwatch = stopwatch
    }

    /// The result, with the time since the proof as a phase of its own.
    mutating func document(after phase: String) -> ResultDocument {
        stopwatch.lap(phase)
        return ResultDocument(
            outcome, levels: [(stage.scenario.granularity, outcome)], of: stage.problem, identity: stage.identity,
            provenance: stage.provenance(stopwatch),
            warnings: stage.warnings + ModelWarnings.warnings(about: outcome, of: stage.problem))
    }
}

package import Execution
import Foundation
package import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
package import OfferResults
import ScenarioFiles
import TableFiles

/// From a scenario on disk to the answer: the only place that knows the order of the stages.
package struct OptimizeStage: Sendable {
    private let problem: OptimizationProblem
    private let request: OptimizeRequest
    private let identity: ResultDocument.ScenarioIdentity
    private let warnings: [ResultDocument.Warning]
    private let stopwatch: Stopwatch

    /// Reads the scenario and evaluates its coefficients.
    ///
    /// - Throws: `InvalidInput` with all errors of all files.
    package init(_ request: OptimizeRequest) throws {
        var stopwatch = Stopwatch()
        let reading = ScenarioReader.read(path: request.path, overrides: request.overrides)
        guard let scenario = reading.scenario, let resolved = reading.resolved else { throw InvalidInput(diagnostics: reading.diagnostics) }
        let refusals = UnsupportedFeatures.refusals(of: scenario, resolved: resolved)
        guard refusals.isEmpty else { throw InvalidInput(diagnostics: (reading.diagnostics + refusals).sorted()) }
        stopwatch.lap("read")
        let problem = OptimizationProblem(scenario, workers: Workers(threads: request.threads))
        stopwatch.lap("coefficients")

        self.problem = problem
        self.request = request
        self.stopwatch = stopwatch
        identity = ResultDocument.ScenarioIdentity(
            of: scenario, sha256: InputHash.sha256(reading.inputs, overrides: request.overrides),
            resolved: resolved.root.json)
        // What tables tell of completion below organic is told again, exactly, by the coefficients.
        let told = reading.diagnostics.filter { $0.severity == .warning && $0.code != "completion-below-organic" }
        warnings =
            told.map { ResultDocument.Warning(code: $0.code, location: $0.location.description, message: $0.message) }
            + ModelWarnings.warnings(about: problem)
    }

    /// Chooses the plan at every granularity and proves it.
    ///
    /// - Parameter interruption: ends the work as the time limit does, with the best plan so far.
    package func run(progress: any ProgressReporter = SilentProgress(), interruption: Interruption? = nil) throws -> ResultDocument {
        var stopwatch = stopwatch
        let deadline = Deadline(secondsFromNow: request.timeLimit, or: interruption)
        let optimizer = Optimizer(problem, deadline: deadline, progress: progress)
        let asked = problem.scenario.granularity
        var session = try optimizer.session(at: asked)
        let solved = try session.solve()
        stopwatch.lap("solve")
        let outcome = try session.verify(solved)
        stopwatch.lap("verify")
        let levels = try Scenario.Granularity.allCases.map { level in
            (level, level == asked ? outcome : try optimizer.optimize(at: level, explaining: false))
        }
        stopwatch.lap("other granularities")
        return ResultDocument(
            outcome, levels: levels, of: problem, identity: identity, provenance: provenance(stopwatch),
            warnings: warnings + ModelWarnings.warnings(about: outcome, of: problem))
    }

    /// The scenario's whole linear programme, for other solvers: in x where that is exact, else over all bundles.
    ///
    /// - Throws: `ProgramTooLarge` when listing the bundles would take more than `limit` columns.
    package func writtenProgram(limit: Int = 5_000_000) throws -> LinearProgram {
        if problem.scenario.granularity == .segment, let program = try problem.variantProgram() { return program }
        guard let program = try problem.bundleProgram(at: problem.scenario.granularity, limit: limit) else {
            throw ProgramTooLarge(limit: limit)
        }
        return program
    }

    private func provenance(_ stopwatch: Stopwatch) -> Provenance {
        Provenance(
            version: Versions.offerbench, seed: problem.scenario.seed, solverName: "GLPK", solverVersion: Versions.glpk,
            run: Provenance.Run(
                startedAt: stopwatch.startedAt, seconds: stopwatch.seconds, hostCores: Processors.count, threads: request.threads,
                blasThreads: Versions.blasThreads, phases: stopwatch.phases))
    }
}

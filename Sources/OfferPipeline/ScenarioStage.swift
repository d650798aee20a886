import Execution
import OfferLearning
import OfferModel
import OfferOptimization
import OfferResults
import ScenarioFiles
import TableFiles

/// A scenario on disk, read and with its coefficients: what every question about it begins with.
package struct ScenarioStage: Sendable {
    let problem: OptimizationProblem
    let identity: ResultDocument.ScenarioIdentity
    let warnings: [ResultDocument.Warning]
    let stopwatch: Stopwatch
    let threads: Int
    let dataChecks: RunDataChecks
    let reading: ScenarioReading
    let overrides: [String]

    /// - Parameters:
    ///   - overrides: texts of `--set`.
    ///   - acceptsDataFailures: whether to go on when a data check fails; the result then says so.
    /// - Throws: `InvalidInput` with all errors of all files; `DataFailure` when a data check fails.
    package init(path: String, overrides: [String], threads: Int, acceptsDataFailures: Bool = false) throws {
        var stopwatch = Stopwatch()
        let reading = ScenarioReader.read(path: path, overrides: overrides)
        guard let read = reading.scenario, let resolved = reading.resolved else { throw InvalidInput(diagnostics: reading.diagnostics) }
        let refusals = UnsupportedFeatures.refusals(of: read, resolved: resolved)
        guard refusals.isEmpty else { throw InvalidInput(diagnostics: (reading.diagnostics + refusals).sorted()) }
        stopwatch.lap("read")
        let dataChecks = RunDataChecks(try DataCheckStage.quality(of: reading, threads: threads))
        guard acceptsDataFailures || dataChecks.quality.failures.isEmpty else { throw DataFailure(dataChecks.quality) }
        stopwatch.lap("data checks")
        // Before the first call to LAPACK, so that its threads are set.
        _ = Versions.blasThreads
        let scenario = LadderValues(of: read)?.filledIn() ?? read
        if scenario.ladder != nil { stopwatch.lap("ladder") }
        let problem = OptimizationProblem(scenario, workers: Workers(threads: threads))
        stopwatch.lap("coefficients")

        self.problem = problem
        self.dataChecks = dataChecks
        self.reading = reading.withoutTables
        self.overrides = overrides
        self.threads = threads
        self.stopwatch = stopwatch
        identity = ResultDocument.ScenarioIdentity(
            of: scenario, sha256: InputHash.sha256(reading.inputs, overrides: overrides), resolved: resolved.root.json)
        // What tables tell of completion below organic is told again, exactly, by the coefficients.
        warnings =
            reading.diagnostics.filter { $0.code != "completion-below-organic" }.warnings + dataChecks.warnings
            + ModelWarnings.warnings(about: problem)
    }

    var scenario: Scenario { problem.scenario }
    var workers: Workers { Workers(threads: threads) }

    /// The same scenario asked about a plan that stands in a file of its own.
    func identity(with plan: InputFile) -> ResultDocument.ScenarioIdentity {
        ResultDocument.ScenarioIdentity(
            of: scenario, sha256: InputHash.sha256(reading.inputs + [plan], overrides: overrides), resolved: identity.resolved)
    }

    /// SHA-256 of each input by its role; several bases are numbered.
    var fileHashes: [(role: String, sha256: String)] {
        var counts: [InputFile.Role: Int] = [:]
        return reading.inputs.map { input in
            counts[input.role, default: 0] += 1
            let number = counts[input.role] ?? 1
            return (input.role.rawValue + (number > 1 ? " \(number)" : ""), InputHash.sha256(of: input.bytes))
        }
    }

    /// Where a top-level key of the scenario is stated.
    func location(ofKey key: String) -> SourceLocation {
        guard let resolved = reading.resolved else { preconditionFailure("a scenario that was read is resolved") }
        return resolved.root.origin(of: key).location
    }

    /// A table of the scenario.
    func location(ofTable role: InputFile.Role) -> SourceLocation {
        reading.inputs.first { $0.role == role }.map { SourceLocation(file: $0.name) } ?? location
    }

    /// scenario.yaml.
    var location: SourceLocation { reading.resolved?.root.origin.location ?? SourceLocation(file: "scenario.yaml") }

    /// Where a segment's cell stands in segments.csv.
    func location(ofSegment id: String, column name: String) -> SourceLocation {
        guard let input = reading.inputs.first(where: { $0.role == .segments }),
            let table = CSVTable.parse(bytes: input.bytes, name: input.name).table,
            let ids = table.columnIndex("segment"), let column = table.columnIndex(name),
            let row = (0..<table.rowCount).first(where: { table.text(row: $0, column: ids) == id })
        else { preconditionFailure("segment \(id) was read from segments.csv") }
        return table.location(row: row, column: column)
    }

    func provenance(_ stopwatch: Stopwatch) -> Provenance {
        Provenance(
            version: Versions.offerbench, seed: scenario.seed, solverName: "GLPK", solverVersion: Versions.glpk, dataChecks: dataChecks,
            run: Provenance.Run(
                startedAt: stopwatch.startedAt, seconds: stopwatch.seconds, hostCores: Processors.count, threads: threads,
                blasThreads: Versions.blasThreads, phases: stopwatch.phases))
    }
}

extension [Diagnostic] {
    /// Those that a result carries along.
    var warnings: [ResultDocument.Warning] {
        filter { $0.severity == .warning }.map {
            ResultDocument.Warning(code: $0.code, location: $0.location.description, message: $0.message)
        }
    }
}

import OfferLearning
import OfferModel
import OfferPages
import OfferReporting
import OfferResults
import RunFolders
import ScenarioFiles
import TableFiles

/// The files of one run and what its manifest says.
struct RunFiles {
    let files: [RunFile]
    let hasConfig: Bool
    let objections: [String]

    init(_ outcome: ScenarioRun.Outcome, of stage: ScenarioStage, options: BatchOptions) {
        let documents = outcome.documents
        var files = [RunFile("result.json", documents.result.json)]
        let quality = documents.result.provenance.dataChecks.quality
        files.append(RunFile("data-checks.json", quality.json))
        if let simulation = documents.simulation { files.append(RunFile("simulation.json", simulation.json)) }
        if let stress = documents.stress { files.append(RunFile("stress.json", stress.json)) }
        if let settlement = documents.settlement { files.append(RunFile("settlement.json", settlement.json)) }
        if let frontier = documents.frontier { files.append(RunFile("frontier.json", frontier.json)) }
        files.append(RunFile("report.html", Array(RunPage(documents).html.utf8)))
        objections = RecommendedConfig.objections(to: documents.result)
        let config = RecommendedConfig(documents.result, of: outcome.scenario, isForced: options.forcesConfig)
        hasConfig = config != nil
        if let config { files.append(RunFile("recommended-config.json", config.json.bytes)) }
        files.append(RunFile("tables/data-checks.csv", quality.csv))
        files += RunTables(documents).files.map { RunFile("tables/\($0.name)", $0.bytes) }
        files += InputCopy(of: stage.reading, overrides: stage.overrides).files.map { RunFile("inputs/\($0.path)", $0.bytes) }
        self.files = files
    }
}

extension RunManifest {
    init(_ outcome: ScenarioRun.Outcome, key: String, files: [RunFile], of run: ScenarioRun, seconds: Double, options: BatchOptions) {
        let result = outcome.documents.result
        let provenance = result.provenance
        self.init(
            key: key, isComplete: outcome.isComplete, outcome: Outcome(of: outcome.documents), seconds: seconds, files: files,
            details: [
                .init("scenario", .members(["name": .string(result.scenario.name), "sha256": .string(result.scenario.sha256)])),
                .init("status", .string(result.status.rawValue)), .init("version", .string(provenance.version)),
                .init("libraries", .members(["glpk": .string(Versions.glpk), "openblas": .string(Versions.openBLAS)])),
                .init("stages", .array(run.stages.asked.map { .string($0.rawValue) })),
                .init(
                    "left_out",
                    .array(run.stages.left.map { .members(["stage": .string($0.stage.rawValue), "reason": .string($0.reason)]) })),
                .init("overrides", .array(run.stage.overrides.map { .string($0) })),
                .init(
                    "inputs",
                    .array(run.stage.fileHashes.map { .members(["role": .string($0.role), "sha256": .string($0.sha256)]) })),
                .init(
                    "run",
                    .members([
                        "started_at": .string(provenance.run.startedAt), "seconds": .number(seconds),
                        "host_cores": .integer(provenance.run.hostCores), "threads": .integer(provenance.run.threads),
                        "blas_threads": .integer(provenance.run.blasThreads), "jobs": .integer(options.jobs),
                        "phases": .object(provenance.run.phases.map { .init($0.name, .number($0.seconds)) }),
                        "stages": .object(outcome.seconds.map { .init($0.stage.rawValue, .number($0.seconds)) }),
                    ])),
            ])
    }
}

extension RunManifest.Outcome {
    /// In mode single a plan with a gap is what was asked for.
    init(of documents: RunDocuments) {
        switch documents.result.status {
        case .infeasible: self = .infeasible
        case .timeLimit: self = .limitReached
        case .feasible where documents.result.objective.mode != .single: self = .limitReached
        case .optimal, .feasible, .given: self = documents.isComplete ? .done : .limitReached
        }
    }
}

import Execution
import Foundation
import OfferEconomics
import OfferResults
import RunFolders
import RunStore

/// One scenario of a batch, from its files to its folder and its rows in the store.
struct SingleRun {
    private let scenario: BatchScenario
    private let folder: OutputFolder
    private let store: RunStore
    private let options: BatchOptions

    init(_ scenario: BatchScenario, folder: OutputFolder, store: RunStore, options: BatchOptions) {
        self.scenario = scenario
        self.folder = folder
        self.store = store
        self.options = options
    }

    func outcome(interruption: Interruption, progress: any ProgressReporter, listener: any BatchListener) -> ScenarioOutcome {
        do {
            try folder.checkPlace(of: scenario.name)
            listener.note(.stage(scenario: scenario.name, .checks))
            let stage = try options.stage(scenario)
            let stages = RunStages(of: stage.scenario, only: options.only)
            let key = RunKey.key(of: stage, named: scenario.name, stages: stages, options: options)
            if let summary = try unchanged(key) { return ScenarioOutcome(scenario, in: folder, state: .unchanged, run: summary) }
            let run = ScenarioRun(stage: stage, stages: stages)
            let start = ContinuousClock.now
            let deadline = Deadline(secondsFromNow: options.timeLimit, or: interruption)
            let outcome = try run.run(deadline: deadline, progress: progress) { listener.note(.stage(scenario: scenario.name, $0)) }
            // What an interruption cut short is not the answer to anybody's question.
            guard outcome.isComplete || !interruption.isRequested else { return ScenarioOutcome(scenario, in: folder, state: .interrupted) }
            let seconds = start.duration(to: .now) / .seconds(1)
            let summary = try write(outcome, of: run, key: key, seconds: seconds)
            return ScenarioOutcome(scenario, in: folder, state: .written, run: summary)
        } catch {
            return ScenarioOutcome(scenario, in: folder, state: .failed, failure: error)
        }
    }

    /// What the store says of a run that is there with all its files; nil where there is work to do.
    private func unchanged(_ key: String) throws -> ScenarioOutcome.Summary? {
        let place = folder.folder(of: scenario.name)
        guard let manifest = RunManifest.read(in: place), manifest.key == key, manifest.isComplete, manifest.isIntact(in: place),
            let record = try store.run(RunManifest.id(ofKey: key))
        else { return nil }
        // The process that wrote the folder died before it could say so.
        if record.state == .writing { try store.finish(record.id) }
        return ScenarioOutcome.Summary(
            id: record.id, outcome: record.outcome, status: record.status, objective: record.objective, cost: record.cost,
            currency: record.currency, objections: record.objections,
            hasConfig: manifest.files.contains { $0.path == "recommended-config.json" }, seconds: record.seconds)
    }

    /// First the rows, marked as being written, then the folder, then the mark: whatever the moment at which the process dies, the next
    /// run finds out what is missing.
    private func write(
        _ outcome: ScenarioRun.Outcome, of run: ScenarioRun, key: String, seconds: Double
    ) throws -> ScenarioOutcome.Summary {
        let files = RunFiles(outcome, of: run.stage, options: options)
        let manifest = RunManifest(outcome, key: key, files: files.files, of: run, seconds: seconds, options: options)
        let result = outcome.documents.result
        let record = RunRecord(
            id: manifest.id, scenario: scenario.name, title: result.scenario.name, folder: folder.absolutePath(of: scenario.name),
            state: .writing, outcome: manifest.outcome.rawValue, status: result.status.rawValue, isComplete: manifest.isComplete,
            version: result.provenance.version, inputs: result.scenario.sha256, key: key, currency: result.scenario.currency,
            startedAt: result.provenance.run.startedAt, seconds: seconds, objections: files.objections,
            objective: result.objective.value, cost: result.totals?.cost)
        try store.record(record, outcome.documents)
        try folder.replace(scenario.name, with: files.files, manifest: manifest)
        try store.finish(record.id)
        return ScenarioOutcome.Summary(
            id: record.id, outcome: record.outcome, status: record.status, objective: record.objective, cost: record.cost,
            currency: record.currency, objections: record.objections, hasConfig: files.hasConfig, seconds: seconds)
    }
}

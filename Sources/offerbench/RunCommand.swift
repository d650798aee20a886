import ArgumentParser
import Execution
import OfferPipeline
import RunFolders
import TableFiles

extension ProgressForm: ExpressibleByArgument {}

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Everything that scenarios ask for, unattended, into a folder and the run store.",
        usage: "offerbench run <scenario> ... --output <folder> [<options>]",
        discussion: """
            EXAMPLE
              offerbench run scenarios/coalition-launch --output nightly
              offerbench run scenarios/* --output nightly --keep-going --progress json

            Each scenario gets a folder in the output folder: result.json,
            recommended-config.json, report.html, data-checks.json, simulation, stress,
            settlement and frontier where it asks for them, tables/, inputs/ and
            manifest.json. A folder changes whole or not at all. The same run again changes
            nothing. What was interrupted goes on with the next run.
            The last line of stdout is a summary as JSON.
            The exit code is that of the first scenario that did not simply succeed.

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("Folders of scenarios, or their scenario.yaml.", valueName: "scenario"))
    var paths: [String]

    @Option(help: ArgumentHelp("Folder for the runs; one process at a time.", valueName: "folder"))
    var output: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: WorkOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Scenarios at a time, which share the threads; as many as there are threads by default.", valueName: "n"))
    var jobs: Int?

    @Option(help: ArgumentHelp("Only these stages beside the optimum: \(Self.stageNames), with commas.", valueName: "stages"))
    var only: String?

    @Flag(help: "Say what would be done, where to, and how long it took the last time.")
    var dryRun = false

    @Flag(help: "Go on with the others when one scenario fails or has no plan.")
    var keepGoing = false

    @Flag(help: "Write recommended-config.json in spite of what speaks against it, and say so in it.")
    var forceConfig = false

    @Option(help: ArgumentHelp("The run store; runs.sqlite in the output folder by default.", valueName: "file"))
    var store: String?

    @Option(help: ArgumentHelp("`bar` on a terminal, or `json` for a line on stderr for each stage.", valueName: "form"))
    var progress = ProgressForm.bar

    @Flag(help: "Print the summary alone.")
    var json = false

    private static let stageNames = RunStage.optional.map(\.rawValue).joined(separator: ", ")

    func validate() throws {
        guard !output.isEmpty else { throw ValidationError("--output names a folder.") }
        guard jobs.map({ (1...1024).contains($0) }) ?? true else { throw ValidationError("--jobs must be 1 to 1024.") }
        _ = try stages()
    }

    /// nil for all.
    private func stages() throws -> Set<RunStage>? {
        guard let only else { return nil }
        let known = [RunStage.optimum] + RunStage.optional
        return Set(
            try only.split(separator: ",").map { word in
                guard let stage = known.first(where: { $0.rawValue == word }) else {
                    throw ValidationError("--only does not know \(word): \(known.map(\.rawValue).joined(separator: ", ")).")
                }
                return stage
            })
    }

    func run() throws {
        let options = BatchOptions(
            overrides: work.overrides(scenario), threads: work.threads, jobs: jobs ?? max(1, min(paths.count, work.threads)),
            only: try stages(), keepsGoing: keepGoing, timeLimit: work.timeLimit,
            acceptsDataFailures: work.acceptDataFailures, forcesConfig: forceConfig, store: store)
        if dryRun {
            let planned = try CommandFailure.translating { try BatchRun(paths: paths, output: output, options: options).plan() }
            return try StandardStreams.print(json ? planned.json.bytes : Array(planned.text.utf8))
        }
        let interruption = UserInterruption.listen()
        let outcomes = try CommandFailure.translating {
            let batch = try BatchRun(paths: paths, output: output, options: options)
            return try work.reporting { bar in
                let listener: any BatchListener = progress == .json ? EventLines() : StageProgress(of: paths.count, to: bar)
                return try batch.run(
                    interruption: interruption, progress: progress == .json ? SilentProgress() : bar, listener: listener)
            }
        }
        try tell(outcomes)
    }

    private func tell(_ outcomes: [ScenarioOutcome]) throws {
        let failures = outcomes.map(\.commandFailure)
        for (outcome, failure) in zip(outcomes, failures) {
            guard let failure else { continue }
            StandardStreams.complain("\(outcome.scenario): not written\n\(failure.message)")
        }
        let codes = zip(outcomes, failures).map { $1?.code ?? $0.code }
        let summary = BatchSummary(output: output, outcomes: outcomes, codes: codes)
        let text = (json ? "" : summary.text) + String(decoding: summary.json.line, as: UTF8.self)
        // With invalid input stdout stays empty, as everywhere.
        if summary.exitCode == ExitCodes.invalidInput {
            StandardStreams.complain(String(text.dropLast()))
        } else {
            try StandardStreams.print(text)
        }
        if summary.exitCode != 0 { throw ExitCode(summary.exitCode) }
    }
}

extension ScenarioOutcome {
    /// Why there is no run, in the words and with the code of the command line; nil where there is one.
    fileprivate var commandFailure: CommandFailure? {
        guard let failure else { return nil }
        do {
            return try CommandFailure.translating { throw failure }
        } catch {
            return error as? CommandFailure
        }
    }

    /// What the run says to the caller.
    fileprivate var code: Int32 {
        switch (state, run?.outcome) {
        case (.interrupted, _): ExitCodes.limitReached
        case (_, RunManifest.Outcome.infeasible.rawValue): ExitCodes.infeasible
        case (_, RunManifest.Outcome.limitReached.rawValue): ExitCodes.limitReached
        default: 0
        }
    }
}

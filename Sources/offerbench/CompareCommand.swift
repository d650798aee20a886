import ArgumentParser
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "What changed between two runs and why: data, models, rules or budgets.",
        usage: "offerbench compare <run> <run> [<options>]",
        discussion: """
            A run is a scenario (solved as it is now), a run folder (result.json, and inputs/
            with a copy of the scenario's files), or a result.json. --set applies to the
            second run only, so that a scenario can be compared with itself, changed.
            A run that has no plan, its rules being too tight, is an answer: exit code 0.

            EXAMPLE
              offerbench compare scenarios/coalition-launch scenarios/coalition-launch \\
                --set budgets.total.amount=8e7

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("What was: a scenario, a run folder or a result.json.", valueName: "run"))
    var before: String

    @Argument(help: ArgumentHelp("What is, or may be.", valueName: "run"))
    var after: String

    @Option(help: ArgumentHelp("Output folder of `run`, or its store, whose runs may be named by their ids.", valueName: "store"))
    var store: String?

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: WorkOptions

    @Flag(help: "Print the document offerbench-compare/1 instead of the report.")
    var json = false

    func run() throws {
        let document = try CommandFailure.translating { try compare() }
        try StandardStreams.print(json ? document.json.bytes : Array(CompareReport(document).text.utf8))
        if !document.isComplete { throw ExitCode(ExitCodes.limitReached) }
    }

    private func compare() throws -> CompareDocument {
        let deadline = work.deadline
        let first = try ComparedRun(
            path: try StoreFile.folder(named: before, in: store), seed: work.seed, threads: work.threads,
            acceptsDataFailures: work.acceptDataFailures)
        let second = try ComparedRun(
            path: try StoreFile.folder(named: after, in: store), overrides: scenario.overrides, seed: work.seed, threads: work.threads,
            acceptsDataFailures: work.acceptDataFailures)
        return try work.reporting { try CompareStage(before: first, after: second).run(deadline: deadline, progress: $0) }
    }
}

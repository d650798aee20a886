import ArgumentParser
import Execution
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "A proposal against the optimum: cost, value, regret, broken rules, better plans near by.",
        usage: "offerbench evaluate <scenario> --plan <file> [<options>]",
        discussion: """
            EXAMPLE
              offerbench evaluate scenarios/coalition-launch --plan proposal.csv
              offerbench evaluate scenarios/coalition-launch --plan proposal.csv --better 3

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @Option(help: ArgumentHelp("The proposal: CSV, or a document of `optimize --json`.", valueName: "file"))
    var plan: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Also look for the best plans that change 1, 2, ... k segment-offer cells of the proposal; for 10 s where there is no --time-limit.",
            valueName: "k"))
    var better: Int?

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: WorkOptions

    @Flag(help: "Print the result document with the members `optimum`, `regret`, `broken` and `better`.")
    var json = false

    func validate() throws {
        guard better.map({ (1...50).contains($0) }) ?? true else { throw ValidationError("--better must be 1 to 50.") }
    }

    func run() throws {
        let document = try CommandFailure.translating { try evaluate() }
        try StandardStreams.print(json ? document.json.bytes : Array(EvaluationReport(document).text.utf8))
        try document.optimum.exit()
        if !document.isSearchComplete { throw ExitCode(ExitCodes.limitReached) }
    }

    private func evaluate() throws -> EvaluationDocument {
        let deadline = work.deadline
        let stage = try work.stage(path, scenario)
        return try work.reporting { progress in
            let planned = try PlanStage(stage, plan: plan).run(deadline: deadline, progress: progress)
            return try EvaluateStage(planned, changes: better).run(
                deadline: deadline, searchDeadline: { searchDeadline(within: deadline) }, progress: progress)
        }
    }

    private func searchDeadline(within deadline: Deadline) -> Deadline {
        guard work.timeLimit == nil else { return deadline }
        return Deadline(secondsFromNow: EvaluateStage.usualSearchSeconds, or: UserInterruption.listen())
    }
}

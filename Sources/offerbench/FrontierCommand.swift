import ArgumentParser
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct FrontierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frontier",
        abstract: "What the optimum is worth as an exact function of one limit, and for how long the plan holds.",
        usage: "offerbench frontier <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench frontier scenarios/coalition-launch
              offerbench frontier scenarios/coalition-launch --row fraud:total --from 1e6 --to 4e6

            Where only a part of the limits can be kept the curve covers that part, and the
            exit code is 0; it is 3 where none can.

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: WorkOptions

    @Option(help: ArgumentHelp("The row whose limit moves; the first budget by default.", valueName: "name"))
    var row: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("The least limit; by default half the row's own.", valueName: "amount"))
    var from: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The greatest limit; by default one and a half times the row's own.", valueName: "amount"))
    var to: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Look for about so many breakpoints, and say how far off the rest can be.", valueName: "n"))
    var mostBreakpoints = FrontierStage.usualBreakpoints

    @Flag(help: "Print the result document with the member `frontier` instead of the report.")
    var json = false

    func validate() throws {
        for (name, amount) in [("--from", from), ("--to", to)] where amount.map({ !$0.isFinite }) ?? false {
            throw ValidationError("\(name) must be a finite number.")
        }
        if let from, let to, from > to { throw ValidationError("--from must not be above --to.") }
        guard (2...1_000_000).contains(mostBreakpoints) else { throw ValidationError("--most-breakpoints must be 2 to 1000000.") }
    }

    func run() throws {
        let document = try CommandFailure.translating { try frontier() }
        try StandardStreams.print(json ? document.json.bytes : Array(FrontierReport(document).text.utf8))
        if document.isOutOfTime && !document.isComplete { throw ExitCode(ExitCodes.limitReached) }
        if document.breakpoints.isEmpty { throw ExitCode(ExitCodes.infeasible) }
    }

    private func frontier() throws -> FrontierDocument {
        let deadline = work.deadline
        let stage = try work.stage(path, scenario)
        let question = FrontierQuestion(row: row, from: from, to: to)
        return try work.reporting { progress in
            try FrontierStage(stage, question: question, mostBreakpoints: mostBreakpoints).run(deadline: deadline, progress: progress)
        }
    }
}

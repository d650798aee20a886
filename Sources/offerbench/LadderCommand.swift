import ArgumentParser
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct LadderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ladder",
        abstract: "What all offers together promise a customer, rung by rung, and what each further rung brings and costs.",
        usage: "offerbench ladder <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench ladder scenarios/coalition-launch
              offerbench ladder scenarios/coalition-launch --segment commuters-car

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var plan: PlanOptions
    @OptionGroup var work: WorkOptions

    @Option(help: ArgumentHelp("Report this segment alone, not all macro-segments.", valueName: "id"))
    var segment: String?

    @Flag(help: "Print the result document with the member `ladder` instead of the report.")
    var json = false

    func run() throws {
        let document = try CommandFailure.translating { try climb() }
        try StandardStreams.print(json ? document.json.bytes : Array(OfferLadderReport(document, segment: segment).text.utf8))
        try document.result.exit()
    }

    private func climb() throws -> OfferLadderDocument {
        let deadline = work.deadline
        let stage = try work.stage(path, scenario)
        let ladder = try OfferLadderStage(stage, segment: segment)
        return try work.reporting { ladder.run(try PlanStage(stage, plan: plan.plan).run(deadline: deadline, progress: $0)) }
    }
}

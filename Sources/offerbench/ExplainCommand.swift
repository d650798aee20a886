import ArgumentParser
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why these percents and not others, what keeps the rest out, what a limit or a contact is worth.",
        usage: "offerbench explain <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench explain scenarios/coalition-launch
              offerbench explain scenarios/coalition-launch --segment families-city

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: WorkOptions

    @Option(help: ArgumentHelp("Reasons for this segment alone.", valueName: "id"))
    var segment: String?

    @Option(help: ArgumentHelp("Reasons for this offer alone.", valueName: "id"))
    var offer: String?

    @Flag(help: "Print the result document with the member `why`.")
    var json = false

    func run() throws {
        let document = try CommandFailure.translating { try explain() }
        let report = ExplanationReport(document, listsAbsences: segment != nil || offer != nil)
        try StandardStreams.print(json ? document.json.bytes : Array(report.text.utf8))
        try document.result.exit()
        if !document.isComplete { throw ExitCode(ExitCodes.limitReached) }
    }

    private func explain() throws -> ExplanationDocument {
        let deadline = work.deadline
        let stage = try work.stage(path, scenario)
        let explain = try ExplainStage(stage, segment: segment, offer: offer)
        return try work.reporting { try explain.run(deadline: deadline, progress: $0) }
    }
}

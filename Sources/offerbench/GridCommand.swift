import ArgumentParser
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct GridCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grid",
        abstract: "The price of each cap and duration of the offers, with all else chosen anew.",
        usage: "offerbench grid <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench grid scenarios/coalition-launch
              offerbench grid scenarios/coalition-launch --offer bank-card

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @Option(help: ArgumentHelp("This offer alone.", valueName: "id"))
    var offer: String?

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: WorkOptions

    @Flag(help: "Print the result document with the member `grid`.")
    var json = false

    func run() throws {
        let document = try CommandFailure.translating { try grid() }
        try StandardStreams.print(json ? document.json.bytes : Array(GridReport(document).text.utf8))
        try document.result.exit()
        if !document.isComplete { throw ExitCode(ExitCodes.limitReached) }
    }

    private func grid() throws -> GridDocument {
        let deadline = work.deadline
        let stage = try work.stage(path, scenario)
        let grid = try GridStage(stage, offer: offer)
        return try work.reporting { try grid.run(deadline: deadline, progress: $0) }
    }
}

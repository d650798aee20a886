import ArgumentParser
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct ValueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "value",
        abstract: "What a step up the ladder is worth: future value by level, from how customers move between levels.",
        usage: "offerbench value <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench value scenarios/household-ladder
              offerbench value scenarios/household-ladder --output values.csv

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: WorkOptions

    @Option(help: ArgumentHelp("Also write the values of all pairs as values.csv.", valueName: "file"))
    var output: String?

    @Flag(help: "Print the document offerbench-value/1 instead of the report.")
    var json = false

    func run() throws {
        let document = try CommandFailure.translating {
            let document = try ValueStage(work.stage(path, scenario)).run()
            if let output { try WholeFile.write(document.csv, to: output) }
            return document
        }
        try StandardStreams.print(json ? document.json.bytes : Array(ValueReport(document).text.utf8))
    }
}

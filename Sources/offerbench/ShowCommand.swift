import ArgumentParser
import OfferPipeline
import OfferReporting
import ScenarioFiles
import TableFiles

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "The scenario as resolved (bases, overrides, defaults) with the origin of each value.",
        discussion: """
            EXAMPLE
              offerbench show scenarios/coalition-launch --set granularity=macro

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions

    @Flag(help: "Print the resolved scenario as one JSON document, without origins.")
    var json = false

    func run() throws {
        let reading = ValidateStage.read(path, overrides: scenario.overrides)
        guard reading.scenario != nil, let resolved = reading.resolved else {
            throw InvalidInput(diagnostics: reading.diagnostics).failure
        }
        if json {
            try StandardStreams.print(resolved.root.json.bytes)
        } else {
            let lines = resolved.lines.map { (text: $0.text.printable, origin: $0.origin.label.printable) }
            let tables = reading.tables
            let widened = WideningText.lines(tables?.widenings ?? [], tables?.widenedDeviations ?? [])
            let width = min(48, lines.map(\.text.count).max() ?? 0)
            let text = lines.map { line -> String in
                line.text + String(repeating: " ", count: max(0, width - line.text.count)) + "  # " + line.origin
            }
            let comments = widened.map { "# " + $0.printable }
            try StandardStreams.print((text + comments).map { $0 + "\n" }.joined())
        }
    }
}

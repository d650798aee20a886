import ArgumentParser
import OfferPipeline
import TableFiles

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "All problems of scenarios at once, each with file:line, what is wrong and how to mend it.",
        discussion: """
            EXAMPLE
              offerbench validate scenarios/coalition-launch

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("Folders of scenarios, or their scenario.yaml.", valueName: "scenario"))
    var paths: [String]

    @OptionGroup var scenario: ScenarioOptions

    @Flag(help: "Print the problems as a JSON array.")
    var json = false

    func run() throws {
        let diagnostics = ValidateStage.diagnostics(of: paths, overrides: scenario.overrides)
        let isInvalid = diagnostics.contains { $0.severity == .error }
        if json {
            try StandardStreams.print(JSONValue.array(diagnostics.map(\.json)).bytes)
            if isInvalid { throw ExitCode(ExitCodes.invalidInput) }
        } else {
            guard !isInvalid else { throw InvalidInput(diagnostics: diagnostics).failure }
            try StandardStreams.print(DiagnosticText.report(diagnostics) + "\n")
        }
    }
}

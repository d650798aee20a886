import ArgumentParser
import OfferReporting
import ScenarioFiles
import TableFiles

struct SchemaCommand: ParsableCommand {
    /// What there is a schema of.
    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case scenario, config

        var json: JSONValue {
            switch self {
            case .scenario: ScenarioSchema.jsonSchema
            case .config: ConfigSchema.json
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "The JSON Schema of scenario.yaml or of recommended-config.json.",
        discussion: """
            EXAMPLE
              offerbench schema scenario > scenario.schema.json
              offerbench schema config > config.schema.json

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("`scenario` or `config`.", valueName: "subject"))
    var subject: Subject

    func run() throws {
        try StandardStreams.print(subject.json.bytes)
    }
}

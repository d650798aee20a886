import ArgumentParser
import Execution
import OfferLearning
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct CheckDataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-data",
        abstract: "The data-quality verdict, table by table: fresh, complete, plausible?",
        usage: "offerbench check-data <scenario> [<options>]",
        discussion: """
            Every run makes the same checks and stops with exit code 1 when one fails,
            unless it is told --accept-data-failures.

            EXAMPLE
              offerbench check-data scenarios/coalition-launch
              offerbench check-data scenarios/coalition-launch --output checks.csv

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions

    @Option(help: ArgumentHelp("Also write the checks as CSV, one row each.", valueName: "file"))
    var output: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Threads to use; the result does not depend on it.", valueName: "n"))
    var threads: Int = Processors.count

    @Flag(help: "Print the checks as one JSON document.")
    var json = false

    @Flag(help: "No progress bar; checks never show one.")
    var quiet = false

    func validate() throws {
        guard (1...1024).contains(threads) else { throw ValidationError("--threads must be 1 to 1024.") }
    }

    func run() throws {
        let quality = try CommandFailure.translating { try check() }
        try StandardStreams.print(json ? quality.json.bytes : Array(DataQualityReport(quality).text.utf8))
        if quality.verdict == .fail { throw ExitCode(ExitCodes.gateFailed) }
    }

    private func check() throws -> DataQuality {
        let quality = try DataCheckStage.run(path: path, overrides: scenario.overrides, output: output, threads: threads)
        if let output { try WholeFile.write(quality.csv, to: output) }
        return quality
    }
}

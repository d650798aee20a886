import ArgumentParser
import Foundation
import OfferPipeline

/// The command line: parse, call, print.
@main
struct Offerbench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offerbench",
        abstract: "Which cashback percent, cap and duration each segment should get, and what it costs.",
        discussion: """
            Reads a scenario folder (segments, responses, values, budgets), chooses the offers by linear programming and proves the answer.

            EXAMPLE
              offerbench optimize scenarios/coalition-launch

            \(ExitCodes.help)
            """,
        version: Versions.line,
        subcommands: [
            OptimizeCommand.self, ExplainCommand.self, EvaluateCommand.self, GridCommand.self, FrontierCommand.self, CompareCommand.self,
            SimulateCommand.self, StressCommand.self, SettleCommand.self, ValueCommand.self, LadderCommand.self, CalibrateCommand.self,
            ValidateCommand.self, CheckDataCommand.self, ShowCommand.self, RunCommand.self, RunsCommand.self, ExportCommand.self,
            ConfigCommand.self,
            SchemaCommand.self, DoctorCommand.self,
        ])

    static func main() {
        StandardStreams.occupyClosed()
        // A file that grows beyond its limit is an error to report, not an end without a word.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            StandardStreams.complain(failure.message)
            exit(withError: ExitCode(failure.code))
        } catch {
            exit(withError: error)
        }
    }
}

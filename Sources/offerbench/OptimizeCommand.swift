import ArgumentParser
import Execution
import LinearProgramming
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct OptimizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimize",
        abstract: "The recommended percents, what binds, and what one more unit of it would bring.",
        usage: "offerbench optimize <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench optimize scenarios/coalition-launch
              offerbench optimize scenarios/coalition-launch --set budgets.total.amount=5e7

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: WorkOptions

    @Flag(help: "Print the document offerbench-result/1 instead of the report.")
    var json = false

    @Option(help: ArgumentHelp("Also write the linear programme in CPLEX LP format.", valueName: "file"))
    var writeLp: String?

    @Option(help: ArgumentHelp("Also write the linear programme in MPS format.", valueName: "file"))
    var writeMps: String?

    func run() throws {
        let document: ResultDocument
        do {
            document = try optimize()
        } catch let invalid as InvalidInput {
            throw invalid.failure
        } catch let error as FileError {
            throw CommandFailure(code: ExitCodes.inputOutput, message: "error: \(error)")
        } catch let error as ProgramTooLarge {
            throw CommandFailure(code: ExitCodes.invalidInput, message: "error: \(error)")
        } catch let error where !(error is CommandFailure) {
            throw CommandFailure(code: ExitCodes.internalError, message: "internal error: \(error)")
        }
        try StandardStreams.print(json ? document.json.bytes : Array(TextReport(document).text.utf8))
        switch document.status {
        case .optimal: return
        case .infeasible: throw ExitCode(ExitCodes.infeasible)
        case .feasible, .timeLimit: throw ExitCode(ExitCodes.limitReached)
        }
    }

    private func optimize() throws -> ResultDocument {
        let stage = try OptimizeStage(
            OptimizeRequest(path: path, overrides: work.overrides(scenario), threads: work.threads, timeLimit: work.timeLimit))
        if writeLp != nil || writeMps != nil {
            let program = try stage.writtenProgram()
            if let writeLp { try WholeFile.write(Array(LPWriter(program).text().utf8), to: writeLp) }
            if let writeMps { try WholeFile.write(Array(MPSWriter(program).text().utf8), to: writeMps) }
        }
        let bar = work.quiet ? nil : ProgressBar()
        defer { bar?.finish() }
        return try stage.run(progress: bar ?? SilentProgress(), interruption: UserInterruption.listen())
    }
}

import ArgumentParser
import OfferModel
import OfferPipeline
import OfferReporting
import OfferResults
import RunFolders
import RunStore
import TableFiles

/// What the process tells its caller.
enum ExitCodes {
    static let gateFailed: Int32 = 1
    static let invalidInput: Int32 = 2
    static let infeasible: Int32 = 3
    static let limitReached: Int32 = 4
    static let busy: Int32 = 5
    static let internalError: Int32 = 70
    static let inputOutput: Int32 = 74

    static let help = """
        EXIT CODES
          0 done   1 a gate failed   2 invalid input   3 infeasible
          4 limit reached, best answer and its gap written   5 busy
          64 usage   69 system not supported   70 internal error   74 input/output
        """
}

extension ResultDocument {
    /// Tells the caller by the exit code where the answer is not what was asked for. In mode single a plan with a gap is: only a time
    /// limit stands in the way of one.
    func exit() throws {
        switch status {
        case .optimal, .given: return
        case .feasible where objective.mode == .single: return
        case .infeasible: throw ExitCode(ExitCodes.infeasible)
        case .feasible, .timeLimit: throw ExitCode(ExitCodes.limitReached)
        }
    }
}

extension HonestDocument {
    /// As the result's own status; then by whether plans could be valued, and in time.
    func exit() throws {
        if !honest.isComplete { throw ExitCode(ExitCodes.limitReached) }
        if !honest.hasPlans { throw ExitCode(ExitCodes.infeasible) }
    }
}

/// A command that cannot go on, with what to say on stderr.
struct CommandFailure: Error {
    let code: Int32
    let message: String

    /// What went wrong, in the words and with the code of the command line.
    static func translating<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let invalid as InvalidInput {
            throw invalid.failure
        } catch let failure as DataFailure {
            throw CommandFailure(code: ExitCodes.gateFailed, message: failure.lines.map(\.printable).joined(separator: "\n"))
        } catch let error as FileError {
            throw CommandFailure(code: ExitCodes.inputOutput, message: "error: \(error)")
        } catch let error as StoreError {
            throw CommandFailure(code: ExitCodes.inputOutput, message: "error: \(error)")
        } catch let error as OutputBusy {
            throw CommandFailure(code: ExitCodes.busy, message: "error: \(error)")
        } catch let error as NotARunFolder {
            throw CommandFailure(code: ExitCodes.invalidInput, message: "error: \(error)")
        } catch let error as ProgramNotLinear {
            throw CommandFailure(code: ExitCodes.invalidInput, message: "error: \(error)")
        } catch let error as ProgramTooLarge {
            throw CommandFailure(code: ExitCodes.invalidInput, message: "error: \(error)")
        } catch let error where !(error is CommandFailure) {
            throw CommandFailure(code: ExitCodes.internalError, message: "internal error: \(error)")
        }
    }
}

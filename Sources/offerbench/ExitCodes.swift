/// What the process tells its caller.
enum ExitCodes {
    static let invalidInput: Int32 = 2
    static let infeasible: Int32 = 3
    static let limitReached: Int32 = 4
    static let internalError: Int32 = 70
    static let inputOutput: Int32 = 74

    static let help = """
        EXIT CODES
          0 done   1 a gate failed   2 invalid input   3 infeasible
          4 limit reached, best answer and its gap written   5 busy
          64 usage   69 system not supported   70 internal error   74 input/output
        """
}

/// A command that cannot go on, with what to say on stderr.
struct CommandFailure: Error {
    let code: Int32
    let message: String
}

/// Why a solver has no outcome at all. Infeasible, unbounded and out of time are outcomes, not errors.
package enum LinearSolverError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Refused before it reached the solver.
    case invalidProgram(LinearProgramError)
    /// GLPK would have aborted the process. The session is over.
    case fault(String)
    /// The session ended by the fault with this message; make a new one.
    case sessionEnded(String)
    /// The question needs an optimal basis, and there is none at present: solve first.
    case noOptimalBasis
    /// Every step of the fallback chain was tried and none gave an answer that can be trusted.
    case numericalFailure([SolverAttempt])

    package var description: String {
        switch self {
        case .invalidProgram(let error):
            "invalid linear programme: \(error)"
        case .fault(let message):
            "GLPK failed: \(message)"
        case .sessionEnded(let message):
            "this GLPK session ended by an earlier failure (\(message)); make a new one"
        case .noOptimalBasis:
            "there is no optimal basis at present; solve first"
        case .numericalFailure(let attempts):
            "no solver step gave a trustworthy answer; check the scale of the rows and columns. Tried: "
                + attempts.map(\.description).joined(separator: "; ")
        }
    }
}

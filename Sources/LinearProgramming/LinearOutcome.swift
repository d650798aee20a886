/// What a solver found out about a linear programme.
package enum LinearOutcome: Sendable, Hashable {
    case optimal(LinearSolution)
    case infeasible
    case unbounded
    /// Time or iterations ran out. The solution, if any, is the best feasible basic one seen; its duals prove nothing.
    case limitReached(LinearSolution?)

    /// The optimal solution, or nil for every other outcome.
    package var solution: LinearSolution? {
        if case .optimal(let solution) = self { solution } else { nil }
    }
}

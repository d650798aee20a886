/// Something that solves linear programmes.
package protocol LinearSolver: Sendable {
    func solve(_ program: LinearProgram, limits: SolverLimits) throws(LinearSolverError) -> LinearOutcome
}

/// How long a solver may work. Both limits are always finite: a simplex method can cycle for ever.
package struct SolverLimits: Sendable, Hashable {
    package let seconds: Double
    package let iterations: Int

    package init(seconds: Double = 300, iterations: Int = 2_000_000) {
        precondition(seconds.isFinite && seconds >= 0 && iterations >= 0, "limits are finite and not negative")
        self.seconds = seconds
        self.iterations = iterations
    }
}

/// Solves one linear programme with GLPK's simplex method and lets go of it. The answer is always a basic solution.
package struct GLPKSolver: LinearSolver {
    /// Starts with presolve: for large programmes with much to remove. The fallback chain follows all the same.
    package let presolve: Bool

    package init(presolve: Bool = false) {
        self.presolve = presolve
    }

    package func solve(_ program: LinearProgram, limits: SolverLimits = SolverLimits()) throws(LinearSolverError) -> LinearOutcome {
        try GLPKSession(program).solve(limits: limits, methods: presolve ? SolverMethod.presolveFirst : SolverMethod.warmStart)
    }
}

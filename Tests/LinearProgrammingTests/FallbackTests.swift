import LinearProgramming
import Testing

@Suite struct FallbackTests {
    @Test func aBasisThatIsNoneCostsAStepAndNotTheAnswer() throws {
        let session = try GLPKSession(PaperProblem.plants.program)
        try session.setBasis(LinearBasis(rows: [.basic, .basic, .basic], columns: [.basic, .basic]))
        let solution = try #require(try session.solve().solution)
        #expect(solution.method == .primalRescaled)
        #expect(solution.objective == 36)
        #expect(OptimalityCheck(program: PaperProblem.plants.program, solution: solution).holds(within: 1e-12))
        #expect(try session.rangeOfRowBound(1) == 6...18)
    }

    /// Seven of these were called infeasible when the chain went on with the same GLPK problem after a failed factorization.
    @Test(arguments: 1...60)
    func aFeasibleProgrammeIsNeverCalledInfeasibleForItsScale(seed: Int) throws {
        let program = LinearProgram.badlyScaled(seed: seed)
        let solution = try #require(try GLPKSolver().solve(program).solution)
        #expect(OptimalityCheck(program: program, solution: solution).holds(within: 1e-9))
    }

    @Test(arguments: 1...5, SolverMethod.allCases)
    func everyStepAloneFindsTheSameOptimum(seed: Int, method: SolverMethod) throws {
        let program = LinearProgram.random(seed: seed, rows: 15, columns: 40)
        let chain = try #require(try GLPKSolver().solve(program).solution)
        let alone = try #require(try GLPKSession(program).solve(methods: [method]).solution)
        #expect(alone.method == method)
        // Another way to the same corner: rounding only.
        #expect(abs(alone.objective - chain.objective) <= 1e-9 * max(1, abs(chain.objective)))
        #expect(alone.basis == chain.basis)
    }

    @Test func whenNoStepAnswersTheErrorTellsWhatWasTried() throws {
        let session = try GLPKSession(PaperProblem.plants.program)
        try session.setBasis(LinearBasis(rows: [.basic, .basic, .basic], columns: [.basic, .basic]))
        let attempt = SolverAttempt(method: .primal, iterations: 0, ending: .undecided)
        #expect(throws: LinearSolverError.numericalFailure([attempt])) { _ = try session.solve(methods: [.primal]) }
    }

    @Test func anInfeasibleRoundDoesNotLoseTheBasis() throws {
        let program = LinearProgram.random(seed: 7, rows: 15, columns: 40)
        let session = try GLPKSession(program)
        let basis = try #require(try session.solve().solution).basis
        // Equations: row 4, 9 and 14. No box of columns reaches a million.
        try session.setRowBounds(4, lower: 1e6, upper: 1e6)
        #expect(try session.solve() == .infeasible)
        try session.setRowBounds(4, lower: program.rows[4].lower, upper: program.rows[4].upper)
        #expect(try session.basis() == basis)
        #expect(try session.solve().solution?.iterations == 0)
    }
}

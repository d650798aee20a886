import LinearProgramming
import Testing

@Suite struct OutcomeTests {
    static let infeasible: [(String, LinearProgram)] = [
        (
            "rows that clash",
            .make(
                .minimize, rows: [LinearRow(name: "low", upper: 1), LinearRow(name: "high", lower: 2)],
                columns: [.make("x", 1, [1, 1])])
        ),
        (
            "a row whose bounds clash",
            .make(.minimize, rows: [LinearRow(name: "r", lower: 2, upper: 1)], columns: [.make("x", 1, [1])])
        ),
        (
            "a column whose bounds clash",
            .make(.maximize, rows: [LinearRow(name: "r", upper: 9)], columns: [.make("x", 1, [1], lower: 2, upper: 1)])
        ),
        ("a row without columns that asks for something", .make(.maximize, rows: [LinearRow(name: "r", lower: 1)], columns: [])),
    ]

    @Test(arguments: infeasible, [false, true])
    func infeasibleIsAnOutcome(problem: (name: String, program: LinearProgram), presolve: Bool) throws {
        #expect(try GLPKSolver(presolve: presolve).solve(problem.program) == .infeasible)
    }

    @Test(arguments: [false, true])
    func unboundedIsAnOutcome(presolve: Bool) throws {
        let ray = LinearProgram.make(
            .maximize, rows: [LinearRow(name: "difference", upper: 1)], columns: [.make("x", 1, [1]), .make("y", 1, [-1])])
        #expect(try GLPKSolver(presolve: presolve).solve(ray) == .unbounded)
        let noRows = LinearProgram.make(.minimize, rows: [], columns: [.make("x", -1, [])])
        #expect(try GLPKSolver(presolve: presolve).solve(noRows) == .unbounded)
    }

    @Test func outOfIterationsGivesTheFeasiblePointReached() throws {
        let session = try GLPKSession(PaperProblem.plants.program)
        let outcome = try session.solve(limits: SolverLimits(iterations: 1))
        guard case .limitReached(let reached?) = outcome else {
            Issue.record("expected a limit with a feasible point, not \(outcome)")
            return
        }
        // One pivot away from the origin lies (4, 0) or (0, 6).
        #expect([12, 30].contains(reached.objective))
        #expect(try session.solve().solution?.objective == 36)
    }

    @Test func withoutAnyIterationThereIsNoPoint() throws {
        #expect(try GLPKSolver().solve(PaperProblem.plants.program, limits: SolverLimits(iterations: 0)) == .limitReached(nil))
        #expect(try GLPKSolver().solve(PaperProblem.plants.program, limits: SolverLimits(seconds: 0)) == .limitReached(nil))
    }

    @Test func aLimitBeforeFeasibilityHasNoPoint() throws {
        // Six floors take more than one pivot to reach.
        let rows = (0..<6).map { LinearRow(name: "r\($0)", lower: 1) }
        let columns = (0..<6).map { LinearColumn(name: "c\($0)", objective: 1, entries: [.init(row: $0, coefficient: 1)]) }
        let program = LinearProgram.make(.minimize, rows: rows, columns: columns)
        #expect(try GLPKSolver().solve(program, limits: SolverLimits(iterations: 1)) == .limitReached(nil))
    }
}

import LinearProgramming
import Testing

/// The Netlib problems are the public yardstick of LP codes: badly scaled, degenerate, some infeasible by a hair.
@Suite struct NetlibTests {
    @Test func theCollectionIsThere() throws {
        #expect(try NetlibProblem.all().count >= 20)
    }

    @Test(arguments: [SolverMethod.warmStart, SolverMethod.presolveFirst] + SolverMethod.allCases.map { [$0] })
    func everyProblemHasItsPublishedAnswer(methods: [SolverMethod]) throws {
        for problem in try NetlibProblem.all() {
            let program = try problem.program()
            let outcome = try GLPKSession(program).solve(methods: methods)
            guard problem.isFeasible else {
                #expect(outcome == .infeasible, "\(problem)")
                continue
            }
            let solution = try #require(outcome.solution, "\(problem): \(outcome)")
            // The published figures have some ten digits and were found with other tolerances; 1e-6 is what LP codes are compared with.
            if let expected = problem.objective(constant: program.objectiveConstant) {
                #expect(abs(solution.objective - expected) <= 1e-6 * abs(expected), "\(problem)")
            }
            let check = OptimalityCheck(program: program, solution: solution)
            // The tolerance of the simplex method.
            #expect(check.holds(within: 1e-9), "\(problem): \(check)")
        }
    }

    @Test func aWrittenProblemReadsBackAsTheSame() throws {
        for problem in try NetlibProblem.all() {
            let program = try problem.program()
            try expectSame(try MPSReader.read(MPSWriter(program).text(), format: .free), program, problem.name)
        }
    }

    @Test func whatNetlibLacksReadsBackToo() throws {
        var program = try LinearProgram(
            sense: .maximize,
            rows: [
                LinearRow(name: "range", lower: -2, upper: 3), LinearRow(name: "loose"), LinearRow(name: "floor", lower: 0.1),
                LinearRow(name: "equal", equalTo: -7),
            ],
            columns: [
                LinearColumn(name: "a", objective: 1, lower: -.infinity, entries: [.init(row: 0, coefficient: 1.0 / 3)]),
                LinearColumn(name: "b", objective: 0, lower: -.infinity, upper: -4),
                LinearColumn(name: "c", objective: 1e300, lower: 0, upper: -1, entries: [.init(row: 1, coefficient: 2.5e-308)]),
                LinearColumn(name: "d", objective: -0.1, lower: 2, upper: 2),
            ])
        try program.setObjective(coefficients: program.columns.objective, constant: 12.75)
        try expectSame(try MPSReader.read(MPSWriter(program).text(), format: .free), program, "by hand")
    }

    /// Everything but names, which the writer may change.
    private func expectSame(_ found: LinearProgram, _ wanted: LinearProgram, _ name: String) throws {
        #expect(found.sense == wanted.sense, "\(name)")
        #expect(found.objectiveConstant == wanted.objectiveConstant, "\(name)")
        #expect(found.rows.map(\.lower) == wanted.rows.map(\.lower), "\(name)")
        #expect(found.rows.map(\.upper) == wanted.rows.map(\.upper), "\(name)")
        #expect(found.columns.objective == wanted.columns.objective, "\(name)")
        #expect(found.columns.lower == wanted.columns.lower, "\(name)")
        #expect(found.columns.upper == wanted.columns.upper, "\(name)")
        #expect(found.columns.starts == wanted.columns.starts, "\(name)")
        #expect(found.columns.rows == wanted.columns.rows, "\(name)")
        #expect(found.columns.coefficients == wanted.columns.coefficients, "\(name)")
    }
}

import LinearProgramming
import Testing

/// The numbers are small and exact on paper; the simplex method rounds in the last few digits.
private let rounding = 1e-12

@Suite struct PaperProblemTests {
    @Test(arguments: PaperProblem.all, [false, true])
    func theSolverFindsWhatPaperSays(problem: PaperProblem, presolve: Bool) throws {
        let solution = try #require(try GLPKSolver(presolve: presolve).solve(problem.program).solution)
        #expect(abs(solution.objective - problem.objective) <= rounding)
        #expect(zip(solution.columnValues, problem.values).allSatisfy { abs($0 - $1) <= rounding })
        #expect(solution.columnValues.count == problem.values.count)
        if let duals = problem.duals {
            #expect(zip(solution.rowDuals, duals).allSatisfy { abs($0 - $1) <= rounding })
        }
        #expect(OptimalityCheck(program: problem.program, solution: solution).holds(within: rounding))
        #expect(solution.method == (presolve ? .presolve : .primal))
    }

    @Test(arguments: PaperProblem.all, SolverMethod.allCases)
    func everyStepOfTheChainFindsItAlone(problem: PaperProblem, method: SolverMethod) throws {
        let solution = try #require(try GLPKSession(problem.program).solve(methods: [method]).solution)
        #expect(solution.method == method)
        #expect(abs(solution.objective - problem.objective) <= rounding)
        #expect(OptimalityCheck(program: problem.program, solution: solution).holds(within: rounding))
    }

    @Test(arguments: PaperProblem.all)
    func activitiesAndReducedCostsFollowFromValuesAndDuals(problem: PaperProblem) throws {
        let program = problem.program
        let solution = try #require(try GLPKSolver().solve(program).solution)
        var activities = [Double](repeating: 0, count: program.rows.count)
        for index in 0..<program.columns.count {
            let column = program.column(index)
            var reducedCost = column.objective
            for entry in column.entries {
                activities[entry.row] += entry.coefficient * solution.columnValues[index]
                reducedCost -= entry.coefficient * solution.rowDuals[entry.row]
            }
            #expect(abs(solution.reducedCosts[index] - reducedCost) <= rounding)
        }
        #expect(zip(solution.rowActivities, activities).allSatisfy { abs($0 - $1) <= rounding })
    }

    @Test(arguments: PaperProblem.all)
    func theBasisHasAsManyMembersAsRows(problem: PaperProblem) throws {
        let solution = try #require(try GLPKSolver().solve(problem.program).solution)
        let basis = solution.basis
        #expect((basis.rows + basis.columns).count { $0 == .basic } == problem.program.rows.count)
    }

    @Test func anotherSenseOfTheNegatedObjectiveIsTheSameProblem() throws {
        let program = PaperProblem.plants.program
        let negated = LinearProgram.make(
            .minimize, rows: program.rows,
            columns: (0..<2).map {
                var column = program.column($0)
                column.objective.negate()
                return column
            })
        let solution = try #require(try GLPKSolver().solve(negated).solution)
        #expect(solution.objective == -36)
        #expect(solution.rowDuals == [0, -1.5, -1])
    }
}

import LinearProgramming
import Testing

@Suite struct OptimalityCheckTests {
    /// What the check allows an answer of the simplex method, whose own tolerance is 1e-9.
    private let tolerance = 1e-9

    @Test(arguments: 1...20)
    func itHoldsForTheSolversAnswerAndForNoOther(seed: Int) throws {
        let program = LinearProgram.random(seed: seed, rows: 4 + seed, columns: 10 + 3 * seed)
        let solution = try #require(try GLPKSolver().solve(program).solution)
        let check = OptimalityCheck(program: program, solution: solution)
        #expect(check.holds(within: tolerance))
        #expect(abs(check.objective - solution.objective) <= tolerance * max(1, abs(solution.objective)))

        for column in solution.columnValues.indices {
            var values = solution.columnValues
            values[column] += 1e-3
            #expect(!OptimalityCheck(program: program, columnValues: values, rowDuals: solution.rowDuals).holds(within: tolerance))
        }
        for row in solution.rowDuals.indices {
            var duals = solution.rowDuals
            duals[row] -= 1e-3
            #expect(!OptimalityCheck(program: program, columnValues: solution.columnValues, rowDuals: duals).holds(within: tolerance))
        }
    }

    @Test func eachFigureSeesItsOwnFault() {
        let program = PaperProblem.plants.program
        // Plant 2 gives 14 of 12.
        let outside = OptimalityCheck(program: program, columnValues: [2, 7], rowDuals: [0, 1.5, 1])
        #expect(outside.primalViolation == 2.0 / 14)
        #expect(outside.dualViolation == 0)
        // Inside, but the priced plants have slack 2 at price 1.5 and 5 at price 1; the objective is 28.
        let inside = OptimalityCheck(program: program, columnValues: [1, 5], rowDuals: [0, 1.5, 1])
        #expect(inside.primalViolation == 0)
        #expect(inside.objective == 28)
        #expect(inside.dualObjective == 36)
        #expect(inside.dualityGap == 8.0 / 28)
        #expect(inside.complementarityViolation == 5.0 / 28)
        // A negative price of a ceiling belongs to no bound; windows then earn 5 - 2 with nothing that stops them.
        let unpriced = OptimalityCheck(program: program, columnValues: [2, 6], rowDuals: [-1, 0, 1])
        #expect(unpriced.dualViolation == 1)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func numbersThatAreNotFiniteNeverPass(bad: Double) {
        let program = PaperProblem.plants.program
        for index in 0..<2 {
            var values = [2.0, 6]
            values[index] = bad
            #expect(OptimalityCheck(program: program, columnValues: values, rowDuals: [0, 1.5, 1]).largestViolation == .infinity)
        }
        for index in 0..<3 {
            var duals = [0, 1.5, 1]
            duals[index] = bad
            #expect(!OptimalityCheck(program: program, columnValues: [2, 6], rowDuals: duals).holds(within: 1))
        }
    }

    @Test(arguments: PaperProblem.all)
    func thePaperDualsProveThePaperOptimum(problem: PaperProblem) {
        guard let duals = problem.duals else { return }
        let check = OptimalityCheck(program: problem.program, columnValues: problem.values, rowDuals: duals)
        #expect(check.largestViolation == 0)
        #expect(check.dualObjective == problem.objective)
    }
}

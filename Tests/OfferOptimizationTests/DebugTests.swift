import LinearProgramming
import OfferModel
import OfferOptimization
import TestSupport
import Testing
import Foundation
@Suite struct DebugTests {
    @Test func debug() throws {
        let seed = Int(ProcessInfo.processInfo.environment["SEED"] ?? "261")!
        let env = ProcessInfo.processInfo.environment
        let draft = try ScenarioDraft.settled(seed: seed)
        let problem = OptimizationProblem(draft)
        for row in problem.rows { print(row.name, row.sense, row.limit, row.scope.macro ?? "-") }
        for granularity in Scenario.Granularity.allCases {
            do { let found = try problem.optimum(at: granularity, explaining: true)
              print(granularity, found?.certificate as Any, found?.prices as Any, found?.priceRanges as Any)
            } catch { print(granularity, error) }
            let program = try problem.bundleProgram(at: granularity, limit: 100000)!
            for r in problem.rows.indices { let cs = zip(program.columns.rows, program.columns.coefficients).filter { Int($0.0) == r }.map(\.1); print("  row", r, problem.rows[r].name, "coefs", cs.count, cs.map(abs).min() as Any, cs.map(abs).max() as Any) }
            let o = try GLPKSolver().solve(program)
            if let sol = o.solution {
                print(OptimalityCheck(program: program, solution: sol))
                for j in 0..<program.columns.count {
                    let c = program.columns[j]
                    let d = c.objective - c.entries.reduce(0) { $0 + $1.coefficient * sol.rowDuals[$1.row] }
                    if d > 1e-6 * max(1, abs(c.objective)) { print(c, "d", d, "glpk", sol.reducedCosts[j], "x", sol.columnValues[j], sol.basis.columns[j]) }
                }
            }
            print(o.solution?.objective as Any, o.solution.map { Array($0.rowDuals.prefix(problem.rows.count)) } as Any, o.solution?.method as Any)
        }
    }
}

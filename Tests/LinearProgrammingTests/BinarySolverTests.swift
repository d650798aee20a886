import LinearProgramming
import Testing

/// Branch and cut against every combination.
@Suite struct BinarySolverTests {
    private let limits = BinaryLimits(nodes: 100_000, seconds: 60)

    /// Columns worth 1 to 100 in a few rows of their sizes, with coefficients that no rounding hides.
    private static func program(seed: Int, columns: Int, rows: Int) throws -> LinearProgram {
        var state = UInt64(seed)
        func number(_ most: Double) -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return 1 + (Double(state >> 40) / Double(1 << 24) * (most - 1) * 8).rounded() / 8
        }
        let sizes = (0..<columns).map { _ in (0..<rows).map { _ in number(50) } }
        return try LinearProgram(
            sense: .maximize,
            rows: (0..<rows).map { row in
                LinearRow(name: "r\(row)", lower: row == 1 ? 60 : -.infinity, upper: sizes.reduce(0) { $0 + $1[row] } * 0.45)
            },
            columns: sizes.map { size in
                LinearColumn(
                    name: "c", objective: number(100), upper: 1,
                    entries: size.enumerated().map { LinearColumn.Entry(row: $0, coefficient: $1) })
            })
    }

    private static func best(_ program: LinearProgram) -> Double? {
        let columns = program.columns
        var best: Double?
        for taken in 0..<(1 << columns.count) {
            var activities = [Double](repeating: 0, count: program.rows.count)
            var value = 0.0
            for column in 0..<columns.count where taken >> column & 1 == 1 {
                value += columns.objective[column]
                for entry in columns.entries(of: column) { activities[Int(columns.rows[entry])] += columns.coefficients[entry] }
            }
            guard zip(program.rows, activities).allSatisfy({ $0.lower <= $1 && $1 <= $0.upper }) else { continue }
            best = max(best ?? -.infinity, value)
        }
        return best
    }

    @Test(arguments: 1...20)
    func theBestCombinationIsFound(seed: Int) throws {
        let program = try Self.program(seed: seed, columns: 11, rows: 1 + seed % 4)
        let outcome = try BinarySolver().solve(program, limits: limits)
        guard let best = Self.best(program) else {
            #expect(outcome == .infeasible)
            return
        }
        guard case .solved(let solution) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(abs(solution.objective - best) <= 1e-9 * best)
        // A start that is the answer already, and one that is worse.
        for start in [solution.isTaken, solution.isTaken.map { _ in false }] where program.rows.count == 1 {
            guard case .solved(let again) = try BinarySolver().solve(program, from: start, limits: limits) else {
                Issue.record("a start took the answer away")
                return
            }
            #expect(abs(again.objective - solution.objective) <= 1e-12 * best)
        }
    }

    @Test func aLimitLeavesABoundAndTheStart() throws {
        var stopped = 0
        for seed in 1...8 {
            let program = try Self.program(seed: seed, columns: 50, rows: 1 + seed % 5)
            let worth = program.columns.objective[0]
            let outcome = try BinarySolver().solve(program, from: (0..<50).map { $0 == 0 }, limits: .init(nodes: 2, seconds: 60))
            guard case .limitReached(let solution?, let bound) = outcome else { continue }
            stopped += 1
            #expect(solution.objective >= worth && bound.isFinite)
            let longer = try BinarySolver().solve(program, limits: .init(nodes: 2_000, seconds: 60))
            switch longer {
            case .solved(let best): #expect(bound >= best.objective * (1 - 1e-9))
            case .limitReached(let better, let closer):
                #expect(bound >= closer * (1 - 1e-9) && bound >= (better?.objective ?? 0) * (1 - 1e-9))
            case .infeasible: Issue.record("\(seed)")
            }
        }
        #expect(stopped > 0)
        let program = try Self.program(seed: 1, columns: 50, rows: 1)
        let none = try BinarySolver().solve(program, limits: .init(nodes: 100, seconds: 0))
        guard case .limitReached = none else {
            Issue.record("\(none)")
            return
        }
    }

    @Test func whatCannotBeIsInfeasible() throws {
        var program = try Self.program(seed: 1, columns: 8, rows: 1)
        try program.appendRow(LinearRow(name: "more than all", lower: 1e6))
        #expect(try BinarySolver().solve(program, limits: limits) == .infeasible)
        // Feasible in parts, not in whole columns.
        let half = try LinearProgram(
            sense: .maximize, rows: [LinearRow(name: "half", equalTo: 1)],
            columns: [LinearColumn(name: "x", objective: 1, entries: [.init(row: 0, coefficient: 2)])])
        #expect(try BinarySolver().solve(half, limits: limits) == .infeasible)
    }

    @Test func withoutColumnsThereIsNothingToTake() throws {
        let empty = try LinearProgram(sense: .maximize, rows: [LinearRow(name: "r", upper: 1)])
        guard case .solved(let solution) = try BinarySolver().solve(empty, limits: limits) else {
            Issue.record("not solved")
            return
        }
        #expect(solution.isTaken.isEmpty && solution.objective == 0)
        let floor = try LinearProgram(sense: .maximize, rows: [LinearRow(name: "r", lower: 1)])
        #expect(try BinarySolver().solve(floor, limits: limits) == .infeasible)
    }

    @Test func aWrongStartIsRefusedAndAFaultIsCaught() throws {
        let program = try Self.program(seed: 3, columns: 400, rows: 30)
        #expect(throws: LinearSolverError.self) { try BinarySolver().solve(program, from: [true], limits: limits) }
        let session = try GLPKSession(program)
        try session.provoke(.littleMemory)
        let error = try #require(throws: LinearSolverError.self) { _ = try session.solveBinary(limits: limits) }
        #expect("\(error)".contains("memory"), "\(error)")
        #expect(throws: LinearSolverError.self) { try session.solve() }
    }
}

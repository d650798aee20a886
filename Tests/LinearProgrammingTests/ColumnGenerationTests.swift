import LinearProgramming
import Testing

@Suite struct ColumnGenerationTests {
    /// Two ways through the same corner differ by rounding only; objectives here are of size 10 to 1,000.
    private let rounding = 1e-9

    @Test(arguments: 1...12)
    func columnsAddedInRoundsGiveTheColdSolution(seed: Int) throws {
        let program = LinearProgram.random(seed: seed, rows: 12, columns: 40)
        // The first columns hold the equations; with them alone the programme may be infeasible, which is a round like another.
        let session = try GLPKSession(rows: program.rows, sense: program.sense)
        var last = LinearOutcome.infeasible
        for round in stride(from: 0, to: 40, by: 8) {
            try session.addColumns((round..<round + 8).map(program.column))
            last = try session.solve()
        }
        let warm = try #require(last.solution)
        let cold = try #require(try GLPKSolver().solve(program).solution)
        #expect(abs(warm.objective - cold.objective) <= rounding * max(1, abs(cold.objective)))
        #expect(OptimalityCheck(program: program, solution: warm).holds(within: rounding))
    }

    @Test func anOptimalBasisIsKeptFromOneSolveToTheNext() throws {
        let program = LinearProgram.random(seed: 3, rows: 12, columns: 40)
        let session = try GLPKSession(program)
        let first = try #require(try session.solve().solution)
        #expect(first.iterations > 0)
        #expect(try session.solve().solution?.iterations == 0)
        try session.resetBasis()
        #expect(try session.solve().solution?.iterations == first.iterations)
        try session.setBasis(first.basis)
        #expect(try session.basis() == first.basis)
        #expect(try session.solve().solution?.iterations == 0)
        try session.resetBasis(to: .advanced)
        #expect(try session.solve().solution?.basis == first.basis)
    }

    @Test func pricedColumnsSolveACuttingStock() throws {
        // Rolls of 9; demand 511, 301, 263 and 383 pieces of 2, 3, 4 and 5 (no roll need be wasted: 3,932 / 9 is the least number).
        let lengths = [2, 3, 4, 5]
        let demand = [511.0, 301, 263, 383]
        let session = try GLPKSession(
            rows: zip(lengths, demand).map { LinearRow(name: "pieces of \($0)", lower: $1) }, sense: .minimize)
        try session.addColumns(
            lengths.enumerated().map { row, length in
                LinearColumn(name: "only \(length)", objective: 1, entries: [.init(row: row, coefficient: Double(9 / length))])
            })
        let patterns = Self.patterns(of: lengths, on: 9)
        while true {
            let solution = try #require(try session.solve().solution)
            let values = patterns.map { zip($0, solution.rowDuals).reduce(0) { $0 + Double($1.0) * $1.1 } }
            let best = try #require(values.indices.max { values[$0] < values[$1] })
            guard values[best] > 1 + 1e-9 else {
                #expect(abs(solution.objective - (511 * 2 + 301 * 3 + 263 * 4 + 383 * 5) / 9.0) <= rounding * 500)
                return
            }
            try session.addColumns([.make("pattern \(best)", 1, patterns[best].map(Double.init))])
        }
    }

    /// All ways to cut lengths from one roll.
    private static func patterns(of lengths: [Int], on roll: Int) -> [[Int]] {
        guard let first = lengths.first else { return [[]] }
        return (0...roll / first).flatMap { count in
            patterns(of: Array(lengths.dropFirst()), on: roll - count * first).map { [count] + $0 }
        }
    }

    @Test func boundsObjectiveAndRowsMayMoveBetweenSolves() throws {
        let session = try GLPKSession(PaperProblem.plants.program)
        _ = try session.solve()
        try session.setRowBounds(1, lower: -.infinity, upper: 14)
        #expect(try session.solve().solution?.objective == 39)
        try session.setColumnBounds(1, lower: 0, upper: 3)
        #expect(try session.solve().solution?.columnValues == [4, 3])
        try session.setObjective(coefficients: [1, 0], constant: 5)
        #expect(try session.solve().solution?.objective == 9)
        try session.addRows([LinearRow(name: "new", upper: 2)])
        try session.addColumns([LinearColumn(name: "gift", objective: 1, entries: [.init(row: 3, coefficient: 1)])])
        #expect(try session.solve().solution?.objective == 11)
    }
}

import LinearProgramming
import Testing

@Suite struct RangingTests {
    @Test func theTextbookRangesComeOut() throws {
        let session = try GLPKSession(PaperProblem.plants.program)
        _ = try session.solve()
        #expect(try session.rangeOfRowBound(0) == nil)
        #expect(try session.rangeOfRowBound(1) == 6...18)
        let third = try #require(try session.rangeOfRowBound(2))
        #expect(abs(third.lowerBound - 12) <= 1e-12 && abs(third.upperBound - 24) <= 1e-12)
    }

    @Test func aPriceThatNothingLimitsHoldsForEver() throws {
        let session = try GLPKSession(rows: [LinearRow(name: "floor", lower: 3)], sense: .minimize)
        try session.addColumns([.make("x", 2, [1])])
        _ = try session.solve()
        #expect(try session.rangeOfRowBound(0) == 0...Double.infinity)
    }

    @Test func oneEndOfARangeStopsAtTheOther() throws {
        let session = try GLPKSession(rows: [LinearRow(name: "range", lower: -1, upper: 3)], sense: .maximize)
        try session.addColumns([.make("x", 2, [1], lower: -.infinity)])
        _ = try session.solve()
        #expect(try session.rangeOfRowBound(0) == -1...Double.infinity)
    }

    @Test(arguments: 1...10)
    func insideTheRangeTheDualIsThePriceAndOutsideItIsNot(seed: Int) throws {
        let program = LinearProgram.random(seed: seed, rows: 10, columns: 25)
        let session = try GLPKSession(program)
        let solution = try #require(try session.solve().solution)
        for (row, dual) in solution.rowDuals.enumerated() {
            guard let range = try session.rangeOfRowBound(row) else {
                #expect(dual == 0)
                continue
            }
            let present = solution.rowActivities[row]
            #expect(range.contains(present))
            for end in [range.lowerBound, range.upperBound] where end.isFinite {
                let atEnd = try Self.objective(of: program, row, at: present, movedBy: end - present)
                // Ends are a few units away and objectives some hundred: 1e-8 is rounding, no change of slope.
                #expect(abs(try #require(atEnd) - solution.objective - dual * (end - present)) <= 1e-8)
                // Beyond the end the price is worse, or the row cannot be met at all.
                if let beyond = try Self.objective(of: program, row, at: present, movedBy: (end - present) * 1.5) {
                    let promised = solution.objective + dual * (end - present) * 1.5
                    let loss = program.sense == .maximize ? promised - beyond : beyond - promised
                    #expect(loss > 1e-8)
                }
            }
        }
    }

    /// The optimum when the active bound of a row moves; nil when infeasible.
    private static func objective(of program: LinearProgram, _ row: Int, at present: Double, movedBy change: Double) throws -> Double? {
        var program = program
        var (lower, upper) = (program.rows[row].lower, program.rows[row].upper)
        if abs(lower - present) < 1e-9 { lower += change }
        if abs(upper - present) < 1e-9 { upper += change }
        try program.setRowBounds(row, lower: lower, upper: upper)
        return try GLPKSolver().solve(program).solution?.objective
    }

    @Test func withoutAnOptimalBasisThereIsNoRange() throws {
        let session = try GLPKSession(PaperProblem.plants.program)
        #expect(throws: LinearSolverError.noOptimalBasis) { try session.rangeOfRowBound(0) }
        _ = try session.solve()
        try session.setRowBounds(0, lower: -.infinity, upper: 5)
        #expect(throws: LinearSolverError.noOptimalBasis) { try session.rangeOfRowBound(1) }
    }

    @Test func presolveLeavesABasisThatCanBeRanged() throws {
        let session = try GLPKSession(PaperProblem.plants.program)
        #expect(try session.solve(methods: [.presolve]).solution?.method == .presolve)
        #expect(try session.rangeOfRowBound(1) == 6...18)
    }
}

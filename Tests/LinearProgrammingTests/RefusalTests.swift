import LinearProgramming
import Testing

@Suite struct RefusalTests {
    static let badColumns: [(LinearColumn, LinearProgramError)] = [
        (.make("x", .infinity, [1, 0]), .objective(column: "x", value: .infinity)),
        (.make("x", 1, [1, .infinity]), .coefficient(column: "x", row: "iron", value: .infinity)),
        (.make("x", 1, [1, 0], lower: .infinity), .columnBounds(column: "x", lower: .infinity, upper: .infinity)),
        (.make("x", 1, [1, 0], upper: -.infinity), .columnBounds(column: "x", lower: 0, upper: -.infinity)),
        (.make("x", 1, [1, 0, 2]), .rowOutOfRange(column: "x", row: 2, rowCount: 2)),
        (
            LinearColumn(
                name: "x", entries: [.init(row: 1, coefficient: 1), .init(row: 0, coefficient: 1), .init(row: 1, coefficient: 2)]),
            .duplicateEntry(column: "x", row: "iron")
        ),
    ]

    private let rows = [LinearRow(name: "energy", lower: 1), LinearRow(name: "iron", lower: 1)]

    @Test(arguments: badColumns)
    func aBadColumnIsRefusedByName(column: LinearColumn, error: LinearProgramError) throws {
        #expect(throws: error) { try LinearProgram(sense: .minimize, rows: rows, columns: [column]) }

        let session = try GLPKSession(rows: rows, sense: .minimize)
        #expect(throws: LinearSolverError.invalidProgram(error)) { try session.addColumns([.make("good", 1, [1, 1]), column]) }
        // Nothing of the refused call is left, and the session works on.
        try session.addColumns([.make("good", 1, [1, 1])])
        #expect(try session.solve().solution?.columnValues == [1])
    }

    /// NaN is unequal to itself, so these look at the text.
    @Test func aNaNIsRefusedByName() throws {
        let nan = Double.nan
        var program = try LinearProgram(sense: .minimize, rows: rows, columns: [.make("x", 1, [1, 0])])
        let session = try GLPKSession(program)
        let attempts: [(String, () throws -> Void)] = [
            ("row 'zinc'", { try program.appendRow(LinearRow(name: "zinc", lower: nan)) }),
            ("row 'zinc'", { try session.addRows([LinearRow(name: "zinc", upper: nan)]) }),
            ("row 'iron'", { try program.setRowBounds(1, lower: nan, upper: 1) }),
            ("row 'iron'", { try session.setRowBounds(1, lower: 0, upper: nan) }),
            ("column 'x'", { try program.setColumnBounds(0, lower: nan, upper: 1) }),
            ("column 'x'", { try session.setColumnBounds(0, lower: 0, upper: nan) }),
            ("column 'x'", { try program.setObjective(coefficients: [nan]) }),
            ("column 'x'", { try session.setObjective(coefficients: [nan]) }),
            ("objective constant nan", { try program.setObjective(coefficients: [1], constant: nan) }),
            ("row 'energy'", { try session.addColumns([.make("y", 1, [nan, 1])]) }),
        ]
        for (name, attempt) in attempts {
            let error = try #require(throws: (any Error).self) { try attempt() }
            #expect("\(error)".contains(name))
        }
    }

    @Test func whatDoesNotExistIsRefused() throws {
        let session = try GLPKSession(rows: rows, sense: .minimize)
        #expect(throws: LinearSolverError.invalidProgram(.noSuchRow(2, rowCount: 2))) {
            try session.setRowBounds(2, lower: 0, upper: 1)
        }
        #expect(throws: LinearSolverError.invalidProgram(.noSuchRow(-1, rowCount: 2))) { try session.rangeOfRowBound(-1) }
        #expect(throws: LinearSolverError.invalidProgram(.noSuchColumn(0, columnCount: 0))) {
            try session.setColumnBounds(0, lower: 0, upper: 1)
        }
        #expect(throws: LinearSolverError.invalidProgram(.count(of: "objective coefficients", given: 1, needed: 0))) {
            try session.setObjective(coefficients: [1])
        }
        #expect(throws: LinearSolverError.invalidProgram(.count(of: "basis statuses of rows", given: 0, needed: 2))) {
            try session.setBasis(LinearBasis(rows: [], columns: []))
        }
    }
}

import LinearProgramming
import Testing

@Suite struct WriterTests {
    /// One of everything: senses, all kinds of rows and bounds, a constant, names that need care.
    private static func program(_ sense: ObjectiveSense) -> LinearProgram {
        .make(
            sense, constant: 2.5,
            rows: [
                LinearRow(name: "budget:all", upper: -4), LinearRow(name: "budget all", lower: 0.1),
                LinearRow(name: "range", lower: -1, upper: 1e20), LinearRow(name: "equal", equalTo: 3), LinearRow(name: "loose"),
            ],
            columns: [
                .make("x", 1, [1, 0, -1, 0, 0]), .make("e1", -2.5, [0, 1e-7, 1, 0, 7], lower: -.infinity),
                .make("free", 0, [0, 0, 0, 1.0 / 3, 0], lower: -.infinity, upper: -2), .make("x", 0, [], lower: 1, upper: 5),
                .make("né", 4, [-12, 0, 0, 0, 0], lower: 6, upper: 6), .make("9", 0, [], upper: -1),
            ])
    }

    @Test func theLPFormatShowsEveryPart() {
        #expect(
            LPWriter(Self.program(.maximize)).text() == """
                Maximize
                 objective: + x - 2.5 _e1 + 4 n__ + 2.5 constant
                Subject To
                 budget_all: + x - 12 n__ <= -4
                 budget_all_2: + 1e-07 _e1 >= 0.1
                 range: - x + _e1 - range_range = 0
                 equal: + 0.3333333333333333 _free = 3
                Bounds
                 _e1 free
                 -inf <= _free <= -2
                 1 <= x_2 <= 5
                 n__ = 6
                 0 <= _9 <= -1
                 -1 <= range_range <= 1e+20
                 constant = 1
                End

                """)
    }

    @Test func theMPSFormatShowsEveryPart() {
        #expect(
            MPSWriter(Self.program(.maximize)).text() == """
                NAME program
                OBJSENSE
                 MAX
                ROWS
                 N objective
                 L budget_all
                 G budget_all_2
                 G range
                 E equal
                 N loose
                COLUMNS
                 x objective 1
                 x budget_all 1
                 x range -1
                 _e1 objective -2.5
                 _e1 budget_all_2 1e-07
                 _e1 range 1
                 _e1 loose 7
                 _free equal 0.3333333333333333
                 x_2 objective 0
                 n__ objective 4
                 n__ budget_all -12
                 _9 objective 0
                RHS
                 RHS objective -2.5
                 RHS budget_all -4
                 RHS budget_all_2 0.1
                 RHS range -1
                 RHS equal 3
                RANGES
                 RANGE range 1e+20
                BOUNDS
                 FR BOUND _e1
                 MI BOUND _free
                 UP BOUND _free -2
                 LO BOUND x_2 1
                 UP BOUND x_2 5
                 FX BOUND n__ 6
                 LO BOUND _9 0
                 UP BOUND _9 -1
                ENDATA

                """)
    }

    @Test func aProgrammeOfNothingIsStillAFile() {
        let nothing = LinearProgram.make(.minimize, rows: [LinearRow(name: "r", lower: 1)], columns: [])
        #expect(LPWriter(nothing).text() == "Minimize\n objective:\nSubject To\n r: + 0 constant >= 1\nBounds\nEnd\n")
    }

    @Test func clashingBoundsStayClashingInMPS() {
        let program = LinearProgram.make(.minimize, rows: [LinearRow(name: "r", lower: 2, upper: 1)], columns: [.make("x", 1, [1])])
        let lines = MPSWriter(program).text().split(separator: "\n")
        #expect(lines.contains(" E r") && lines.contains(" range_r r -1"))
        #expect(lines.contains(" LO BOUND range_r 2") && lines.contains(" UP BOUND range_r 1"))
    }

    @Test func equalNamesStayApartAndLinesStayShort() {
        let columns = (0..<30_000).map { _ in LinearColumn.make("same name", 0.123456789, [1]) }
        let program = LinearProgram.make(.minimize, rows: [LinearRow(name: "r", lower: 1)], columns: columns)
        let lines = LPWriter(program).text().split(separator: "\n")
        #expect(lines.allSatisfy { $0.utf8.count < 255 })
        let names = Set(MPSWriter(program).text().split(separator: "\n").filter { $0.hasSuffix(" r 1") })
        #expect(names.count == 30_001)
    }

    @Test func theTextArrivesInPieces() throws {
        let columns = (0..<20_000).map { LinearColumn.make("c\($0)", 1.5, [1]) }
        let program = LinearProgram.make(.minimize, rows: [LinearRow(name: "r", lower: 1)], columns: columns)
        var sizes: [Int] = []
        var text: [UInt8] = []
        MPSWriter(program).write {
            sizes.append($0.count)
            text.append(contentsOf: $0)
        }
        #expect(sizes.count > 2)
        #expect(sizes.allSatisfy { $0 < 70_000 })
        #expect(String(decoding: text, as: UTF8.self) == MPSWriter(program).text())
    }

    @Test func aSinkThatFailsStopsTheWriter() {
        struct DiskFull: Error {}
        #expect(throws: DiskFull.self) {
            try LPWriter(Self.program(.minimize)).write { _ throws(DiskFull) in throw DiskFull() }
        }
    }
}

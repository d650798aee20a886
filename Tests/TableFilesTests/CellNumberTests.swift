import Foundation
import TableFiles
import Testing

@Suite("Numbers in cells")
struct CellNumberTests {
    /// The cells of a one-column table as numbers.
    private func numbers(_ cells: [String]) throws -> [CellNumber] {
        var writer = CSVWriter(header: ["x"])
        for cell in cells { writer.append([cell]) }
        let table = try #require(CSVTable.parse(bytes: writer.bytes, name: "n.csv").table)
        return (0..<table.rowCount).map { table.number(row: $0, column: 0) }
    }

    @Test(
        "Kinds of cells",
        arguments: [
            ("1", .value(1)), ("+1.5", .value(1.5)), ("-.5", .value(-0.5)), ("5.", .value(5)), ("1e3", .value(1000)),
            ("1E-3", .value(0.001)), (" 7 ", .value(7)), ("007", .value(7)), ("0e999", .value(0)), ("1e-999", .value(0)),
            ("18446744073709551616", .value(18_446_744_073_709_551_616)), ("9007199254740993", .value(9_007_199_254_740_992)),
            ("", .blank), (" \t", .blank), ("1e999", .notFinite), ("-1e309", .notFinite), ("inf", .notFinite), ("-Infinity", .notFinite),
            ("NaN", .notFinite), ("0x10", .notANumber), ("1,000", .notANumber), ("1 000", .notANumber), ("1_000", .notANumber),
            ("1.2.3", .notANumber), ("e5", .notANumber), ("1e", .notANumber), ("1e+", .notANumber), (".", .notANumber),
            ("-", .notANumber), ("--1", .notANumber), ("12%", .notANumber), ("1e5.5", .notANumber), ("\"1\"", .notANumber),
            ("nan(1)", .notANumber), ("infinit", .notANumber), (".inf", .notANumber), ("١", .notANumber),
        ] as [(String, CellNumber)])
    func kinds(cell: String, expected: CellNumber) throws {
        #expect(try numbers([cell]) == [expected])
    }

    @Test("Minus zero keeps its sign")
    func minusZero() throws {
        guard case .value(let value) = try numbers(["-0.0"])[0] else {
            Issue.record("not a number")
            return
        }
        #expect(value.sign == .minus && value == 0)
    }

    @Test("Decimal text is rounded to the same bits as by the C library")
    func againstTheCLibrary() throws {
        var random = SplitMix64(seed: 42)
        let cells = (0..<100_000).map { _ in randomDecimal(using: &random) }
        for (cell, number) in zip(cells, try numbers(cells)) {
            let expected = strtod(cell, nil)
            let isRight = if case .value(let value) = number { value.bitPattern == expected.bitPattern } else { !expected.isFinite }
            #expect(isRight, "\(cell) read as \(number), strtod says \(expected)")
        }
    }

    private func randomDecimal(using random: inout SplitMix64) -> String {
        func digits(_ count: Int) -> String { (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined() }
        var text = ["", "", "-", "+"].randomElement(using: &random)!
        let whole = Int.random(in: 0...(Bool.random(using: &random) ? 6 : 22), using: &random)
        text += digits(whole)
        let fraction = Int.random(in: (whole == 0 ? 1 : 0)...(Bool.random(using: &random) ? 6 : 22), using: &random)
        if fraction > 0 { text += "." + digits(fraction) }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text += "e\(Int.random(in: -25...25, using: &random))"
        case 1: text += "E\(Int.random(in: -330...310, using: &random))"
        default: break
        }
        return text
    }
}

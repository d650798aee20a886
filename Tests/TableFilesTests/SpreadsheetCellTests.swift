import TableFiles
import Testing

@Suite("Cells that spreadsheets would run") struct SpreadsheetCellTests {
    private func line(_ cell: String, for reader: CSVWriter.Reader) -> String {
        var writer = CSVWriter(header: ["a", "b"], for: reader)
        writer.append([cell, "x"])
        return String(decoding: writer.bytes.dropFirst("a,b\n".utf8.count), as: UTF8.self)
    }

    @Test(arguments: [
        "=1+1", "+cmd|' /C calc'!A0", "-x", "@SUM(A1)", "-", "+", "-inf", "-nan", "=-5", "-0x10", "--5", "-1,5", "'=x", "''-5",
    ])
    func textsGetAnApostrophe(cell: String) {
        let escaped = "'" + cell
        let written = cell.contains(",") ? "\"\(escaped)\"" : escaped
        #expect(line(cell, for: .spreadsheets) == "\(written),x\n")
        #expect(line(cell, for: .programs) == (cell.contains(",") ? "\"\(cell)\"" : cell) + ",x\n")
    }

    @Test func controlCharactersAreQuotedAndEscaped() {
        #expect(line("\tx", for: .spreadsheets) == "'\tx,x\n")
        #expect(line("\rx", for: .spreadsheets) == "\"'\rx\",x\n")
    }

    @Test(arguments: ["-5", "+3", "-0.25", "-1e-05", "-.5", "7", "", "a=b", "5 %", "'x", "''"])
    func numbersAndHarmlessTextsStay(cell: String) {
        #expect(line(cell, for: .spreadsheets) == "\(cell),x\n")
    }
}

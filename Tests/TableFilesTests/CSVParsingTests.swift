import TableFiles
import Testing

@Suite("Reading CSV")
struct CSVParsingTests {
    private func rows(_ text: String) throws -> [[String]] {
        let (table, diagnostics) = CSVTable.parse(bytes: Array(text.utf8), name: "t.csv")
        #expect(diagnostics == [])
        return try #require(table).texts
    }

    @Test(
        "Well-formed files give their cells",
        arguments: [
            ("a,b\n1,2\n", [["1", "2"]]),
            ("a,b\r\n1,2\r\n", [["1", "2"]]),
            ("a,b\n1,2", [["1", "2"]]),
            ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
            ("a,b\n1,2\n\n\r\n  \n", [["1", "2"]]),
            ("a,b\n1,\n,2\n,\n", [["1", ""], ["", "2"], ["", ""]]),
            ("a,b\n1,2\n3,", [["1", "2"], ["3", ""]]),
            ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", [["x, y", "say \"hi\""]]),
            ("a,b\n\"one\ntwo\r\nthree\",4\n", [["one\ntwo\r\nthree", "4"]]),
            ("a,b\n  x y\t,\" z \"\n", [["x y", " z "]]),
            ("a,b\nпенсионеры,€😀\n", [["пенсионеры", "€😀"]]),
            ("a,b\n\"\",\"\"\"\"\n", [["", "\""]]),
            ("a\n1\n\n2\n\n", [["1"], [""], ["2"]]),
            ("a\n\n\n", []),
            ("a,b\n", []),
            ("a,b", []),
        ])
    func wellFormed(text: String, expected: [[String]]) throws {
        #expect(try rows(text) == expected)
    }

    @Test("Header names are trimmed and found by name")
    func header() throws {
        let table = try #require(CSVTable.parse(bytes: Array(" a ,\" b\",c\n1,2,3\n".utf8), name: "t.csv").table)
        #expect(table.header == ["a", "b", "c"])
        #expect(table.columnIndex("b") == 1)
        #expect(table.columnIndex("B") == nil)
        #expect(table.headerLocation(column: 1).description == "t.csv:1:5")
    }

    @Test(
        "Each problem is reported at its line and column",
        arguments: [
            ("a,b\n1,\"x\ny\n", ["2:3 unterminated-quote"], []),
            ("a,b\n\"x\"y,2\n3,4\n", ["2:4 text-after-quote"], [["3", "4"]]),
            ("a,b\nя\"x\",2\n3,4\n", ["2:2 quote-in-field"], [["3", "4"]]),
            ("a,b\n1, \"x\"\n3,4\n", ["2:4 quote-in-field"], [["3", "4"]]),
            ("a,b\n1\n1,2,3\n3,4\n", ["2:1 wrong-field-count", "3:1 wrong-field-count"], [["3", "4"]]),
            ("a,b\n\"1\n2\",3\n4\n", ["4:1 wrong-field-count"], [["1\n2", "3"]]),
            ("a,b\r1,2\r\n", ["1:4 lone-carriage-return"], [["1", "2"]]),
            ("a,b\n1,2\n\n \n3,4\n", ["3:1 blank-line", "4:1 blank-line"], [["1", "2"], ["3", "4"]]),
            ("\na,b\n1,2\n", ["1:1 blank-line"], [["1", "2"]]),
            ("a,b\n1,2\0\n", ["2:4 nul-byte"], [["1", "2\0"]]),
            ("a,b,a\n1,2,3\n", ["1:5 duplicate-column"], [["1", "2", "3"]]),
            ("a,\" \"\n1,2\n", ["1:3 blank-column-name"], [["1", "2"]]),
            (
                "a,b\n\"x\"y,2\n1,2,3\nq\"\n1,\"\n",
                ["2:4 text-after-quote", "3:1 wrong-field-count", "4:2 quote-in-field", "5:3 unterminated-quote"], []
            ),
        ] as [(String, [String], [[String]])])
    func problems(text: String, expected: [String], sound: [[String]]) throws {
        let (table, diagnostics) = CSVTable.parse(bytes: Array(text.utf8), name: "t.csv")
        #expect(diagnostics.map { "\($0.location.line):\($0.location.column) \($0.code)" } == expected)
        #expect(diagnostics.allSatisfy { $0.severity == .error && !$0.message.isEmpty && !$0.help.isEmpty })
        #expect(try #require(table).texts == sound)
    }

    @Test(
        "Files without a usable header give no table",
        arguments: [
            ("", "1:1 empty-file"), ("\n \n", "1:1 empty-file"), ("\u{FEFF}", "1:1 empty-file"),
            ("a;b\n1;2\n", "1:1 wrong-separator"), ("a\tb\n", "1:1 wrong-separator"),
            ("a,b\"\n1,2\n", "1:4 quote-in-field"), ("a,\"b\n", "1:3 unterminated-quote"),
        ])
    func noTable(text: String, expected: String) {
        let (table, diagnostics) = CSVTable.parse(bytes: Array(text.utf8), name: "t.csv")
        #expect(table == nil)
        #expect(diagnostics.map { "\($0.location.line):\($0.location.column) \($0.code)" } == [expected])
    }

    @Test(
        "Bytes that are not UTF-8 are reported once a line",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xD0],
        ] as [[UInt8]])
    func invalidUTF8(bad: [UInt8]) {
        let bytes = Array("a,b\nя,".utf8) + bad + bad + Array("\n1,2\n".utf8) + bad + Array(",2\n".utf8)
        let (table, diagnostics) = CSVTable.parse(bytes: bytes, name: "t.csv")
        #expect(diagnostics.map { "\($0.location.line):\($0.location.column) \($0.code)" } == ["2:3 invalid-utf8", "4:1 invalid-utf8"])
        #expect(table?.rowCount == 3)
    }

    @Test("UTF-16 is named as such")
    func utf16() {
        let (table, diagnostics) = CSVTable.parse(bytes: [0xFF, 0xFE, 0x61, 0x00], name: "t.csv")
        #expect(table == nil)
        #expect(diagnostics.map(\.description) == ["t.csv:1:1: error: the file is UTF-16, save it as UTF-8"])
    }

    @Test("A flood of one problem is cut at twenty and counted")
    func flood() {
        let text = "a,b\n" + String(repeating: "1\n", count: 100) + "\"x\"y,2\n"
        let diagnostics = CSVTable.parse(bytes: Array(text.utf8), name: "t.csv").diagnostics
        #expect(diagnostics.count == 22)
        #expect(diagnostics[20].description == "t.csv:22:1: note: and 80 more like this, wrong-field-count from here on")
        #expect(diagnostics[21].code == "text-after-quote")
    }

    @Test("Long lines and large files are refused")
    func limits() {
        let bytes = Array("a,b\n1,2\n100,200\n".utf8)
        let long = CSVTable.parse(bytes: bytes, name: "t.csv", limits: CSVLimits(lineBytes: 6))
        #expect(long.diagnostics.map { "\($0.location) \($0.code)" } == ["t.csv:3:1 line-too-long"])
        let large = CSVTable.parse(bytes: bytes, name: "t.csv", limits: CSVLimits(fileBytes: 10))
        #expect(large.table == nil)
        #expect(large.diagnostics.map(\.code) == ["file-too-large"])
    }

    @Test("Cells are located by physical line and character, behind quoted line breaks too")
    func cellLocations() throws {
        let text = "\u{FEFF}a,b,c\nя,  x,\n\"p\nqя\", y,z\n"
        let table = try #require(CSVTable.parse(bytes: Array(text.utf8), name: "t.csv").table)
        let places = (0..<2).map { row in (0..<3).map { table.location(row: row, column: $0).description } }
        #expect(places == [["t.csv:2:1", "t.csv:2:5", "t.csv:2:7"], ["t.csv:3:1", "t.csv:4:6", "t.csv:4:8"]])
    }

    @Test("Neighbouring keys compare by text, quoted or not")
    func sameText() throws {
        let text = "k\nx\n\" x\"\n\"x\"\n x\n\"a\"\"b\"\n\"a\"\"b\"\nx2\n"
        let table = try #require(CSVTable.parse(bytes: Array(text.utf8), name: "t.csv").table)
        let expected = [false, false, true, false, true, false]
        #expect((1..<table.rowCount).map { table.sameText(row: $0, column: 0, as: $0 - 1) } == expected)
        for row in 1..<table.rowCount {
            let texts = table.text(row: row, column: 0) == table.text(row: row - 1, column: 0)
            #expect(table.sameText(row: row, column: 0, as: row - 1) == texts)
        }
    }
}

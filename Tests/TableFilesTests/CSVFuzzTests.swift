import TableFiles
import Testing

@Suite("CSV under random input")
struct CSVFuzzTests {
    private static let seeds = [
        "a,b,c\n1,\"x, y\",3\n\"p\"\"q\",\"l1\nl2\",\r\n7,8,9", "\u{FEFF}k\nя\n\n\"\"\n", "segment,x\r\ns1,1e5\r\ns2, -2.5 \r\n\r\n",
    ]
    private static let alphabet = Array("\",\n\r\0 \ta1;я".utf8) + [0xFF, 0xEF]

    @Test("Mutated files finish, keep rows and cells consistent and place every diagnostic inside the file")
    func mutations() {
        var random = SplitMix64(seed: 20_261_101)
        for _ in 0..<20_000 {
            var bytes = Array(CSVFuzzTests.seeds.randomElement(using: &random)!.utf8)
            for _ in 0..<Int.random(in: 1...8, using: &random) { mutate(&bytes, using: &random) }
            let (table, diagnostics) = CSVTable.parse(bytes: bytes, name: "f")
            let lines = bytes.count { $0 == 0x0A } + 1
            #expect(diagnostics == diagnostics.sorted())
            #expect(diagnostics.allSatisfy { (1...lines).contains($0.location.line) && (1...bytes.count + 1).contains($0.location.column) })
            #expect(table != nil || !diagnostics.isEmpty)
            if let table { examine(table, lines: lines) }
        }
    }

    private func examine(_ table: CSVTable, lines: Int) {
        var previous = TextPlace(file: "f", line: 1, column: 0)
        for row in 0..<table.rowCount {
            for column in table.header.indices {
                let text = table.text(row: row, column: column)
                #expect(table.isBlank(row: row, column: column) == text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 })
                #expect((table.number(row: row, column: column) == .blank) == table.isBlank(row: row, column: column))
                #expect(table.sameText(row: row, column: column, as: row))
                let place = table.location(row: row, column: column)
                #expect(previous <= place && place.line <= lines)
                previous = place
            }
        }
    }

    private func mutate(_ bytes: inout [UInt8], using random: inout SplitMix64) {
        let position = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.insert(CSVFuzzTests.alphabet.randomElement(using: &random)!, at: position)
        case 1: if position < bytes.count { bytes.remove(at: position) }
        default: if position < bytes.count { bytes[position] = CSVFuzzTests.alphabet.randomElement(using: &random)! }
        }
    }

    @Test("What the writer writes, the reader reads back")
    func roundTrip() throws {
        var random = SplitMix64(seed: 7)
        let pieces = ["", "a", " ", "\"", ",", "\n", "\r", "\r\n", "\t", "я", "\u{FEFF}", "1.5", "😀"]
        for _ in 0..<5_000 {
            let width = Int.random(in: 1...4, using: &random)
            let rows = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                (0..<width).map { _ in
                    (0..<Int.random(in: 0...3, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
                }
            }
            var writer = CSVWriter(header: (0..<width).map { "c\($0)" })
            for row in rows { writer.append(row) }
            let (table, diagnostics) = CSVTable.parse(bytes: writer.bytes, name: "f")
            #expect(diagnostics == [])
            #expect(try #require(table).texts.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
        }
    }
}

import TableFiles
import Testing

/// Files are read back by `ParquetBytes`, which knows the format and nothing of the writer; the Python tests read them with pyarrow.
@Suite("Parquet files") struct ParquetTests {
    @Test func aSmallFileIsWrittenByteForByteAsTheFormatSays() throws {
        let bytes = ParquetFile.bytes(of: [TypedColumn("n", .integers([7, nil]))])
        #expect(bytes.prefix(4) == Array("PAR1".utf8)[...] && bytes.suffix(4) == Array("PAR1".utf8)[...])
        // A page of 16 bytes: 4 for the length of the levels, two runs of levels, one number.
        let page: [UInt8] = [
            0x15, 0x00, 0x15, 0x20, 0x15, 0x20, 0x2C, 0x15, 0x04, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x00, 0x00, 4, 0, 0, 0, 2, 1, 2, 0, 7,
            0, 0,
            0, 0, 0, 0, 0,
        ]
        #expect(Array(bytes[4..<(4 + page.count)]) == page)
    }

    @Test(arguments: 0..<60)
    func everyTableIsReadBackAsItWas(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let columns = Self.columns(&random)
        let groupRows = Int.random(in: 1...40, using: &random)
        let read = try ParquetBytes(ParquetFile.bytes(of: columns, groupRows: groupRows))
        #expect(read.columns == columns)
        let rows = columns[0].values.count
        #expect(read.groupRows == stride(from: 0, to: rows, by: groupRows).map { min(groupRows, rows - $0) })
    }

    @Test func aTableWithoutRowsHasItsColumns() throws {
        let columns = [TypedColumn("a", .texts([])), TypedColumn("b", .flags([])), TypedColumn("c", .numbers([]))]
        let read = try ParquetBytes(ParquetFile.bytes(of: columns))
        #expect(read.columns == columns && read.groupRows.isEmpty)
    }

    @Test func longColumnsAndManyColumnsAreReadBack() throws {
        let long = [TypedColumn("x", .numbers((0..<300_000).map { $0 % 3 == 0 ? nil : Double($0) / 7 }))]
        let read = try ParquetBytes(ParquetFile.bytes(of: long))
        #expect(read.columns == long && read.groupRows == [131_072, 131_072, 37_856])
        let wide = (0..<40).map { TypedColumn("column \($0)", .integers([Int64($0)])) }
        #expect(try ParquetBytes(ParquetFile.bytes(of: wide)).columns == wide)
    }

    @Test func theSameColumnsAreTheSameBytes() {
        var (one, other) = (SplitMix64(seed: 5), SplitMix64(seed: 5))
        #expect(ParquetFile.bytes(of: Self.columns(&one)) == ParquetFile.bytes(of: Self.columns(&other)))
    }

    private static func columns(_ random: inout SplitMix64) -> [TypedColumn] {
        let rows = [0, 1, 2, 7, 8, 9, 64, 150].randomElement(using: &random)!
        let blanks = [0.0, 0.1, 0.9, 1].randomElement(using: &random)!
        func cells<Value>(_ value: (inout SplitMix64) -> Value) -> [Value?] {
            (0..<rows).map { _ in Double.random(in: 0..<1, using: &random) < blanks ? nil : value(&random) }
        }
        let texts = ["", "a", "сегмент", "\u{1F6D2} basket", "\"quoted\",\nlines", String(repeating: "x", count: 300)]
        let numbers: [Double] = [0, -0.0, 1e300, -.leastNonzeroMagnitude, .pi, .greatestFiniteMagnitude]
        return (0..<Int.random(in: 1...20, using: &random)).map { number in
            let values: TypedColumn.Values =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: .integers(cells { Int64(bitPattern: $0.next()) })
                case 1: .numbers(cells { numbers.randomElement(using: &$0)! })
                case 2: .texts(cells { texts.randomElement(using: &$0)! })
                default: .flags(cells { $0.next() % 2 == 0 })
                }
            return TypedColumn("column \(number) ёж", values)
        }
    }
}

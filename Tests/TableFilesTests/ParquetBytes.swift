import TableFiles

/// A Parquet file taken apart by the format's description: plain encoding, no compression, optional columns, data pages of version 1.
struct ParquetBytes {
    let columns: [TypedColumn]
    let groupRows: [Int]

    struct Malformed: Error {
        let what: String
    }

    init(_ bytes: [UInt8]) throws {
        guard bytes.count >= 12, bytes.prefix(4) == bytes.suffix(4), bytes.prefix(4) == Array("PAR1".utf8)[...] else {
            throw Malformed(what: "no magic")
        }
        let length = Int(bytes.littleEndian(UInt32.self, at: bytes.count - 8))
        var footer = CompactReader(bytes, at: bytes.count - 8 - length)
        let meta = try footer.structure()
        guard footer.position == bytes.count - 8 else { throw Malformed(what: "footer ends at \(footer.position)") }
        let schema = try meta.list(2)
        guard schema.count > 1, try schema[0].int(5) == schema.count - 1 else { throw Malformed(what: "no root of columns") }

        var columns = try schema.dropFirst().map { try TypedColumn($0.text(4), Self.empty(ofType: $0.int(1))) }
        var groupRows: [Int] = []
        for group in try meta.list(4) {
            let (chunks, rows) = (try group.list(1), try group.int(3))
            guard chunks.count == columns.count else { throw Malformed(what: "\(chunks.count) chunks") }
            groupRows.append(rows)
            for (place, chunk) in chunks.enumerated() {
                let about = try chunk.structure(3)
                guard try about.int(5) == rows, try about.int(4) == 0 else { throw Malformed(what: "rows or codec of a chunk") }
                let start = try about.int(9)
                var page = CompactReader(bytes, at: start)
                let header = try page.structure()
                guard try header.int(2) == header.int(3), try header.structure(5).int(1) == rows,
                    try page.position + header.int(2) - start == about.int(7)
                else { throw Malformed(what: "size of a page") }
                let values = try columns[place].values.adding(bytes, at: page.position, rows: rows, size: header.int(2))
                columns[place] = TypedColumn(columns[place].name, values)
            }
        }
        guard try meta.int(3) == groupRows.reduce(0, +) else { throw Malformed(what: "number of rows") }
        self.columns = columns
        self.groupRows = groupRows
    }

    private static func empty(ofType number: Int) throws -> TypedColumn.Values {
        switch number {
        case 0: .flags([])
        case 2: .integers([])
        case 5: .numbers([])
        case 6: .texts([])
        default: throw Malformed(what: "type \(number)")
        }
    }
}

extension TypedColumn.Values {
    fileprivate func adding(_ bytes: [UInt8], at start: Int, rows: Int, size: Int) throws -> TypedColumn.Values {
        let levelBytes = Int(bytes.littleEndian(UInt32.self, at: start))
        var isThere: [Bool] = []
        var levels = CompactReader(bytes, at: start + 4)
        while levels.position < start + 4 + levelBytes {
            let run = levels.varint()
            guard run & 1 == 0 else { throw ParquetBytes.Malformed(what: "a run of packed levels") }
            isThere += Array(repeating: levels.byte() == 1, count: Int(run >> 1))
        }
        guard isThere.count == rows else { throw ParquetBytes.Malformed(what: "\(isThere.count) levels") }
        var position = levels.position
        func cells<Value>(_ value: () -> Value) -> [Value?] { isThere.map { $0 ? value() : nil } }
        func fixed<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
            defer { position += type.bitWidth / 8 }
            return bytes.littleEndian(type, at: position)
        }
        let added: TypedColumn.Values
        switch self {
        case .integers(let before): added = .integers(before + cells { Int64(bitPattern: fixed(UInt64.self)) })
        case .numbers(let before): added = .numbers(before + cells { Double(bitPattern: fixed(UInt64.self)) })
        case .texts(let before):
            added = .texts(
                before
                    + cells {
                        let count = Int(fixed(UInt32.self))
                        defer { position += count }
                        return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
                    })
        case .flags(let before):
            var place = 0
            let first = position
            added = .flags(
                before
                    + cells {
                        defer { place += 1 }
                        return bytes[first + place / 8] >> UInt8(place % 8) & 1 == 1
                    })
            position = first + (place + 7) / 8
        }
        guard position == start + size else { throw ParquetBytes.Malformed(what: "a page ends at \(position)") }
        return added
    }
}

extension [UInt8] {
    fileprivate func littleEndian<Number: FixedWidthInteger>(_: Number.Type, at position: Int) -> Number {
        self[position..<(position + Number.bitWidth / 8)].reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }
}

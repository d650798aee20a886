/// Reads Thrift's compact protocol, as far as Parquet's descriptions need it.
struct CompactReader {
    indirect enum Value {
        case number(Int64)
        case text(String)
        case list([Value])
        case structure([Int: Value])
    }

    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int) {
        self.bytes = bytes
        self.position = position
    }

    mutating func byte() -> UInt8 {
        defer { position += 1 }
        return bytes[position]
    }

    mutating func varint() -> UInt64 {
        var (result, shift): (UInt64, UInt64) = (0, 0)
        while true {
            let next = byte()
            result |= UInt64(next & 0x7F) << shift
            if next & 0x80 == 0 { return result }
            shift += 7
        }
    }

    mutating func structure() throws -> Value {
        var members: [Int: Value] = [:]
        var field = 0
        while true {
            let head = byte()
            if head == 0 { return .structure(members) }
            field += Int(head >> 4)
            guard head >> 4 != 0, members[field] == nil else { throw ParquetBytes.Malformed(what: "field \(field)") }
            members[field] = try value(ofKind: head & 0x0F)
        }
    }

    private mutating func value(ofKind kind: UInt8) throws -> Value {
        switch kind {
        case 5, 6:
            let number = varint()
            return .number(Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1))
        case 8:
            let count = Int(varint())
            defer { position += count }
            return .text(String(decoding: bytes[position..<(position + count)], as: UTF8.self))
        case 9:
            let head = byte()
            let count = head >> 4 == 15 ? Int(varint()) : Int(head >> 4)
            return .list(try (0..<count).map { _ in try value(ofKind: head & 0x0F) })
        case 12: return try structure()
        default: throw ParquetBytes.Malformed(what: "kind \(kind)")
        }
    }
}

extension CompactReader.Value {
    func int(_ field: Int) throws -> Int {
        guard case .structure(let members) = self, case .number(let number)? = members[field] else { throw missing(field) }
        return Int(number)
    }

    func text(_ field: Int) throws -> String {
        guard case .structure(let members) = self, case .text(let text)? = members[field] else { throw missing(field) }
        return text
    }

    func list(_ field: Int) throws -> [CompactReader.Value] {
        guard case .structure(let members) = self, case .list(let list)? = members[field] else { throw missing(field) }
        return list
    }

    func structure(_ field: Int) throws -> CompactReader.Value {
        guard case .structure(let members) = self, let inner = members[field], case .structure = inner else { throw missing(field) }
        return inner
    }

    private func missing(_ field: Int) -> ParquetBytes.Malformed { ParquetBytes.Malformed(what: "no field \(field) in \(self)") }
}

extension TypedColumn.Values {
    /// The format's own number of the type of a value.
    var physicalType: Int32 {
        switch self {
        case .flags: 0
        case .integers: 2
        case .numbers: 5
        case .texts: 6
        }
    }

    var isText: Bool { if case .texts = self { true } else { false } }

    /// Which rows have a value, and the values of those, plainly encoded: little-endian numbers, lengths before bytes, one bit a flag.
    func page(of rows: Range<Int>) -> (isThere: [Bool], bytes: [UInt8]) {
        switch self {
        case .integers(let values): Self.page(values[rows]) { $1.append(littleEndian: UInt64(bitPattern: $0)) }
        case .numbers(let values): Self.page(values[rows]) { $1.append(littleEndian: $0.bitPattern) }
        case .texts(let values):
            Self.page(values[rows]) {
                $1.append(littleEndian: UInt32($0.utf8.count))
                $1.append(contentsOf: $0.utf8)
            }
        case .flags(let values): (values[rows].map { $0 != nil }, Self.bits(values[rows].compactMap(\.self)))
        }
    }

    private static func page<Value>(_ values: ArraySlice<Value?>, append: (Value, inout [UInt8]) -> Void) -> ([Bool], [UInt8]) {
        var bytes: [UInt8] = []
        for case let value? in values { append(value, &bytes) }
        return (values.map { $0 != nil }, bytes)
    }

    private static func bits(_ flags: [Bool]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (flags.count + 7) / 8)
        for (place, flag) in flags.enumerated() where flag { bytes[place / 8] |= 1 << UInt8(place % 8) }
        return bytes
    }
}

extension [UInt8] {
    mutating func append(littleEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}

/// Structures in Thrift's compact protocol, in which Parquet writes what it says about its data: fields in ascending order of their
/// number, integers as zigzag varints.
struct ThriftWriter {
    private(set) var bytes: [UInt8] = []
    private var lastFields: [Int] = []
    private var lastField = 0

    private enum Kind: UInt8 {
        case int32 = 5
        case int64 = 6
        case binary = 8
        case list = 9
        case structure = 12
    }

    mutating func field(_ number: Int, _ value: Int32) {
        header(number, .int32)
        varint(Self.zigzag(Int64(value)))
    }

    mutating func field(_ number: Int, _ value: Int64) {
        header(number, .int64)
        varint(Self.zigzag(value))
    }

    mutating func field(_ number: Int, _ text: String) {
        header(number, .binary)
        binary(text)
    }

    mutating func field(_ number: Int, _ write: (inout ThriftWriter) -> Void) {
        header(number, .structure)
        structure(write)
    }

    mutating func field(_ number: Int, list values: [Int32]) {
        list(number, count: values.count, of: .int32)
        for value in values { varint(Self.zigzag(Int64(value))) }
    }

    mutating func field(_ number: Int, list texts: [String]) {
        list(number, count: texts.count, of: .binary)
        for text in texts { binary(text) }
    }

    mutating func field<Element>(_ number: Int, list elements: [Element], _ write: (Element, inout ThriftWriter) -> Void) {
        list(number, count: elements.count, of: .structure)
        for element in elements { structure { write(element, &$0) } }
    }

    /// Ends the outermost structure.
    mutating func end() { bytes.append(0) }

    private mutating func structure(_ write: (inout ThriftWriter) -> Void) {
        lastFields.append(lastField)
        lastField = 0
        write(&self)
        end()
        lastField = lastFields.removeLast()
    }

    private mutating func header(_ number: Int, _ kind: Kind) {
        precondition((1...15).contains(number - lastField), "fields ascend in short steps")
        bytes.append(UInt8(number - lastField) << 4 | kind.rawValue)
        lastField = number
    }

    private mutating func list(_ number: Int, count: Int, of kind: Kind) {
        header(number, .list)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            varint(UInt64(count))
        }
    }

    private mutating func binary(_ text: String) {
        varint(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func varint(_ number: UInt64) { bytes.append(varint: number) }

    private static func zigzag(_ number: Int64) -> UInt64 { UInt64(bitPattern: number << 1 ^ number >> 63) }
}

extension [UInt8] {
    /// Seven bits a byte, the lowest first; the top bit says that more follow.
    mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}

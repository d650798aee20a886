/// A JSON document as a value whose objects keep the order in which their keys were written, so that the same answer is the same
/// bytes on every run.
package indirect enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case unsigned(UInt64)
    /// Must be finite: unknown and unbounded are `null`.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Sendable, Equatable {
        package let key: String
        package let value: JSONValue

        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// An object with members in the order written.
    package static func members(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(pairs.map { Member($0.key, $0.value) })
    }

    /// null for nil.
    package static func optional(_ number: Double?) -> JSONValue {
        number.map { .number($0) } ?? .null
    }

    package static func optional(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }

    /// The member of that name; nil where this is no object or has none.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var number: Double? {
        switch self {
        case .number(let number): number
        case .integer(let number): Double(number)
        case .unsigned(let number): Double(number)
        default: nil
        }
    }

    /// UTF-8 text, two spaces a level, with a line break at the end. Objects and arrays of scalars stand on one line.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes, indentation: 0)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// The same on one line, for logs and for programs that read line by line.
    package var line: [UInt8] {
        var bytes: [UInt8] = []
        writeOnOneLine(into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// The document without the value at the end of a path of keys; itself where there is none.
    package func without(_ path: String...) -> JSONValue { without(path[...]) }

    private func without(_ path: ArraySlice<String>) -> JSONValue {
        guard case .object(let members) = self, let key = path.first else { return self }
        guard path.count > 1 else { return .object(members.filter { $0.key != key }) }
        return .object(members.map { $0.key == key ? Member(key, $0.value.without(path.dropFirst())) : $0 })
    }

    private func writeOnOneLine(into bytes: inout [UInt8]) {
        switch self {
        case .array(let elements):
            Self.writeItems(elements, brackets: ("[", "]"), isFlat: true, 0, into: &bytes) { $0.writeOnOneLine(into: &$1) }
        case .object(let members):
            Self.writeItems(members, brackets: ("{", "}"), isFlat: true, 0, into: &bytes) { member, bytes in
                Self.writeString(member.key, into: &bytes)
                bytes += Array(": ".utf8)
                member.value.writeOnOneLine(into: &bytes)
            }
        default: write(into: &bytes, indentation: 0)
        }
    }

    private func write(into bytes: inout [UInt8], indentation: Int) {
        switch self {
        case .null: bytes += Array("null".utf8)
        case .bool(let value): bytes += Array((value ? "true" : "false").utf8)
        case .integer(let value): bytes += Array(String(value).utf8)
        case .unsigned(let value): bytes += Array(String(value).utf8)
        case .number(let value):
            precondition(value.isFinite, "JSON has no word for \(value)")
            // -0 and 0 are the same number and should be the same bytes.
            bytes += Array((value == 0 ? "0.0" : value.description).utf8)
        case .string(let text): Self.writeString(text, into: &bytes)
        case .array(let elements):
            Self.writeItems(elements, brackets: ("[", "]"), isFlat: isFlat, indentation, into: &bytes) { element, bytes in
                element.write(into: &bytes, indentation: indentation + 1)
            }
        case .object(let members):
            Self.writeItems(members, brackets: ("{", "}"), isFlat: isFlat, indentation, into: &bytes) { member, bytes in
                Self.writeString(member.key, into: &bytes)
                bytes += Array(": ".utf8)
                member.value.write(into: &bytes, indentation: indentation + 1)
            }
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    private var isFlat: Bool {
        switch self {
        case .array(let elements): elements.allSatisfy(\.isScalar)
        case .object(let members): members.allSatisfy { $0.value.isScalar }
        default: true
        }
    }

    private static func writeItems<Item>(
        _ items: [Item], brackets: (String, String), isFlat: Bool, _ indentation: Int, into bytes: inout [UInt8],
        write: (Item, inout [UInt8]) -> Void
    ) {
        bytes += Array(brackets.0.utf8)
        let spaces = [UInt8](repeating: UInt8(ascii: " "), count: 2 * (indentation + 1))
        for (position, item) in items.enumerated() {
            if position > 0 { bytes += Array((isFlat ? ", " : ",").utf8) }
            if !isFlat {
                bytes.append(UInt8(ascii: "\n"))
                bytes += spaces
            }
            write(item, &bytes)
        }
        if !isFlat && !items.isEmpty {
            bytes.append(UInt8(ascii: "\n"))
            bytes += spaces.dropLast(2)
        }
        bytes += Array(brackets.1.utf8)
    }

    private static func writeString(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += Array("\\\"".utf8)
            case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
            case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
            case UInt8(ascii: "\t"): bytes += Array("\\t".utf8)
            case 0..<0x20, 0x7F:
                let hexadecimal = String(byte, radix: 16)
                bytes += Array(("\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Reads JSON (RFC 8259) and keeps the line and column of every value, which Foundation's reader does not.
package struct JSONParser {
    /// Values within values: far above what any document of ours has, far below what a thread's stack holds.
    private static let greatestDepth = 64

    private let name: String
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var line = 1
    /// Columns of the line before `counted`, so that a document on one line is counted once.
    private var columns = 0
    private var counted = 0

    /// - Parameter name: what diagnostics call the file.
    package static func parse(_ bytes: [UInt8], name: String) -> Result<JSONNode, InvalidJSON> {
        bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(name: name, bytes: buffer)
            do throws(InvalidJSON) {
                if buffer.firstInvalidUTF8(from: 0) != nil { throw parser.failure("the file is not UTF-8") }
                let node = try parser.value(depth: 0)
                parser.skipSpace()
                guard parser.position == buffer.count else { throw parser.failure("there is something behind the end of the document") }
                return .success(node)
            } catch {
                return .failure(error)
            }
        }
    }

    private init(name: String, bytes: UnsafeBufferPointer<UInt8>) {
        self.name = name
        self.bytes = bytes
        // RFC 8259 lets a reader ignore a byte order mark, which spreadsheets and editors write.
        position = bytes.byteOrderMarkLength
        counted = position
    }

    private mutating func here() -> SourceLocation {
        // Columns count Unicode scalars: continuation bytes do not begin one.
        columns += bytes[counted..<position].count { $0 & 0xC0 != 0x80 }
        counted = position
        return SourceLocation(file: name, line: line, column: columns + 1)
    }

    private mutating func failure(_ message: String) -> InvalidJSON {
        InvalidJSON(diagnostic: .error("invalid-json", at: here(), message, help: "compare with what `--json` writes"))
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\n"):
                position += 1
                line += 1
                columns = 0
                counted = position
            case ASCII.space, ASCII.tab, ASCII.carriageReturn: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(InvalidJSON) -> JSONNode {
        skipSpace()
        guard depth <= Self.greatestDepth else { throw failure("values are nested deeper than \(Self.greatestDepth)") }
        let place = here()
        let content: JSONNode.Content
        switch next {
        case UInt8(ascii: "{"): content = .object(try members(depth: depth))
        case UInt8(ascii: "["): content = .array(try elements(depth: depth))
        case ASCII.quote: content = .string(try string())
        case UInt8(ascii: "t"): content = .bool(try word("true", true))
        case UInt8(ascii: "f"): content = .bool(try word("false", false))
        case UInt8(ascii: "n"):
            _ = try word("null", true)
            content = .null
        case let byte? where byte == ASCII.minus || ASCII.isDigit(byte): content = .number(try number())
        case nil: throw failure("the document ends too early")
        default: throw failure("no JSON value begins like this")
        }
        return JSONNode(content: content, location: place)
    }

    private mutating func word(_ text: String, _ value: Bool) throws(InvalidJSON) -> Bool {
        let expected = Array(text.utf8)
        guard bytes[position...].starts(with: expected) else { throw failure("`\(text)` was expected") }
        position += expected.count
        return value
    }

    private mutating func number() throws(InvalidJSON) -> Double {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            try digits()
        }
        guard case .value(let value) = DecimalParser.parse(UnsafeBufferPointer(rebasing: bytes[start..<position])) else {
            throw failure("this number is too large")
        }
        return value
    }

    private mutating func digits() throws(InvalidJSON) {
        let start = position
        while let byte = next, ASCII.isDigit(byte) { position += 1 }
        if position == start { throw failure("a digit was expected") }
    }

    private mutating func elements(depth: Int) throws(InvalidJSON) -> [JSONNode] {
        var elements: [JSONNode] = []
        position += 1
        skipSpace()
        if take("]") { return [] }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return elements }
            guard take(",") else { throw failure("`,` or `]` was expected") }
        }
    }

    private mutating func members(depth: Int) throws(InvalidJSON) -> [(key: String, value: JSONNode)] {
        var members: [(key: String, value: JSONNode)] = []
        position += 1
        skipSpace()
        if take("}") { return [] }
        while true {
            skipSpace()
            guard next == ASCII.quote else { throw failure("a name in quotes was expected") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw failure("`:` was expected") }
            members.append((key, try value(depth: depth + 1)))
            skipSpace()
            if take("}") { return members }
            guard take(",") else { throw failure("`,` or `}` was expected") }
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func string() throws(InvalidJSON) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case ASCII.quote: return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
            case 0..<0x20:
                throw failure("a line break or control character stands in a text")
            default: text.append(byte)
            }
        }
        throw failure("a text is not closed")
    }

    private mutating func escaped() throws(InvalidJSON) -> Unicode.Scalar {
        guard let letter = next else { throw failure("a text is not closed") }
        position += 1
        switch letter {
        case ASCII.quote: return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try hexadecimal()
            if let scalar = Unicode.Scalar(first) { return scalar }
            // The two halves of a scalar beyond the first plane.
            guard (0xD800..<0xDC00).contains(first), take("\\"), take("u"), case let second = try hexadecimal(),
                (0xDC00..<0xE000).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw failure("this is half a character") }
            return scalar
        default:
            throw failure("this is no escape that JSON knows")
        }
    }

    private mutating func hexadecimal() throws(InvalidJSON) -> UInt32 {
        guard position + 4 <= bytes.count,
            case let digits = bytes[position..<position + 4], digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw failure("four hexadecimal digits were expected") }
        position += 4
        return value
    }
}

/// Why a document is not JSON, with the place.
package struct InvalidJSON: Error {
    package let diagnostic: Diagnostic
}

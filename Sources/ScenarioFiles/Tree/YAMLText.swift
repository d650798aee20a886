import TableFiles

/// Checks that bytes are UTF-8 text before a parser sees them.
enum YAMLText {
    /// The bytes behind a byte order mark, with a note if there is one; nil and an error when they are not text.
    static func check(_ bytes: [UInt8], file: String) -> (text: ArraySlice<UInt8>?, diagnostics: [Diagnostic]) {
        let start = SourceLocation(file: file)
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return (nil, [.error("invalid-utf8", at: start, "the file is UTF-16", help: "save it as UTF-8")])
        }
        var diagnostics: [Diagnostic] = []
        var text = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            text = bytes.dropFirst(3)
            diagnostics.append(
                .note(
                    "byte-order-mark", at: start, "the file begins with a byte order mark", help: "it is ignored; save as UTF-8 without it")
            )
        }
        if let offset = text.firstIndex(of: 0) {
            let place = location(of: offset, in: text, file: file)
            return (nil, diagnostics + [.error("nul-byte", at: place, "a NUL byte", help: "save the file as UTF-8 text")])
        }
        if let offset = firstInvalidUTF8(in: text) {
            let place = location(of: offset, in: text, file: file)
            return (nil, diagnostics + [.error("invalid-utf8", at: place, "bytes that are not UTF-8", help: "save the file as UTF-8")])
        }
        return (text, diagnostics)
    }

    /// The line and column of a byte; the column counts Unicode scalars.
    static func location(of offset: Int, in text: ArraySlice<UInt8>, file: String) -> SourceLocation {
        let before = text[..<min(offset, text.endIndex)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
        return SourceLocation(file: file, line: line, column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1)
    }

    private static func firstInvalidUTF8(in text: ArraySlice<UInt8>) -> Int? {
        guard String(validating: text, as: UTF8.self) == nil else { return nil }
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = text.makeIterator()
        var offset = text.startIndex
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error: return offset
            case .emptyInput: return nil
            }
        }
    }
}

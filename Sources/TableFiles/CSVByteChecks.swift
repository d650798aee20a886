#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Checks that need no notion of cells: NUL bytes, UTF-8, the length of lines. Each is one pass at memory speed over a healthy file.
struct CSVByteChecks {
    let name: String
    let lineBytes: Int

    func check(_ bytes: UnsafeBufferPointer<UInt8>, into problems: inout DiagnosticCollector) {
        guard bytes.count > 0 else { return }
        reportFirstOfEachLine(bytes, code: "nul-byte", message: "a NUL byte", help: "save the file as UTF-8 text", into: &problems) {
            CSVByteChecks.find(0, in: bytes, from: $0)
        }
        let message = "bytes that are not UTF-8"
        reportFirstOfEachLine(bytes, code: "invalid-utf8", message: message, help: "save the file as UTF-8", into: &problems) {
            bytes.firstInvalidUTF8(from: $0)
        }
        checkLineLengths(bytes, into: &problems)
    }

    /// Reports the first hit of `find` on each physical line; `find` gets the offset to start from.
    private func reportFirstOfEachLine(
        _ bytes: UnsafeBufferPointer<UInt8>, code: String, message: String, help: String, into problems: inout DiagnosticCollector,
        find: (Int) -> Int?
    ) {
        var line = 1
        var lineStart = bytes.byteOrderMarkLength
        var searchStart = lineStart
        while let hit = find(searchStart) {
            while let lineEnd = CSVByteChecks.find(ASCII.lineFeed, in: bytes, from: lineStart), lineEnd < hit {
                line += 1
                lineStart = lineEnd + 1
            }
            problems.add(code: code, file: name) {
                let place = SourceLocation(file: name, line: line, column: bytes.scalarCount(lineStart..<hit) + 1)
                return .error(code, at: place, message, help: help)
            }
            guard let lineEnd = CSVByteChecks.find(ASCII.lineFeed, in: bytes, from: hit) else { return }
            line += 1
            lineStart = lineEnd + 1
            searchStart = lineStart
        }
    }

    private func checkLineLengths(_ bytes: UnsafeBufferPointer<UInt8>, into problems: inout DiagnosticCollector) {
        var line = 1
        var lineStart = 0
        while lineStart < bytes.count {
            let lineEnd = CSVByteChecks.find(ASCII.lineFeed, in: bytes, from: lineStart) ?? bytes.count
            if lineEnd - lineStart > lineBytes {
                problems.add(code: "line-too-long", file: name) {
                    .error(
                        "line-too-long", at: SourceLocation(file: name, line: line),
                        "the line has \(lineEnd - lineStart) bytes where \(lineBytes) are allowed", help: "check that this is a CSV file")
                }
            }
            line += 1
            lineStart = lineEnd + 1
        }
    }

    private static func find(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress else { return nil }
        guard let hit = memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
}

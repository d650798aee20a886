#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Reads a CSV file part by part, each a table of some of its rows, so that a file of any size takes the memory of one part.
///
/// Rows, errors and their lines are those that `CSVTable.read` finds in the whole file. A broken quote that swallows the rest of the file
/// ends the reading.
package final class CSVPartReader {
    package struct Part {
        /// nil where the file has no usable header.
        package let table: CSVTable?
        package let diagnostics: [Diagnostic]
    }

    private let name: String
    private let limits: CSVLimits
    private let partBytes: Int
    private let descriptor: Int32
    private let fileBytes: Int
    private var readBytes = 0
    /// What was read and not yet handed out; it begins at the start of a record.
    private var rest: [UInt8] = []
    private var isAtEnd = false
    private var isDone = false
    /// The header's record with all before it, which leads every part; nil before the first one.
    private var header: [UInt8]?
    /// Physical lines in `header`, and in all that was handed out.
    private var headerLines = 0
    private var linesBefore = 0

    /// A record that has not ended after so many bytes is taken for a broken quote.
    private static let longestRecord = 64 << 20

    /// - Parameter partBytes: how much of the file a part has, about.
    package init(
        path: String, name: String, partBytes: Int = 8 << 20, limits: CSVLimits = .standard
    ) throws(FileBytes.Failure) {
        precondition(partBytes > 0, "parts of \(partBytes) bytes")
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .notFound : .notReadable(reason: FileError.reason(errno))
        }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        let isFolder = isKnown && status.st_mode & S_IFMT == S_IFDIR
        guard isKnown, !isFolder else {
            let failure: FileBytes.Failure = isFolder ? .isADirectory : .notReadable(reason: FileError.reason(errno))
            close(descriptor)
            throw failure
        }
        self.name = name
        self.limits = limits
        self.partBytes = partBytes
        self.descriptor = descriptor
        fileBytes = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// How much of the file has been read, 0 to 1; nil for a pipe.
    package var fractionRead: Double? { fileBytes > 0 ? min(1, Double(readBytes) / Double(fileBytes)) : nil }

    /// The next part; nil behind the last one.
    package func next() throws(FileBytes.Failure) -> Part? {
        guard !isDone else { return nil }
        try fill(to: partBytes)
        if header == nil {
            guard let end = rest.withUnsafeBufferPointer(CSVCuts.first) else { return try wholeRest() }
            header = Array(rest[..<end])
            rest.removeFirst(end)
            headerLines = Self.lines(in: header ?? [])
            linesBefore = headerLines
            try fill(to: partBytes)
            // The header alone is a table as well, one without rows.
            if rest.isEmpty { return finish(part(rest)) }
        }
        if rest.isEmpty { return finish(nil) }
        while !isAtEnd {
            if let cut = rest.withUnsafeBufferPointer(CSVCuts.last) {
                let body = Array(rest[..<cut])
                rest.removeFirst(cut)
                return part(body)
            }
            guard rest.count < Self.longestRecord else { break }
            try fill(to: rest.count + partBytes)
        }
        return finish(part(rest))
    }

    private func finish(_ part: Part?) -> Part? {
        isDone = true
        rest = []
        return part
    }

    /// A file whose header never ends: all of it, for the parser to say what is wrong.
    private func wholeRest() throws(FileBytes.Failure) -> Part? {
        while !isAtEnd, rest.count < Self.longestRecord { try fill(to: rest.count + partBytes) }
        if rest.withUnsafeBufferPointer(CSVCuts.first) != nil { return try next() }
        header = []
        return finish(part(rest))
    }

    private func part(_ body: [UInt8]) -> Part {
        let shift = linesBefore - headerLines
        let isFirst = shift == 0
        linesBefore += Self.lines(in: body)
        var (table, diagnostics) = CSVTable.parse(bytes: (header ?? []) + body, name: name, limits: limits)
        table?.lineShift = shift
        // What is wrong with the header was said with the first part.
        let news = isFirst ? diagnostics : diagnostics.filter { $0.location.line > headerLines }
        diagnostics = news.map { $0.location.line > headerLines ? $0.shifted(lines: shift) : $0 }
        return Part(table: table, diagnostics: diagnostics)
    }

    private static func lines(in bytes: [UInt8]) -> Int { bytes.count { $0 == ASCII.lineFeed } }

    /// Reads on until so many bytes are there, or the file ends.
    private func fill(to count: Int) throws(FileBytes.Failure) {
        while rest.count < count, !isAtEnd {
            let old = rest.count
            let room = count - old
            rest.append(contentsOf: repeatElement(0, count: room))
            let descriptor = descriptor
            var received = 0
            repeat {
                received = rest.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress! + old, min(room, 1 << 30)) }
            } while received < 0 && errno == EINTR
            rest.removeLast(room - max(0, received))
            guard received >= 0 else { throw .notReadable(reason: FileError.reason(errno)) }
            readBytes += received
            isAtEnd = received == 0
        }
    }
}

extension Diagnostic {
    fileprivate func shifted(lines: Int) -> Diagnostic {
        let place = SourceLocation(file: location.file, line: location.line + lines, column: location.column)
        return Diagnostic(severity: severity, code: code, location: place, message: message, help: help)
    }
}

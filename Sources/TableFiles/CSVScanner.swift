/// Walks over the bytes record by record, collecting where cells end and reporting broken quotes and line ends.
///
/// Works on bytes because the separators are ASCII, which never occurs inside a longer UTF-8 sequence.
struct CSVScanner {
    /// One record of the file: a row, which may span lines when quotes hold line breaks.
    struct Record {
        var start: Int
        var line: Int
        var fieldCount = 0
        /// False when quotes were broken; such a record's cells mean nothing.
        var isSound = true
        /// A line with nothing, or nothing but spaces, in it.
        var isBlank = false
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let name: String
    var problems: DiagnosticCollector
    /// Offsets just behind each cell of the records that were kept.
    var ends: [UInt32] = []

    private var position: Int
    private var line = 1
    private var lineStart: Int

    init(bytes: UnsafeBufferPointer<UInt8>, name: String, problems: DiagnosticCollector) {
        self.bytes = bytes
        self.name = name
        self.problems = problems
        position = bytes.byteOrderMarkLength
        lineStart = position
    }

    /// The next record, its cell ends appended to `ends`; nil at the end of the file.
    mutating func nextRecord() -> Record? {
        guard position < bytes.count else { return nil }
        var record = Record(start: position, line: line)
        while true {
            if position < bytes.count, bytes[position] == ASCII.quote {
                scanQuoted(&record)
            } else {
                scanUnquoted(&record)
            }
            ends.append(UInt32(position))
            record.fieldCount += 1
            guard position < bytes.count, bytes[position] == ASCII.comma else { break }
            position += 1
        }
        if record.fieldCount == 1 {
            record.isBlank = bytes[record.start..<position].allSatisfy(ASCII.isSpace)
        }
        endRecord()
        return record
    }

    /// Takes the record's cells back; it must be the last one scanned.
    mutating func dropFields(of record: Record) { ends.removeLast(record.fieldCount) }

    /// By how much the whole file exceeds the part read so far, with a small reserve.
    var remainingFactor: Double { Double(bytes.count) / Double(max(1, position)) * 1.02 }

    // MARK: Cells

    private mutating func scanUnquoted(_ record: inout Record) {
        var current = position
        var reported = false
        while current < bytes.count {
            let byte = bytes[current]
            if byte > ASCII.comma {
                current += 1
                continue
            }
            if byte == ASCII.comma || byte == ASCII.lineFeed || byte == ASCII.carriageReturn { break }
            if byte == ASCII.quote, !reported {
                reported = true
                record.isSound = false
                report("quote-in-field", at: current, "a quote inside an unquoted cell") {
                    "put the whole cell in quotes, without spaces around them, and double the quotes inside it"
                }
            }
            current += 1
        }
        position = current
    }

    private mutating func scanQuoted(_ record: inout Record) {
        let opening = (position: position, line: line, lineStart: lineStart)
        var current = position + 1
        while current < bytes.count {
            let byte = bytes[current]
            if byte == ASCII.quote {
                guard current + 1 < bytes.count, bytes[current + 1] == ASCII.quote else { break }
                current += 1
            } else if byte == ASCII.lineFeed {
                line += 1
                lineStart = current + 1
            }
            current += 1
        }
        guard current < bytes.count else {
            record.isSound = false
            position = current
            let column = bytes.scalarCount(opening.lineStart..<opening.position) + 1
            let place = SourceLocation(file: name, line: opening.line, column: column)
            problems.add(
                .error(
                    "unterminated-quote", at: place, "a quote is opened and never closed",
                    help: "close it; all text from here to the end of the file was read as one cell"))
            return
        }
        position = current + 1
        if position < bytes.count, !isSeparator(bytes[position]) {
            record.isSound = false
            report("text-after-quote", at: position, "text after the closing quote of a cell") {
                "end the cell at the quote, or double the quotes inside it"
            }
            while position < bytes.count, !isSeparator(bytes[position]) { position += 1 }
        }
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
        byte == ASCII.comma || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
    }

    /// Steps over the line end. A carriage return alone also ends the record, after a report, so that the rest can still be checked.
    private mutating func endRecord() {
        guard position < bytes.count else { return }
        if bytes[position] == ASCII.carriageReturn {
            guard position + 1 < bytes.count, bytes[position + 1] == ASCII.lineFeed else {
                report("lone-carriage-return", at: position, "a carriage return without a line feed") {
                    "end lines with LF or CRLF, and put a cell that contains line breaks in quotes"
                }
                position += 1
                return
            }
            position += 1
        }
        position += 1
        line += 1
        lineStart = position
    }
}

extension CSVScanner {
    mutating func reportBlankLine(_ line: Int) {
        let place = SourceLocation(file: name, line: line)
        problems.add(code: "blank-line", file: name) {
            .error("blank-line", at: place, "a blank line between rows", help: "remove it")
        }
    }

    mutating func reportFieldCount(_ record: Record, expected: Int) {
        let bytes = bytes
        let name = name
        problems.add(code: "wrong-field-count", file: name) {
            let place = bytes.location(of: record.start, recordStart: record.start, line: record.line, file: name)
            let cells = record.fieldCount == 1 ? "1 cell" : "\(record.fieldCount) cells"
            return .error(
                "wrong-field-count", at: place, "the row has \(cells) where the header has \(expected)",
                help: record.fieldCount > expected ? "put cells that contain commas in quotes" : "add the missing commas")
        }
    }

    private mutating func report(_ code: String, at offset: Int, _ message: String, help: () -> String) {
        let (bytes, name, line, lineStart) = (bytes, name, line, lineStart)
        problems.add(code: code, file: name) {
            let place = SourceLocation(file: name, line: line, column: bytes.scalarCount(lineStart..<offset) + 1)
            return .error(code, at: place, message, help: help())
        }
    }
}

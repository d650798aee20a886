/// Turns bytes into a table: checks the bytes, then the header, then lays out the rows that fit it.
struct CSVParser {
    let name: String
    let limits: CSVLimits
    private(set) var problems: DiagnosticCollector

    private struct Header {
        let names: [String]
        let record: CSVScanner.Record
        let ends: [UInt32]
    }

    private struct Rows {
        var starts: [UInt32] = []
        var lines: [UInt32] = []

        mutating func append(_ record: CSVScanner.Record) {
            starts.append(UInt32(record.start))
            lines.append(UInt32(record.line))
        }

        mutating func removeLast(_ count: Int) {
            starts.removeLast(count)
            lines.removeLast(count)
        }
    }

    /// Blank lines in a run. At the end of the file they are ignored; elsewhere they are errors, or blank cells in a table of one column.
    private struct BlankLines {
        private var first = 0
        private var last = 0
        private(set) var count = 0

        mutating func append(_ record: CSVScanner.Record) {
            if count == 0 { first = record.line }
            last = record.line
            count += 1
        }

        func report(to scanner: inout CSVScanner) {
            for offset in 0..<count { scanner.reportBlankLine(min(first + offset, last)) }
        }
    }

    init(name: String, limits: CSVLimits) {
        self.name = name
        self.limits = limits
        problems = DiagnosticCollector(cap: limits.diagnosticsPerCode)
    }

    mutating func parse(_ bytes: [UInt8]) -> CSVTable? {
        var cellEnds: [UInt32] = []
        let parts: (Header, Rows)? = bytes.withUnsafeBufferPointer { buffer in
            CSVByteChecks(name: name, lineBytes: limits.lineBytes).check(buffer, into: &problems)
            var scanner = CSVScanner(bytes: buffer, name: name, problems: problems)
            defer { problems = scanner.problems }
            guard let record = CSVParser.firstRecord(of: &scanner, name: name) else { return nil }
            let header = CSVParser.header(record, of: &scanner, name: name)
            scanner.ends.removeAll(keepingCapacity: true)
            let rows = CSVParser.rows(of: &scanner, width: header?.names.count, name: name)
            cellEnds = scanner.ends
            return header.map { ($0, rows) }
        }
        guard let (header, rows) = parts else { return nil }
        return CSVTable(
            name: name, header: header.names, bytes: bytes,
            columns: Dictionary(header.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }),
            cellEnds: cellEnds, rowStarts: rows.starts, rowLines: rows.lines,
            headerStart: header.record.start, headerLine: header.record.line, headerEnds: header.ends)
    }

    /// The header's record, behind blank lines that should not be there.
    private static func firstRecord(of scanner: inout CSVScanner, name: String) -> CSVScanner.Record? {
        var blankLines = BlankLines()
        while let record = scanner.nextRecord() {
            if !record.isBlank {
                blankLines.report(to: &scanner)
                return record
            }
            scanner.dropFields(of: record)
            blankLines.append(record)
        }
        scanner.problems.add(
            .error("empty-file", at: SourceLocation(file: name), "the file is empty", help: "its first line must name the columns"))
        return nil
    }

    private static func header(_ record: CSVScanner.Record, of scanner: inout CSVScanner, name: String) -> Header? {
        guard record.isSound else { return nil }
        let bytes = scanner.bytes
        var names: [String] = []
        var seen: [String: Int] = [:]
        var start = record.start
        for (column, end) in scanner.ends.enumerated() {
            let title = trimmed(CellText(start..<Int(end), in: bytes).string)
            let place = { [start] in bytes.location(of: start, recordStart: record.start, line: record.line, file: name) }
            if title.isEmpty {
                scanner.problems.add(code: "blank-column-name", file: name) {
                    .error("blank-column-name", at: place(), "column \(column + 1) has no name", help: "name it or remove the column")
                }
            } else if let first = seen[title] {
                scanner.problems.add(code: "duplicate-column", file: name) {
                    .error(
                        "duplicate-column", at: place(), "column \(title) is already column \(first + 1)",
                        help: "rename or remove one of them")
                }
            } else {
                seen[title] = column
            }
            names.append(title)
            start = Int(end) + 1
        }
        guard names.count > 1 || !hasOtherSeparator(bytes[record.start..<Int(scanner.ends[0])]) else {
            let place = SourceLocation(file: name, line: record.line)
            scanner.problems.add(
                .error("wrong-separator", at: place, "the header has no commas but other separators", help: "save the table with commas"))
            return nil
        }
        return Header(names: names, record: record, ends: scanner.ends)
    }

    private static func hasOtherSeparator(_ cell: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        cell.first != ASCII.quote && cell.contains { $0 == ASCII.semicolon || $0 == ASCII.tab }
    }

    private static func trimmed(_ text: String) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(text[first...last])
    }

    /// Keeps the cell ends of fitting rows in the scanner and returns where those rows start. Without a usable header (`width` nil) it only
    /// looks for broken quotes.
    private static func rows(of scanner: inout CSVScanner, width: Int?, name: String) -> Rows {
        var rows = Rows()
        var blankLines = BlankLines()
        while let record = scanner.nextRecord() {
            if record.isBlank {
                blankLines.append(record)
                if width == 1 { rows.append(record) } else { scanner.dropFields(of: record) }
                continue
            }
            if width != 1 { blankLines.report(to: &scanner) }
            blankLines = BlankLines()
            guard record.isSound, let width, record.fieldCount == width else {
                if record.isSound, let width { scanner.reportFieldCount(record, expected: width) }
                scanner.dropFields(of: record)
                continue
            }
            rows.append(record)
            if rows.starts.count == 1024 {
                let expected = scanner.remainingFactor
                scanner.ends.reserveCapacity(Int(Double(scanner.ends.count) * expected))
                rows.starts.reserveCapacity(Int(1024 * expected))
                rows.lines.reserveCapacity(Int(1024 * expected))
            }
        }
        if width == 1 {
            scanner.ends.removeLast(blankLines.count)
            rows.removeLast(blankLines.count)
        }
        return rows
    }
}

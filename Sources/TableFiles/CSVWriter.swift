/// Builds a CSV file (RFC 4180, UTF-8, LF line ends) that `CSVTable` reads back to the same texts.
///
/// Every row must have as many cells as the header. Cells are quoted only when they need it.
package struct CSVWriter: Sendable {
    /// Who opens the file.
    package enum Reader: Sendable {
        /// Programs, which get every text back as it was.
        case programs
        /// People's spreadsheets, which run a text that begins with `=`, `+`, `-`, `@`, a tab or a return as a formula: such a text
        /// gets an apostrophe in front, which keeps it a text. Numbers stay as they are.
        case spreadsheets
    }

    package private(set) var bytes: [UInt8] = []
    private let columnCount: Int
    private let reader: Reader

    package init(header: [String], for reader: Reader = .programs) {
        precondition(!header.isEmpty, "a table has at least one column")
        columnCount = header.count
        self.reader = reader
        append(header)
    }

    package mutating func append(_ row: [String]) {
        precondition(row.count == columnCount, "\(row.count) cells where the header has \(columnCount)")
        for (column, cell) in row.enumerated() {
            if column > 0 { bytes.append(ASCII.comma) }
            append(cell: cell)
        }
        bytes.append(ASCII.lineFeed)
    }

    private mutating func append(cell: String) {
        let utf8 = reader == .spreadsheets && Self.isFormula(cell) ? [UInt8(ascii: "'")] + Array(cell.utf8) : Array(cell.utf8)
        guard needsQuotes(utf8) else {
            bytes.append(contentsOf: utf8)
            return
        }
        bytes.append(ASCII.quote)
        for byte in utf8 {
            if byte == ASCII.quote { bytes.append(ASCII.quote) }
            bytes.append(byte)
        }
        bytes.append(ASCII.quote)
    }

    /// Whether a spreadsheet would run the text rather than show it.
    private static func isFormula(_ cell: String) -> Bool {
        guard let first = cell.utf8.first, "=+-@\t\r".utf8.contains(first) else { return false }
        return !isNumber(cell)
    }

    /// A decimal number and nothing else.
    private static func isNumber(_ cell: String) -> Bool {
        Double(cell) != nil && cell.utf8.allSatisfy { "0123456789.+-eE".utf8.contains($0) }
    }

    /// Separators, quotes, line ends and outer spaces need quotes; so does a blank cell that would make a blank line, and a first cell that
    /// would be taken for a byte order mark.
    private func needsQuotes(_ cell: [UInt8]) -> Bool {
        guard let first = cell.first, let last = cell.last else { return columnCount == 1 }
        return ASCII.isSpace(first) || ASCII.isSpace(last) || (bytes.isEmpty && (first == 0xEF || columnCount == 1))
            || cell.contains {
                $0 == ASCII.comma || $0 == ASCII.quote || $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn
            }
    }
}

/// Builds a CSV file (RFC 4180, UTF-8, LF line ends) that `CSVTable` reads back to the same texts.
///
/// Every row must have as many cells as the header. Cells are quoted only when they need it.
package struct CSVWriter: Sendable {
    /// Who opens the file.
    package enum Reader: Sendable {
        /// Programs, which get every text back as it was.
        case programs
        /// People's spreadsheets, which would run some texts as formulas (`SpreadsheetText`). Numbers stay as they are.
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
        let utf8 = Array((reader == .spreadsheets ? SpreadsheetText.escaped(cell) : cell).utf8)
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

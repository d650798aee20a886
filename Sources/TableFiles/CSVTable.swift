/// A CSV file in memory: its bytes as read and where each cell ends, so that a large table costs little more than its file.
///
/// RFC 4180 in UTF-8 with a header row. Only sound rows are rows of the table: those with as many cells as the header. Rows and columns
/// count from 0. Cells are decoded when asked for; spaces and tabs around an unquoted cell are not part of it, those inside quotes are.
package struct CSVTable: Sendable {
    /// What diagnostics call the file.
    package let name: String
    /// Column names, trimmed.
    package let header: [String]

    let bytes: [UInt8]
    let columns: [String: Int]
    /// For each row and column, in row-major order, the offset just behind the cell.
    let cellEnds: [UInt32]
    let rowStarts: [UInt32]
    let rowLines: [UInt32]
    let headerStart: Int
    let headerLine: Int
    let headerEnds: [UInt32]
    /// Lines of the file that stand between the header and the first row, where the table is a part of a file.
    var lineShift = 0

    package var rowCount: Int { rowStarts.count }

    /// The column of that name, exactly as written; the first of them when the file (in error) repeats it.
    package func columnIndex(_ name: String) -> Int? { columns[name] }

    /// The cell's text without its quotes; an unquoted cell is trimmed of spaces and tabs.
    package func text(row: Int, column: Int) -> String {
        let cell = cellRange(row: row, column: column)
        return bytes.withUnsafeBufferPointer { CellText(cell, in: $0).string }
    }

    /// Whether the cell holds nothing but spaces and tabs, in quotes or not.
    package func isBlank(row: Int, column: Int) -> Bool {
        let cell = cellRange(row: row, column: column)
        return bytes.withUnsafeBufferPointer { CellText(cell, in: $0).isBlank }
    }

    /// The cell as a decimal number; see `CellNumber`. Quotes and spaces around the number do not matter.
    package func number(row: Int, column: Int) -> CellNumber {
        let cell = cellRange(row: row, column: column)
        return bytes.withUnsafeBufferPointer { DecimalParser.parse(CellText(cell, in: $0).raw) }
    }

    /// Whether the cell holds the same text, byte for byte after quotes, as the cell of the same column in another row.
    package func sameText(row: Int, column: Int, as otherRow: Int) -> Bool {
        let cell = cellRange(row: row, column: column)
        let other = cellRange(row: otherRow, column: column)
        return bytes.withUnsafeBufferPointer { CellText(cell, in: $0).isSame(as: CellText(other, in: $0)) }
    }

    /// Where the cell's text begins; the line is the physical one, also behind line breaks in quotes.
    package func location(row: Int, column: Int) -> SourceLocation {
        location(ofCell: cellRange(row: row, column: column), recordStart: Int(rowStarts[row]), line: Int(rowLines[row]) + lineShift)
    }

    /// Where the column's name stands in the header.
    package func headerLocation(column: Int) -> SourceLocation {
        let cellStart = column == 0 ? headerStart : Int(headerEnds[column - 1]) + 1
        return location(ofCell: cellStart..<Int(headerEnds[column]), recordStart: headerStart, line: headerLine)
    }

    /// The cell's bytes between its separators.
    private func cellRange(row: Int, column: Int) -> Range<Int> {
        precondition(column >= 0 && column < header.count, "column \(column) of \(header.count)")
        let index = row * header.count + column
        let start = column == 0 ? Int(rowStarts[row]) : Int(cellEnds[index - 1]) + 1
        return start..<Int(cellEnds[index])
    }

    private func location(ofCell cell: Range<Int>, recordStart: Int, line: Int) -> SourceLocation {
        bytes.withUnsafeBufferPointer { bytes in
            let begin = cell.first { !ASCII.isSpace(bytes[$0]) } ?? cell.lowerBound
            return bytes.location(of: begin, recordStart: recordStart, line: line, file: name)
        }
    }
}

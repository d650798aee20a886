import TableFiles

extension CSVTable {
    /// All cells, row by row.
    var texts: [[String]] {
        (0..<rowCount).map { row in header.indices.map { text(row: row, column: $0) } }
    }
}

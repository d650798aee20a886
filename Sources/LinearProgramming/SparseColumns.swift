/// Columns packed one after the other: what a linear programme stores, and what travels to a solver in one piece.
///
/// Entries of column `j` are `starts[j] ..< starts[j + 1]` of `rows` and `coefficients`. Five million columns stay five million elements
/// of a few flat arrays instead of as many small objects.
package struct SparseColumns: Sendable, Hashable {
    package private(set) var names: [String] = []
    package internal(set) var objective: [Double] = []
    package internal(set) var lower: [Double] = []
    package internal(set) var upper: [Double] = []
    package private(set) var starts: [Int] = [0]
    /// Row indices from 0; `Int32` because matrices have many of them.
    package private(set) var rows: [Int32] = []
    package private(set) var coefficients: [Double] = []

    package init() {}

    package var count: Int { names.count }

    package func entries(of column: Int) -> Range<Int> { starts[column]..<starts[column + 1] }

    package subscript(column: Int) -> LinearColumn {
        LinearColumn(
            name: names[column], objective: objective[column], lower: lower[column], upper: upper[column],
            entries: entries(of: column).map { .init(row: Int(rows[$0]), coefficient: coefficients[$0]) })
    }

    /// Appends a column that has passed `LinearColumn.validate`.
    mutating func append(_ column: LinearColumn) {
        names.append(column.name)
        objective.append(column.objective)
        lower.append(column.lower)
        upper.append(column.upper)
        for entry in column.entries {
            rows.append(Int32(entry.row))
            coefficients.append(entry.coefficient)
        }
        starts.append(rows.count)
    }
}

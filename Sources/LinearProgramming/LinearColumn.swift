/// A column (variable) of a linear programme: its objective coefficient, its bounds and its coefficients in the rows.
///
/// Bounds are 0 and infinity unless said otherwise. A row may be named once: two entries for the same row are refused, because a sum would
/// hide the mistake of whoever built the column.
package struct LinearColumn: Sendable, Hashable {
    /// One coefficient of the column.
    package struct Entry: Sendable, Hashable {
        /// Index of the row, from 0.
        package var row: Int
        package var coefficient: Double

        package init(row: Int, coefficient: Double) {
            self.row = row
            self.coefficient = coefficient
        }
    }

    package var name: String
    package var objective: Double
    package var lower: Double
    package var upper: Double
    package var entries: [Entry]

    package init(name: String, objective: Double = 0, lower: Double = 0, upper: Double = .infinity, entries: [Entry] = []) {
        self.name = name
        self.objective = objective
        self.lower = lower
        self.upper = upper
        self.entries = entries
    }

    /// - Parameter rowNames: the rows the column may refer to.
    func validate(rowNames: [String]) throws(LinearProgramError) {
        guard objective.isFinite else { throw .objective(column: name, value: objective) }
        guard LinearProgramError.areBounds(lower, upper) else {
            throw .columnBounds(column: name, lower: lower, upper: upper)
        }
        var ascending = true
        var previous = -1
        for entry in entries {
            guard rowNames.indices.contains(entry.row) else {
                throw .rowOutOfRange(column: name, row: entry.row, rowCount: rowNames.count)
            }
            guard entry.coefficient.isFinite else {
                throw .coefficient(column: name, row: rowNames[entry.row], value: entry.coefficient)
            }
            ascending = ascending && entry.row > previous
            previous = entry.row
        }
        // Columns are nearly always built in the order of the rows; only the others are worth a sort.
        if !ascending, let row = firstRepeatedRow() { throw .duplicateEntry(column: name, row: rowNames[row]) }
    }

    private func firstRepeatedRow() -> Int? {
        let rows = entries.map(\.row).sorted()
        return zip(rows, rows.dropFirst()).first { $0 == $1 }?.0
    }
}

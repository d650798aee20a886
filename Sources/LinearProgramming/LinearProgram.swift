/// A linear programme as a value: named rows with bounds, named columns with objective, bounds and sparse coefficients.
///
///     minimize or maximize   objectiveConstant + sum_j objective_j x_j
///     subject to             lower_i <= sum_j a_ij x_j <= upper_i      for each row
///                            lower_j <= x_j <= upper_j                 for each column
///
/// Whatever is appended or changed is checked on the way in, so a programme holds finite numbers only (bounds may be infinite), and nobody
/// downstream has to ask. Names need not be unique; they are for people.
package struct LinearProgram: Sendable, Hashable {
    package var sense: ObjectiveSense
    package private(set) var objectiveConstant = 0.0
    package private(set) var rows: [LinearRow] = []
    package private(set) var columns = SparseColumns()
    private var rowNames: [String] = []

    package init(sense: ObjectiveSense) {
        self.sense = sense
    }

    package init(sense: ObjectiveSense, rows: [LinearRow], columns: [LinearColumn] = []) throws(LinearProgramError) {
        self.init(sense: sense)
        for row in rows { try appendRow(row) }
        for column in columns { try appendColumn(column) }
    }

    /// - Returns: the index of the new row.
    @discardableResult
    package mutating func appendRow(_ row: LinearRow) throws(LinearProgramError) -> Int {
        try row.validate()
        rows.append(row)
        rowNames.append(row.name)
        return rows.count - 1
    }

    /// - Returns: the index of the new column.
    @discardableResult
    package mutating func appendColumn(_ column: LinearColumn) throws(LinearProgramError) -> Int {
        try column.validate(rowNames: rowNames)
        columns.append(column)
        return columns.count - 1
    }

    package mutating func setRowBounds(_ row: Int, lower: Double, upper: Double) throws(LinearProgramError) {
        guard rows.indices.contains(row) else { throw .noSuchRow(row, rowCount: rows.count) }
        let changed = LinearRow(name: rows[row].name, lower: lower, upper: upper)
        try changed.validate()
        rows[row] = changed
    }

    package mutating func setColumnBounds(_ column: Int, lower: Double, upper: Double) throws(LinearProgramError) {
        guard 0..<columns.count ~= column else { throw .noSuchColumn(column, columnCount: columns.count) }
        guard LinearProgramError.areBounds(lower, upper) else {
            throw .columnBounds(column: columns.names[column], lower: lower, upper: upper)
        }
        columns.lower[column] = lower
        columns.upper[column] = upper
    }

    /// - Parameter coefficients: one for each column.
    package mutating func setObjective(coefficients: [Double], constant: Double = 0) throws(LinearProgramError) {
        try LinearProgramError.checkObjective(coefficients, constant: constant, columnNames: columns.names)
        columns.objective = coefficients
        objectiveConstant = constant
    }
}

extension LinearProgramError {
    static func checkObjective(_ coefficients: [Double], constant: Double, columnNames: [String]) throws(LinearProgramError) {
        guard coefficients.count == columnNames.count else {
            throw .count(of: "objective coefficients", given: coefficients.count, needed: columnNames.count)
        }
        guard constant.isFinite else { throw .objectiveConstant(constant) }
        if let column = coefficients.firstIndex(where: { !$0.isFinite }) {
            throw .objective(column: columnNames[column], value: coefficients[column])
        }
    }
}

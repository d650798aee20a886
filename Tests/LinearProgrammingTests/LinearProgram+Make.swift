import LinearProgramming

/// Short ways to write programmes that are known to be valid.
extension LinearProgram {
    static func make(_ sense: ObjectiveSense, constant: Double = 0, rows: [LinearRow], columns: [LinearColumn]) -> LinearProgram {
        do {
            var program = try LinearProgram(sense: sense, rows: rows, columns: columns)
            try program.setObjective(coefficients: columns.map(\.objective), constant: constant)
            return program
        } catch {
            preconditionFailure("\(error)")
        }
    }

    func column(_ index: Int) -> LinearColumn { columns[index] }
}

extension LinearColumn {
    /// A column by its coefficients in all rows; zeros are left out.
    static func make(
        _ name: String, _ objective: Double, _ coefficients: [Double], lower: Double = 0, upper: Double = .infinity
    ) -> LinearColumn {
        LinearColumn(
            name: name, objective: objective, lower: lower, upper: upper,
            entries: coefficients.enumerated().filter { $1 != 0 }.map { .init(row: $0, coefficient: $1) })
    }
}

/// Proof, or refutation, that a point and its duals are optimal for a linear programme. It trusts no solver: everything is computed anew from
/// the programme, the column values and the row duals.
///
/// For a minimum, a dual (or reduced cost) that is positive belongs to a lower bound and a negative one to an upper bound; for a maximum the
/// other way round. The dual objective is the constant plus, over rows and columns, dual times the bound it belongs to. A dual that belongs to
/// an infinite bound adds nothing there and counts as a dual violation instead.
///
/// Every figure is relative and not negative; infinity stands for numbers that are not finite.
package struct OptimalityCheck: Sendable, Hashable {
    /// The objective at the column values.
    package let objective: Double
    package let dualObjective: Double
    /// Largest distance outside the bounds: of a row relative to max(1, |bound|, sum_j |a_ij x_j|), of a column to max(1, |bound|).
    package let primalViolation: Double
    /// Largest dual on the wrong side: of a column relative to max(1, |c_j|, sum_i |a_ij y_i|), of a row to max(1, |y_i|).
    package let dualViolation: Double
    /// Largest product of a dual and the distance to the bound it belongs to, relative to max(1, |objective|).
    package let complementarityViolation: Double
    /// |objective - dual objective| relative to max(1, |objective|).
    package let dualityGap: Double

    /// - Parameters:
    ///   - columnValues: one for each column.
    ///   - rowDuals: one for each row, signed as in `LinearSolution`.
    package init(program: LinearProgram, columnValues: [Double], rowDuals: [Double]) {
        precondition(columnValues.count == program.columns.count, "one value for each column")
        precondition(rowDuals.count == program.rows.count, "one dual for each row")
        var tally = Tally(program: program, columnValues: columnValues, rowDuals: rowDuals)
        tally.visitColumns()
        tally.visitRows()

        let scale = max(1, tally.objective.magnitude)
        let gap = (tally.objective - tally.dualObjective).magnitude / scale
        objective = tally.objective
        dualObjective = tally.dualObjective
        primalViolation = tally.primalViolation
        dualViolation = tally.dualViolation
        complementarityViolation = tally.largestProduct / scale
        dualityGap = gap.isFinite ? gap : .infinity
    }

    package init(program: LinearProgram, solution: LinearSolution) {
        self.init(program: program, columnValues: solution.columnValues, rowDuals: solution.rowDuals)
    }

    package var largestViolation: Double {
        max(primalViolation, dualViolation, complementarityViolation, dualityGap)
    }

    /// Whether the point is optimal, up to the tolerance in each of the four figures.
    package func holds(within tolerance: Double) -> Bool {
        largestViolation <= tolerance
    }
}

/// Sums and maxima of one walk over columns and rows.
private struct Tally {
    let program: LinearProgram
    let columnValues: [Double]
    let rowDuals: [Double]

    var objective: Double
    var dualObjective: Double
    var primalViolation = 0.0
    var dualViolation = 0.0
    var largestProduct = 0.0
    private var activities: [Double]
    /// sum_j |a_ij x_j| of each row.
    private var magnitudes: [Double]

    init(program: LinearProgram, columnValues: [Double], rowDuals: [Double]) {
        self.program = program
        self.columnValues = columnValues
        self.rowDuals = rowDuals
        objective = program.objectiveConstant
        dualObjective = program.objectiveConstant
        activities = [Double](repeating: 0, count: rowDuals.count)
        magnitudes = activities
    }

    mutating func visitColumns() {
        let columns = program.columns
        for column in 0..<columns.count {
            let value = columnValues[column]
            var reducedCost = columns.objective[column]
            var reducedCostScale = max(1, reducedCost.magnitude)
            var priced = 0.0
            for entry in columns.entries(of: column) {
                let row = Int(columns.rows[entry])
                let term = columns.coefficients[entry] * value
                activities[row] += term
                magnitudes[row] += term.magnitude
                let price = columns.coefficients[entry] * rowDuals[row]
                reducedCost -= price
                priced += price.magnitude
            }
            reducedCostScale = max(reducedCostScale, priced)
            objective += columns.objective[column] * value
            visit(
                value: value, lower: columns.lower[column], upper: columns.upper[column], magnitude: 1,
                dual: reducedCost, dualScale: reducedCostScale)
        }
    }

    /// After the columns, which make up the rows' activities.
    mutating func visitRows() {
        for (index, row) in program.rows.enumerated() {
            visit(
                value: activities[index], lower: row.lower, upper: row.upper, magnitude: magnitudes[index],
                dual: rowDuals[index], dualScale: max(1, rowDuals[index].magnitude))
        }
    }

    /// One row or column: a value between bounds, and the dual of those bounds.
    private mutating func visit(value: Double, lower: Double, upper: Double, magnitude: Double, dual: Double, dualScale: Double) {
        if !value.isFinite { primalViolation = .infinity }
        Self.raise(&primalViolation, violation(lower - value, of: lower, magnitude))
        Self.raise(&primalViolation, violation(value - upper, of: upper, magnitude))
        if dual == 0 { return }
        let bound = dual * program.sense.sign < 0 ? upper : lower
        if bound.isFinite {
            dualObjective += dual * bound
            Self.raise(&largestProduct, (dual * (value - bound)).magnitude)
        } else {
            Self.raise(&dualViolation, dual.magnitude / dualScale)
        }
    }

    private func violation(_ excess: Double, of bound: Double, _ magnitude: Double) -> Double {
        bound.isFinite ? excess / max(1, bound.magnitude, magnitude) : 0
    }

    /// A maximum that does not lose a NaN on the way.
    private static func raise(_ largest: inout Double, _ candidate: Double) {
        if candidate.isNaN { largest = .infinity } else if candidate > largest { largest = candidate }
    }
}

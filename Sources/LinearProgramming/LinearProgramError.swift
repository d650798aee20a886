/// Why a row, a column or an index is refused before it can reach a solver.
package enum LinearProgramError: Error, Sendable, Hashable, CustomStringConvertible {
    case rowBounds(row: String, lower: Double, upper: Double)
    case columnBounds(column: String, lower: Double, upper: Double)
    case objective(column: String, value: Double)
    case objectiveConstant(Double)
    case coefficient(column: String, row: String, value: Double)
    case duplicateEntry(column: String, row: String)
    case rowOutOfRange(column: String, row: Int, rowCount: Int)
    case count(of: String, given: Int, needed: Int)
    case noSuchRow(Int, rowCount: Int)
    case noSuchColumn(Int, columnCount: Int)

    package var description: String {
        switch self {
        case .rowBounds(let row, let lower, let upper):
            "row '\(row)': bounds \(lower) and \(upper); a bound is a number, -infinity as a lower or infinity as an upper one"
        case .columnBounds(let column, let lower, let upper):
            "column '\(column)': bounds \(lower) and \(upper); a bound is a number, -infinity as a lower or infinity as an upper one"
        case .objective(let column, let value):
            "column '\(column)': objective coefficient \(value) is not finite"
        case .objectiveConstant(let value):
            "objective constant \(value) is not finite"
        case .coefficient(let column, let row, let value):
            "column '\(column)': coefficient \(value) in row '\(row)' is not finite"
        case .duplicateEntry(let column, let row):
            "column '\(column)': two entries for row '\(row)'; add them up before"
        case .rowOutOfRange(let column, let row, let rowCount):
            "column '\(column)': entry for row \(row), but the rows are 0 ..< \(rowCount)"
        case .count(let what, let given, let needed):
            "\(what): \(given) given, \(needed) needed"
        case .noSuchRow(let row, let rowCount):
            "row \(row) does not exist; the rows are 0 ..< \(rowCount)"
        case .noSuchColumn(let column, let columnCount):
            "column \(column) does not exist; the columns are 0 ..< \(columnCount)"
        }
    }

    /// No NaN, and infinities only where they mean "no bound".
    static func areBounds(_ lower: Double, _ upper: Double) -> Bool {
        lower < .infinity && upper > -.infinity
    }
}

import TableFiles

/// Reads numbers out of a table and reports the cells that are not what their column asks for.
struct CellReader {
    let table: CSVTable
    var problems: DiagnosticCollector

    enum Reading {
        case value(Double)
        case blank
        /// Reported already.
        case wrong
    }

    /// A number in `range`, or blank. An absent column is blank everywhere.
    mutating func read(_ row: Int, _ column: Int?, _ range: NumberRange) -> Reading {
        guard let column else { return .blank }
        switch table.number(row: row, column: column) {
        case .blank: return .blank
        case .value(let value):
            if abs(value) > NumberRange.greatestMagnitude {
                report("out-of-range", row, column) { ("\($0) is too large: at most 1e15 either way", "check the unit") }
                return .wrong
            }
            if range.contains(value) { return .value(value) }
            report("out-of-range", row, column) { text in
                ("\(text) must be \(range.words)", SchemaValidator.helpForRange(value, range))
            }
        case .notFinite:
            report("not-finite", row, column) { ("`\($0)` is not a finite number", "write a number that a computer can hold") }
        case .notANumber:
            report("not-a-number", row, column) { ("`\($0)` is not a number", "write a decimal number, such as 1500 or 0.25") }
        }
        return .wrong
    }

    /// A number that must be there; nil after a report.
    mutating func require(_ row: Int, _ column: Int?, _ range: NumberRange) -> Double? {
        guard let column else { return nil }
        switch read(row, column, range) {
        case .value(let value): return value
        case .wrong: return nil
        case .blank:
            report("blank-cell", row, column) { _ in ("the cell is blank", "every row needs a number here") }
            return nil
        }
    }

    /// A number, or `whenBlank`; nil after a report.
    mutating func read(_ row: Int, _ column: Int?, _ range: NumberRange, whenBlank: Double) -> Double? {
        switch read(row, column, range) {
        case .value(let value): value
        case .blank: whenBlank
        case .wrong: nil
        }
    }

    /// An error about one cell: the message is led by the column's name. `words` gets the cell's text.
    mutating func report(_ code: String, _ row: Int, _ column: Int, _ words: (String) -> (message: String, help: String)) {
        let table = table
        problems.add(code: code, file: table.name) {
            let (message, help) = words(table.text(row: row, column: column).excerpt)
            return .error(code, at: table.location(row: row, column: column), "\(table.header[column]): \(message)", help: help)
        }
    }

    mutating func warn(_ code: String, _ row: Int, _ column: Int, _ words: () -> (message: String, help: String)) {
        let table = table
        problems.add(code: code, file: table.name) {
            let (message, help) = words()
            return .warning(code, at: table.location(row: row, column: column), message, help: help)
        }
    }
}

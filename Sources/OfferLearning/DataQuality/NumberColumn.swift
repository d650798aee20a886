import ScenarioFiles
import TableFiles

/// One pass over a column of numbers: what is blank, wrong or doubtful, and the moments of what is a number.
struct NumberColumn: Sendable {
    private(set) var blanks = Findings()
    private(set) var faults = Findings()
    private(set) var doubts = Findings()
    /// Of all allowed numbers.
    private(set) var moments = ColumnMoments()

    /// - Parameter forms: of the rows, where the column's range depends on them.
    init(_ name: String, _ rule: NumberRule, at column: Int, of table: CSVTable, forms: RowForms?) {
        let narrowed = forms?.narrowed(column: name)
        for row in 0..<table.rowCount {
            func example(_ words: (String) -> String) -> DataCheck.Example {
                let text = table.text(row: row, column: column).excerpt
                return DataCheck.Example(location: table.location(row: row, column: column), message: "\(name): \(words(text))")
            }
            switch table.number(row: row, column: column) {
            case .blank: blanks.add { example { _ in "the cell is blank" } }
            case .notANumber: faults.add { example { "`\($0)` is not a number" } }
            case .notFinite: faults.add { example { "`\($0)` is not a finite number" } }
            case .value(let value):
                if let fault = rule.fault(of: value, narrowed: narrowed?.range(row: row)) {
                    faults.add { example { "\($0) \(fault)" } }
                    continue
                }
                moments.add(value)
                if let doubt = rule.doubt(about: value) { doubts.add { example { "\($0) \(doubt)" } } }
            }
        }
    }

    /// The moments alone, of a table whose cells are not checked.
    static func moments(_ rule: NumberRule, at column: Int, of table: CSVTable) -> ColumnMoments {
        var moments = ColumnMoments()
        for row in 0..<table.rowCount {
            if case .value(let value) = table.number(row: row, column: column), rule.fault(of: value) == nil { moments.add(value) }
        }
        return moments
    }
}

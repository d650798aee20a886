package import TableFiles

/// What one check of one table came to (model.md section 15).
package struct DataCheck: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case freshness, format, completeness, duplicates, references, ranges
        case meanChange = "mean_change"
    }

    /// From harmless to grave.
    package enum Verdict: String, Sendable, CaseIterable, Comparable {
        case notChecked = "not_checked"
        case pass, warn, fail

        private var rank: Int {
            switch self {
            case .notChecked: 0
            case .pass: 1
            case .warn: 2
            case .fail: 3
            }
        }

        package static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }
    }

    /// A row, cell or column that the verdict rests on.
    package struct Example: Sendable, Equatable {
        package let location: SourceLocation
        package let message: String
    }

    /// The table's key under `tables`.
    package let table: String
    package let kind: Kind
    /// Mean change only: the column.
    package let column: String?
    package let verdict: Verdict
    /// How many days, cells, rows or references are not as they should be: of the gravest kind that there are any of.
    package let count: Int
    /// What was found, in the unit of the check: days, share of cells, number of cells or rows, standard deviations.
    package let measured: Double?
    /// The most that passes; of completeness, the least.
    package let expected: Double?
    /// Mean change only: the change in standard errors of the difference.
    package let standardErrors: Double?
    /// What was found, for people: a sentence without its full stop.
    package let message: String
    /// The first few.
    package let examples: [Example]

    init(
        _ kind: Kind, of table: String, column: String? = nil, _ verdict: Verdict, count: Int = 0, measured: Double? = nil,
        expected: Double? = nil, standardErrors: Double? = nil, message: String, examples: [Example] = []
    ) {
        self.table = table
        self.kind = kind
        self.column = column
        self.verdict = verdict
        self.count = count
        self.measured = measured
        self.expected = expected
        self.standardErrors = standardErrors
        self.message = message
        self.examples = examples
    }

    /// The check with the name of its column, as messages call it.
    package var name: String {
        let words = kind == .meanChange ? "mean change" : kind.rawValue
        return column.map { "\(words) of \($0)" } ?? words
    }

    /// A check that cannot be made, and why.
    static func notChecked(
        _ kind: Kind, of table: String, column: String? = nil, because reason: String, measured: Double? = nil
    ) -> DataCheck {
        DataCheck(kind, of: table, column: column, .notChecked, measured: measured, message: reason)
    }
}

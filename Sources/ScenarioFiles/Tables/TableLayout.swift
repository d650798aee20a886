package import OfferModel

/// The columns of a table as data: what data checks hold a file against. The readers refuse what these rules call wrong, which a test
/// compares on thousands of damaged tables.
package struct TableLayout: Sendable {
    /// One way of filling a row, told by the columns that are its alone.
    package struct Form: Sendable {
        package let name: String
        package let ownColumns: [String]
        package let requiredColumns: [String]
        /// Columns of any form that may be filled in this one.
        package let allowedColumns: [String]
        /// Whether a key may have several rows, each a point of one curve.
        package let isOfPoints: Bool
        /// Ranges that are narrower in this form than the column's.
        package let narrowed: [String: NumberRange]
    }

    /// What tells the points of a curve apart, and what they must agree on.
    package static let pointColumn = "percent"
    package static let organicColumn = "organic"
    /// Probabilities of a matrix, which sum to 1 for each level that they lead from.
    package static let probabilityColumn = "probability"

    private let fixedColumns: [TableColumn]
    private let hasWideValues: Bool
    /// Columns that together tell one row from another, where the table has them or cannot do without.
    private let keyColumns: [String]
    /// None where all rows are alike.
    package let forms: [Form]
    /// Whether a table without rows says something.
    package let mayBeEmpty: Bool
    /// Whether the rows of a segment key are a matrix of transitions from each level.
    package let hasMatrices: Bool
    /// Whether every offer is expected to have rows.
    package let isOfAnswers: Bool
    /// Whether every segment with a level needs rows.
    package let isOfLevels: Bool
    private let factors: [Factor]

    init(
        columns: [TableColumn], key: [String], forms: [Form] = [], hasWideValues: Bool = false, mayBeEmpty: Bool = false,
        hasMatrices: Bool = false, isOfAnswers: Bool = false, isOfLevels: Bool = false, feeds: [Factor]
    ) {
        fixedColumns = columns
        keyColumns = key
        self.forms = forms
        self.hasWideValues = hasWideValues
        self.mayBeEmpty = mayBeEmpty
        self.hasMatrices = hasMatrices
        self.isOfAnswers = isOfAnswers
        self.isOfLevels = isOfLevels
        factors = feeds
    }

    /// The columns, with those that only this header has.
    package func columns(in header: [String]) -> [TableColumn] {
        hasWideValues ? fixedColumns + WideColumns.layout(of: header) : fixedColumns
    }

    /// Columns that together tell one row from another; none where the table has no such columns.
    package func key(in header: [String]) -> [String] {
        keyColumns.filter { name in header.contains(name) || fixedColumns.contains { $0.name == name && $0.isRequired } }
    }

    /// Names in the header that look like wide columns and are none.
    package func malformedColumns(in header: [String]) -> [String] {
        hasWideValues ? WideColumns.malformed(in: header) : []
    }

    /// The factors of model.md section 9 whose inputs the table holds.
    package func feeds(header: [String]) -> [Factor] {
        hasWideValues && header.contains { $0.hasPrefix(WideColumns.ifPrefix) } ? factors + [.value] : factors
    }
}

extension WideColumns {
    /// Columns of values in a table of segments. Values of today alone are read by nobody: only their names are looked at.
    fileprivate static func layout(of header: [String]) -> [TableColumn] {
        let number = TableColumn.Content.number(NumberRule(.any))
        let isRead = header.contains { $0.hasPrefix(ifPrefix) }
        let completed = header.compactMap { name -> TableColumn? in
            guard let (offer, asset) = parts(of: name) else { return nil }
            return TableColumn(name, number, named: [(.offer, offer), (.asset, asset)], needs: nowPrefix + asset)
        }
        let now = header.filter { $0.hasPrefix(nowPrefix) }.map { name in
            TableColumn(name, isRead ? number : .text, named: [(.asset, String(name.dropFirst(nowPrefix.utf8.count)))])
        }
        return now + completed
    }

    fileprivate static func malformed(in header: [String]) -> [String] {
        header.filter { $0.hasPrefix(ifPrefix) && parts(of: $0) == nil }
    }
}

package import OfferModel
package import TableFiles

/// A table that scenario.yaml names, as it was read, with what is promised of it.
package struct TableInput: Sendable {
    /// Its key under `tables`.
    package let key: String
    /// Where scenario.yaml names it.
    package let place: SourceLocation
    /// What diagnostics call the file.
    package let file: String
    /// nil for a table whose columns nobody has described.
    package let layout: TableLayout?
    /// Its sound rows; nil when there is no file with a usable header.
    package let table: CSVTable?
    /// What is wrong with the file as such, the first of each kind.
    package let problems: [Diagnostic]
    package let problemCount: Int
    /// The same table a period ago; nil where none is named.
    package let previous: CSVTable?
    /// nil without `business_date` or `as_of`.
    package let age: TableAge?
    /// Which of the two dates and the lag scenario.yaml leaves out.
    package let missingDates: [String]

    /// The factors whose inputs the table holds.
    package var feeds: [Factor] { layout?.feeds(header: table?.header ?? []) ?? [] }
}

/// What was found of a table's file while the scenario was read.
struct ParsedTable {
    let file: String
    let table: CSVTable?
    let problems: [Diagnostic]
    let problemCount: Int
}

import ScenarioFiles
import TableFiles

/// Which form each row of a table has, where rows may have several (responses.csv: logistic, saturating, table).
struct RowForms: Sendable {
    private static let none: Int8 = -1

    private let forms: [TableLayout.Form]
    /// For each form whether its rows are points of a curve, of which a key may have several.
    private let arePoints: [Bool]
    /// For each row the place of its form; `none` where it fits no form or contradicts itself.
    private let numbers: [Int8]
    /// Rows that fit no form, or lack a part of theirs.
    let gaps: Findings
    /// Rows that fill the columns of two forms.
    let contradictions: Findings

    /// nil where all rows are alike.
    init?(_ layout: TableLayout, of table: CSVTable) {
        guard !layout.forms.isEmpty else { return nil }
        let names = Set(layout.forms.flatMap(\.allowedColumns)).filter { table.columnIndex($0) != nil }.sorted()
        let columns = names.compactMap(table.columnIndex)
        let masks = layout.forms.map { FormMasks($0, names: names) }
        var numbers = [Int8](repeating: Self.none, count: table.rowCount)
        var gaps = Findings()
        var contradictions = Findings()
        for row in 0..<table.rowCount {
            var filled: UInt64 = 0
            for (place, column) in columns.enumerated() where !table.isBlank(row: row, column: column) {
                filled |= UInt64(1) << UInt64(place)
            }
            func example(_ message: String) -> DataCheck.Example {
                DataCheck.Example(location: table.location(row: row, column: 0), message: message)
            }
            guard let form = masks.firstIndex(where: { $0.own & filled != 0 }) else {
                gaps.add { example("the row fits no form") }
                continue
            }
            let name = layout.forms[form].name
            let stray = filled & ~masks[form].allowed
            guard stray == 0 else {
                contradictions.add { example("the row has the \(name) form and fills \(names[stray.trailingZeroBitCount]) as well") }
                continue
            }
            numbers[row] = Int8(form)
            if let missing = masks[form].missing(filled) { gaps.add { example("the \(name) form needs \(missing)") } }
        }
        forms = layout.forms
        arePoints = layout.forms.map(\.isOfPoints)
        self.numbers = numbers
        self.gaps = gaps
        self.contradictions = contradictions
    }

    /// Of the forms.
    var names: [String] { forms.map(\.name) }

    /// The number of the row's form; nil where it has none of its own.
    func form(row: Int) -> Int? { numbers[row] == Self.none ? nil : Int(numbers[row]) }

    /// Whether the row is a point of a curve; nil where it has no form of its own.
    func isPoint(row: Int) -> Bool? { numbers[row] == Self.none ? nil : arePoints[Int(numbers[row])] }

    /// The ranges that forms narrow a column to; nil where none does.
    func narrowed(column: String) -> Narrowed? {
        let ranges = forms.map { $0.narrowed[column] }
        return ranges.allSatisfy { $0 == nil } ? nil : Narrowed(numbers: numbers, ranges: ranges)
    }

    struct Narrowed {
        fileprivate let numbers: [Int8]
        fileprivate let ranges: [NumberRange?]

        func range(row: Int) -> NumberRange? { numbers[row] == RowForms.none ? nil : ranges[Int(numbers[row])] }
    }
}

/// A form's columns as bits, in the order of the names.
private struct FormMasks {
    let own: UInt64
    let allowed: UInt64
    /// Each required column with its bit, 0 where the table lacks it.
    private let required: [(name: String, bit: UInt64)]

    init(_ form: TableLayout.Form, names: [String]) {
        precondition(names.count <= UInt64.bitWidth, "\(names.count) columns")
        func bit(_ name: String) -> UInt64 { names.firstIndex(of: name).map { UInt64(1) << UInt64($0) } ?? 0 }
        own = form.ownColumns.reduce(0) { $0 | bit($1) }
        allowed = form.allowedColumns.reduce(0) { $0 | bit($1) }
        required = form.requiredColumns.map { ($0, bit($0)) }
    }

    /// The first required column that is not among those filled.
    func missing(_ filled: UInt64) -> String? { required.first { $0.bit & filled == 0 }?.name }
}

import ScenarioFiles
import TableFiles

/// What a table of transitions says of each segment key as a whole: every level has a next month, probabilities sum to 1, and a key has
/// one form (model.md section 12).
struct TransitionMatrices: Sendable {
    /// Levels that no row leads from.
    private(set) var gaps = Findings()
    /// Rows of another form than their key's first.
    private(set) var contradictions = Findings()
    /// Levels whose probabilities do not sum to 1.
    private(set) var wrongSums = Findings()

    private static let tolerance = 1e-9

    /// What one key's rows say.
    private struct Matrix {
        let firstRow: Int
        var form: Int?
        /// The first row of the table for each level that has one.
        var rows: [Int: Int] = [:]
        /// For each level its numbers by the level that they lead to.
        var entries: [Int: [Int: Double]] = [:]
        /// Levels with a row that is wrong in itself, which another check tells.
        var broken: Set<Int> = []
    }

    /// - Parameter levels: all of the ladder.
    init?(_ table: CSVTable, forms: RowForms?, segments: IDColumn?, from: IDColumn?, to: IDColumn?, levels: [String]) {
        guard let forms, let segments, let from, let to, !levels.isEmpty else { return nil }
        let numbers = Dictionary(levels.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let columns = forms.names.map { table.columnIndex($0) }
        let sources = from.ids.map { numbers[$0] }
        let targets = to.ids.map { numbers[$0] }
        var matrices: [Int32: Matrix] = [:]
        for row in 0..<table.rowCount {
            let key = segments.numbers[row]
            guard key != IDColumn.blank, let level = from.place(row: row, in: sources) else { continue }
            var matrix = matrices[key] ?? Matrix(firstRow: row)
            if matrix.rows[level] == nil { matrix.rows[level] = row }
            if let form = forms.form(row: row), let target = to.place(row: row, in: targets), let column = columns[form],
                case .value(let value) = table.number(row: row, column: column)
            {
                if let known = matrix.form, known != form {
                    matrix.broken.formUnion(levels.indices)
                    let line = table.location(row: matrix.firstRow, column: 0).line
                    contradictions.add {
                        let names = "a \(forms.names[form]) where line \(line) begins with a \(forms.names[known])"
                        return .init(location: table.location(row: row, column: segments.column), message: names)
                    }
                }
                matrix.form = matrix.form ?? form
                if matrix.entries[level]?[target] == nil { matrix.entries[level, default: [:]][target] = value }
            } else {
                matrix.broken.insert(level)
            }
            matrices[key] = matrix
        }
        for (key, matrix) in matrices.sorted(by: { $0.value.firstRow < $1.value.firstRow }) {
            let place = table.location(row: matrix.firstRow, column: segments.column)
            let isOfProbabilities = matrix.form.map { forms.names[$0] == TableLayout.probabilityColumn } ?? false
            for (level, name) in levels.enumerated() {
                guard let row = matrix.rows[level] else {
                    gaps.add { .init(location: place, message: "\(segments.ids[Int(key)].excerpt): no row leads from the level \(name)") }
                    continue
                }
                guard isOfProbabilities, !matrix.broken.contains(level) else { continue }
                let entries = matrix.entries[level] ?? [:]
                let sum = levels.indices.reduce(0.0) { $0 + (entries[$1] ?? 0) }
                guard abs(sum - 1) > Self.tolerance else { continue }
                wrongSums.add {
                    .init(
                        location: table.location(row: row, column: from.column),
                        message: "the probabilities from \(name) sum to \(NumberText.short(sum, digits: 12)), not to 1")
                }
            }
        }
    }
}

import OfferModel
import TableFiles

/// transitions.csv: how customers move between the levels of the ladder in a month, as probabilities or as counts.
///
/// The most specific key wins with all its rows for a segment, as in values.csv: a key states a whole matrix. A transition without a row
/// cannot happen.
struct TransitionTable {
    static let required = ["segment", "from", "to"]
    static let optional = ["probability", "count"]

    /// What one key's rows say.
    private struct Matrix {
        let firstRow: Int
        /// nil while no row could be read.
        var isCounted: Bool?
        /// By place in the matrix, row after row.
        var cells: [Int: Double] = [:]
        /// The first row of the table for each level that has one.
        var rows: [Int: Int] = [:]
        /// Levels with a row that could not be read.
        var broken: Set<Int> = []

        init(firstRow: Int) {
            self.firstRow = firstRow
        }
    }

    private let keys: SegmentKeys
    private let levels: [String]
    private let levelNumbers: [String: Int]
    private var cells: CellReader
    private let probabilityColumn: Int?
    private let countColumn: Int?
    private var segmentColumn: KeyColumn
    private let fromColumn: Int
    private let toColumn: Int
    private var matrices: [Int: Matrix] = [:]

    /// Most cells of all matrices.
    private static let mostCells = 1 << 25

    /// The matrices by the number of their key; nil after errors that leave nothing to look at.
    static func read(
        _ table: CSVTable, keys: SegmentKeys, levels: [String], problems: inout DiagnosticCollector
    ) -> [Int: LadderTransitions]? {
        let header = TableHeader(of: table, required: required, optional: optional, problems: &problems)
        guard let columns = header.all(required) else { return nil }
        guard optional.contains(where: { header[$0] != nil }) else {
            problems.add(
                .error(
                    "missing-column", at: table.headerLocation(column: 0), "neither `probability` nor `count` is there",
                    help: "add the column `count` with transitions seen, or `probability`"))
            return nil
        }
        guard table.rowCount > 0 else {
            problems.add(
                .error(
                    "empty-table", at: SourceLocation(file: table.name), "the table has no rows", help: "say how customers move"))
            return nil
        }
        var reading = TransitionTable(table, header, columns, keys, levels, problems)
        for row in 0..<table.rowCount { reading.read(row) }
        reading.checkMatrices()
        problems = reading.cells.problems
        guard reading.matrices.count * levels.count * levels.count <= mostCells else {
            problems.add(
                .error(
                    "too-large", at: SourceLocation(file: table.name), "all matrices together have more than \(mostCells) cells",
                    help: "state them by macro-segment"))
            return nil
        }
        return reading.transitions
    }

    private init(
        _ table: CSVTable, _ header: TableHeader, _ columns: [Int], _ keys: SegmentKeys, _ levels: [String], _ problems: DiagnosticCollector
    ) {
        self.keys = keys
        self.levels = levels
        levelNumbers = Dictionary(levels.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        cells = CellReader(table: table, problems: problems)
        probabilityColumn = header["probability"]
        countColumn = header["count"]
        segmentColumn = KeyColumn(column: columns[0], numbers: keys.numbers, count: keys.count)
        fromColumn = columns[1]
        toColumn = columns[2]
    }

    private mutating func read(_ row: Int) {
        let key = segmentColumn.number(row: row, in: cells.table)
        if key == nil { cells.report("unknown-id", row, segmentColumn.column, keys.unknown) }
        let from = cells.level(row, fromColumn, levelNumbers, levels)
        let to = cells.level(row, toColumn, levelNumbers, levels)
        let entry = entry(row)
        guard let key, let from else { return }
        if matrices[key]?.rows[from] == nil { matrices[key, default: Matrix(firstRow: row)].rows[from] = row }
        guard let entry, let to else {
            matrices[key]?.broken.insert(from)
            return
        }
        let place = from * levels.count + to
        let isCounted = matrices[key]?.isCounted ?? entry.isCounted
        if isCounted != entry.isCounted {
            reportMixedForms(row, key, isCounted: isCounted)
        } else if matrices[key]?.cells[place] != nil {
            cells.report("duplicate-transition", row, segmentColumn.column) { [levels] in
                ("a second row for \($0) from \(levels[from]) to \(levels[to])", "keep one of the two")
            }
        } else {
            matrices[key]?.isCounted = isCounted
            matrices[key]?.cells[place] = entry.value
        }
    }

    private mutating func reportMixedForms(_ row: Int, _ key: Int, isCounted: Bool) {
        matrices[key]?.broken.formUnion(levels.indices)
        let line = cells.table.location(row: matrices[key]?.firstRow ?? row, column: 0).line
        cells.report("mixed-forms", row, segmentColumn.column) {
            (
                "\($0) has both counts and probabilities",
                "keep one of the two; its \(isCounted ? "counts" : "probabilities") begin on line \(line)"
            )
        }
    }

    /// The row's number, and whether it counts; nil after a report.
    private mutating func entry(_ row: Int) -> (value: Double, isCounted: Bool)? {
        let probability = cells.read(row, probabilityColumn, .share)
        let count = cells.read(row, countColumn, .notNegative)
        switch (probability, count) {
        case (.value(let probability), .blank): return (probability, false)
        case (.blank, .value(let count)): return (count, true)
        case (.value, .value):
            cells.report("two-forms", row, countColumn ?? 0) { _ in
                ("the row has both a probability and a count", "leave one of them blank")
            }
            return nil
        case (.blank, .blank):
            cells.report("blank-cell", row, probabilityColumn ?? countColumn ?? 0) { _ in
                ("the row has neither a probability nor a count", "every row needs one of them; a count may be 0")
            }
            return nil
        case (.wrong, _), (_, .wrong): return nil
        }
    }

    /// Every level has a next month, and probabilities sum to 1.
    private mutating func checkMatrices() {
        for (_, matrix) in matrices.sorted(by: { $0.value.firstRow < $1.value.firstRow }) {
            for (level, name) in levels.enumerated() {
                guard let row = matrix.rows[level] else {
                    cells.report("no-transitions", matrix.firstRow, segmentColumn.column) {
                        ("\($0) has no row from the level \(name)", "say where its customers are a month later, if only \(name) again")
                    }
                    continue
                }
                guard let isCounted = matrix.isCounted, !matrix.broken.contains(level) else { continue }
                let sum = entries(of: matrix, from: level).reduce(0) { $0 + ($1 ?? 0) }
                if !isCounted, abs(sum - 1) > 1e-9 {
                    cells.report("transition-sum", row, fromColumn) {
                        ("the probabilities from \($0) sum to \(ScalarText.number(sum)), not to 1", "adjust them, or add what is missing")
                    }
                } else if isCounted, sum == 0 {
                    cells.warn("unseen-level", row, fromColumn) {
                        (
                            "nobody was seen to leave \(name) or stay: the prior alone says what happens there, and standard errors of values are too small",
                            "count longer, or put \(name) together with a neighbour"
                        )
                    }
                }
            }
        }
    }

    private var transitions: [Int: LadderTransitions] {
        Dictionary(
            uniqueKeysWithValues: matrices.map { key, matrix in
                let name = cells.table.text(row: matrix.firstRow, column: segmentColumn.column)
                let content: LadderTransitions.Content =
                    matrix.isCounted ?? false
                    ? .counts(levels.indices.flatMap { entries(of: matrix, from: $0) }) : .probabilities(probabilities(matrix))
                return (key, LadderTransitions(key: name, content: content))
            })
    }

    /// What the table says of the transitions from a level; nil where it has no row.
    private func entries(of matrix: Matrix, from level: Int) -> [Double?] {
        levels.indices.map { matrix.cells[level * levels.count + $0] }
    }

    /// Each row divided by its sum, which is 1 but for rounding.
    private func probabilities(_ matrix: Matrix) -> [Double] {
        levels.indices.flatMap { level -> [Double] in
            let row = entries(of: matrix, from: level).map { $0 ?? 0 }
            let sum = row.reduce(0, +)
            return row.map { sum > 0 ? $0 / sum : 0 }
        }
    }
}

extension CellReader {
    /// The number of the level that a cell names; nil after a report.
    mutating func level(_ row: Int, _ column: Int, _ numbers: [String: Int], _ known: [String]) -> Int? {
        if let number = numbers[table.text(row: row, column: column)] { return number }
        report("unknown-id", row, column) { ("there is no level `\($0)`", ReferenceRules.help(for: $0, among: known)) }
        return nil
    }
}

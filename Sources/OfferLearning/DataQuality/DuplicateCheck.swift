import ScenarioFiles
import TableFiles

/// Whether every key has one row, or in a form of points one row a point; and whether rows of one key agree. Any other row: fail.
enum DuplicateCheck {
    static func check(_ scan: TableScan) -> DataCheck {
        if scan.keyColumns.isEmpty { return .notChecked(.duplicates, of: scan.key, because: "its rows have no key") }
        if scan.isSound { return Self.check(scan, Findings()) }
        let columns = scan.keyColumns.compactMap(scan.keyIDs)
        guard columns.count == scan.keyColumns.count else {
            let missing = scan.keyColumns.filter { scan.table.columnIndex($0) == nil }.joined(separator: ", ")
            return .notChecked(.duplicates, of: scan.key, because: "the column \(missing) is missing")
        }
        var failures = scan.forms?.contradictions ?? Findings()
        if let matrices = scan.matrices { failures.add(matrices.contradictions) }
        var rows = KeyedRows(scan, columns)
        for row in 0..<scan.table.rowCount {
            guard let problem = rows.add(row) else { continue }
            let table = scan.table
            failures.add {
                let key = columns.compactMap { $0.id(row: row)?.excerpt }.joined(separator: ", ")
                let first = table.location(row: problem.first, column: 0).line
                return .init(
                    location: table.location(row: row, column: columns[0].column), message: "\(key): \(problem.words) line \(first)")
            }
        }
        return check(scan, failures)
    }

    private static func check(_ scan: TableScan, _ failures: Findings) -> DataCheck {
        DataCheck(
            .duplicates, of: scan.key, failures: failures, doubts: Findings(),
            message: failures.count == 0
                ? "every key has one row" : "\(failures.count.counted("row")) repeating or contradicting another")
    }
}

/// The rows so far by their keys.
private struct KeyedRows {
    private struct First {
        let row: Int
        let isPoint: Bool
        /// Of a point.
        let organic: CellNumber?
    }

    /// A point of a key's table: the place of the key's first row and the percent.
    private struct Point: Hashable {
        let first: Int
        let percent: Double
    }

    private let scan: TableScan
    private let columns: [IDColumn]
    private let organic: Int?
    private let percent: Int?
    private var firsts: [SIMD4<Int32>: First] = [:]
    private var points: [Point: Int] = [:]

    init(_ scan: TableScan, _ columns: [IDColumn]) {
        precondition(columns.count <= SIMD4<Int32>.scalarCount, "a key of \(columns.count) columns")
        self.scan = scan
        self.columns = columns
        organic = scan.table.columnIndex(TableLayout.organicColumn)
        percent = scan.table.columnIndex(TableLayout.pointColumn)
    }

    /// Takes the row in; what is wrong with it in the light of those before is returned in words that end before a line number.
    mutating func add(_ row: Int) -> (first: Int, words: String)? {
        var key = SIMD4<Int32>()
        for (place, column) in columns.enumerated() {
            let number = column.numbers[row]
            // A row without its key is a gap, not a repetition.
            guard number != IDColumn.blank else { return nil }
            key[place] = number
        }
        let point: Bool? = if let forms = scan.forms { forms.isPoint(row: row) } else { false }
        guard let isPoint = point else { return nil }
        let stated = isPoint ? organic.map { scan.table.number(row: row, column: $0) } : nil
        guard let first = firsts[key] else {
            firsts[key] = First(row: row, isPoint: isPoint, organic: stated)
            if isPoint { _ = addPoint(row, first: row) }
            return nil
        }
        if first.isPoint != isPoint { return (first.row, "a row of another form than the one on") }
        guard isPoint else { return (first.row, "a second row; the first is on") }
        if let point = addPoint(row, first: first.row) { return (point, "a second point at this percent; the first is on") }
        return first.organic == stated ? nil : (first.row, "organic differs from")
    }

    /// The row that has the same point already.
    private mutating func addPoint(_ row: Int, first: Int) -> Int? {
        guard let percent, case .value(let value) = scan.table.number(row: row, column: percent) else { return nil }
        let point = Point(first: first, percent: value)
        if let known = points[point] { return known }
        points[point] = row
        return nil
    }
}

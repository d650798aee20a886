import OfferModel
import TableFiles

/// segments.csv as read: the segments sorted by id, so that permuted rows give the same answer.
struct SegmentTable {
    static let required = ["segment", "customers", "monthly_spend", "spend_cv", "monthly_redemption", "base_percent"]
    static let optional = ["macro", "contacts", "spend_lift", "spend_persistence", "fraud_multiplier", "completed"] + calibratedColumns
    /// Columns that `calibrate spend` adds; they are left aside.
    private static let calibratedColumns = ["monthly_spend_se", "spend_cv_se", "spend_persistence_se", "monthly_redemption_se"]

    let table: CSVTable
    let segments: [Segment]
    /// The row of each segment.
    let rows: [Int]
    let keys: SegmentKeys
    /// Names of the macro-segments, sorted.
    let macros: [String]

    /// Reads the rows; those with an error are left out, their ids stay known.
    static func read(
        _ table: CSVTable, declared: Declared, defaultContacts: Int?, problems: inout DiagnosticCollector
    ) -> SegmentTable? {
        let header = TableHeader(
            of: table, required: required, optional: optional + (declared.levels.isEmpty ? [] : ["level"]),
            wide: [WideColumns.nowPrefix, WideColumns.ifPrefix], problems: &problems)
        guard let column = header["segment"] else { return nil }
        if table.rowCount == 0 {
            problems.add(
                .error("empty-table", at: SourceLocation(file: table.name), "the table has no rows", help: "add a row for each segment"))
        }
        var reader = SegmentRowReader(
            cells: CellReader(table: table, problems: problems), header: header, offers: declared.offerNumbers,
            levels: declared.levels, levelNumbers: declared.levelNumbers, defaultContacts: defaultContacts)
        var rowOfID: [String: Int] = [:]
        rowOfID.reserveCapacity(table.rowCount)
        var segments: [(segment: Segment, row: Int)] = []
        segments.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            let id = table.text(row: row, column: column)
            guard reader.checkID(id, row, column) else { continue }
            if let first = rowOfID.updateValue(row, forKey: id) {
                let place = table.location(row: first, column: column)
                reader.cells.report("duplicate-segment", row, column) {
                    ("`\($0)` is already on line \(place.line)", "keep one row for each segment")
                }
            } else if let segment = reader.segment(id, row) {
                segments.append((segment, row))
            }
        }
        problems = reader.cells.problems
        segments.sort { $0.segment.id < $1.segment.id }
        return SegmentTable(table: table, segments: segments.map(\.segment), rows: segments.map(\.row), unread: rowOfID, header: header)
    }

    private init(table: CSVTable, segments: [Segment], rows: [Int], unread: [String: Int], header: TableHeader) {
        self.table = table
        self.segments = segments
        self.rows = rows
        // Segments whose rows are wrong still lend their ids and macro-segments to the checks of the other tables.
        let read = segments.count == unread.count ? [] : Set(segments.map(\.id))
        let broken = segments.count == unread.count ? [] : unread.keys.filter { !read.contains($0) }.sorted()
        let brokenMacros = broken.map { id in header["macro"].flatMap { Self.macro(in: table, unread[id] ?? 0, $0) } }
        keys = SegmentKeys(segmentIDs: segments.map(\.id) + broken, macroOfSegment: segments.map(\.macro) + brokenMacros)
        macros = Set(segments.compactMap(\.macro) + brokenMacros.compactMap { $0 }).sorted()
    }

    static func macro(in table: CSVTable, _ row: Int, _ column: Int) -> String? {
        let text = table.text(row: row, column: column)
        return text.allSatisfy(\.isWhitespace) ? nil : text
    }
}

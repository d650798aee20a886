import OfferModel
import TableFiles

/// responses.csv: the most specific key wins with all its rows for a (segment, offer).
struct ResponseTable {
    static let keyColumns = ["segment", "offer"]

    private let keys: SegmentKeys
    private let declared: Declared
    private var rows: ResponseRowReader
    private var segmentColumn: KeyColumn
    private var offerColumn: KeyColumn
    private var drafts: ResponseDrafts
    private let slopeColumn: Int
    private let ceilingColumn: Int
    private let percentColumn: Int
    private let completionColumn: Int

    /// The responses of the first `readSegments` segments; nil when the header is not usable.
    static func read(
        _ table: CSVTable, keys: SegmentKeys, readSegments: Int, declared: Declared, grids: [OfferGrid?],
        problems: inout DiagnosticCollector
    ) -> SegmentOfferGrid<Response?>? {
        let required = keyColumns + ["organic"]
        let header = TableHeader(
            of: table, required: required, optional: ResponseForm.columns.dropFirst() + ResponseForm.calibratedColumns, problems: &problems)
        if table.rowCount == 0 {
            problems.add(
                .error("empty-table", at: SourceLocation(file: table.name), "the table has no rows", help: "say how segments answer"))
        }
        guard let columns = header.all(required) else { return nil }
        guard ResponseForm.allCases.contains(where: { header.all($0.requiredColumns) != nil }) else {
            problems.add(
                .error("missing-column", at: table.headerLocation(column: 0), "no form has all its columns", help: ResponseForm.help))
            return nil
        }
        var responses = ResponseTable(table, header, columns, keys, declared, problems)
        for row in 0..<table.rowCount { responses.read(row) }
        responses.finishTables()
        responses.checkAgainstOrganic(grids)
        problems = responses.rows.cells.problems
        return responses.resolved(readSegments)
    }

    private init(
        _ table: CSVTable, _ header: TableHeader, _ columns: [Int], _ keys: SegmentKeys, _ declared: Declared,
        _ problems: DiagnosticCollector
    ) {
        self.keys = keys
        self.declared = declared
        rows = ResponseRowReader(cells: CellReader(table: table, problems: problems), header: header)
        segmentColumn = KeyColumn(column: columns[0], numbers: keys.numbers, count: keys.count)
        offerColumn = KeyColumn(column: columns[1], numbers: declared.offerNumbers, count: declared.offers.count)
        drafts = ResponseDrafts(keyCount: keys.count, offerCount: declared.offers.count)
        slopeColumn = header["slope"] ?? 0
        ceilingColumn = header["ceiling"] ?? 0
        percentColumn = header["percent"] ?? 0
        completionColumn = header["completion"] ?? 0
    }

    private mutating func read(_ row: Int) {
        let table = rows.cells.table
        let key = segmentColumn.number(row: row, in: table)
        let offer = offerColumn.number(row: row, in: table)
        if key == nil { rows.cells.report("unknown-id", row, segmentColumn.column, keys.unknown) }
        if offer == nil {
            let known = declared.offers
            rows.cells.report("unknown-id", row, offerColumn.column) {
                ("there is no offer `\($0)`", ReferenceRules.help(for: $0, among: known))
            }
        }
        guard let content = rows.read(row) else { return }
        warnIfFalling(content, row)
        guard let key, let offer, let problem = drafts.add(content, row: row, key: key, offer: offer) else { return }
        let line = table.location(row: problem.first, column: 0).line
        rows.report(problem.code, row, problem.message, "\(problem.help); the first is on line \(line)")
    }

    /// A response that falls as the percent rises: the optimizer would then pay less for more.
    private mutating func warnIfFalling(_ content: ResponseRow, _ row: Int) {
        switch content.content {
        case .logistic(_, let slope, _, _) where slope < 0:
            rows.cells.warn("falling-response", row, slopeColumn) {
                ("slope is negative: completion falls as the percent rises", "check the sign, or the fit")
            }
        case .saturating(let floor, let ceiling, _) where ceiling < floor:
            rows.cells.warn("falling-response", row, ceilingColumn) {
                ("ceiling is below floor: completion falls as the percent rises", "check that the two are not swapped")
            }
        default: break
        }
    }

    private mutating func finishTables() {
        var duplicates: [Int] = []
        var falls: [Int] = []
        drafts.sortPoints(onDuplicate: { duplicates.append(Int($0.row)) }, onFall: { falls.append(Int($0.row)) })
        for row in duplicates {
            rows.cells.report("duplicate-point", row, percentColumn) {
                ("a second point at \($0) % for this segment and offer", "keep one of the two")
            }
        }
        for row in falls {
            rows.cells.warn("falling-response", row, completionColumn) {
                ("completion falls as the percent rises", "check the point, or smooth the table")
            }
        }
        let percents = drafts.tables.lazy.flatMap { $0 }.map(\.percent)
        if let largest = percents.max(), largest > 0, largest < 1, let first = drafts.tables.first?.first {
            rows.cells.warn("percent-looks-like-fraction", Int(first.row), percentColumn) {
                ("all percents of the points are below 1 %", "percents are written as 7 for 7 %")
            }
        }
    }

    /// Variants with fewer completions than without them (model.md section 3), told at the headline percent: one warning for each offer,
    /// at the first row, because the smallest percents of a grid often do this in many segments.
    private mutating func checkAgainstOrganic(_ grids: [OfferGrid?]) {
        for (offer, grid) in grids.enumerated() {
            guard let grid else { continue }
            var count = 0
            var first: (row: Int32, organic: Double, finding: OfferGrid.Finding)?
            for key in 0..<keys.count {
                guard let draft = drafts[key, offer],
                    let finding = grid.firstVariant(below: draft.organic, for: drafts.response(draft).curve)
                else { continue }
                count += 1
                if draft.row < first?.row ?? .max { first = (draft.row, draft.organic, finding) }
            }
            if let first { warnBelowOrganic(offer, count, Int(first.row), first.organic, first.finding) }
        }
    }

    private mutating func warnBelowOrganic(_ offer: Int, _ count: Int, _ row: Int, _ organic: Double, _ finding: OfferGrid.Finding) {
        let rounded = { (value: Double) in ScalarText.number((value * 1e6).rounded() / 1e6) }
        let months = "\(finding.months) month" + (finding.months == 1 ? "" : "s")
        let others = count == 1 ? "" : "; \(count) responses to \(declared.offers[offer]) do this"
        rows.cells.warn("completion-below-organic", row, segmentColumn.column) {
            (
                "at \(ScalarText.number(finding.percent)) % for \(months) completion is \(rounded(finding.completion)), below organic "
                    + "\(rounded(organic))\(others)", "check the fit, or drop the smallest percents"
            )
        }
    }

    private func resolved(_ readSegments: Int) -> SegmentOfferGrid<Response?> {
        let offerCount = declared.offers.count
        var grid = SegmentOfferGrid<Response?>(repeating: nil, segmentCount: readSegments, offerCount: offerCount)
        // Responses of macro-segments and `*` are made once, so that their segments share the points.
        let firstShared = keys.segmentCount * offerCount
        let shared = drafts.drafts[firstShared...].map { $0.map(drafts.response) }
        for segment in 0..<readSegments {
            for offer in 0..<offerCount {
                guard let key = keys.mostSpecific(for: segment, where: { drafts[$0, offer] != nil }) else { continue }
                grid[SegmentIndex(segment), OfferIndex(offer)] =
                    keys.isSegment(key) ? drafts[key, offer].map(drafts.response) : shared[key * offerCount + offer - firstShared]
            }
        }
        return grid
    }
}

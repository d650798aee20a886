import ScenarioFiles
import TableFiles

/// Whether every id that a table names is declared, and the table of segments has those that scenario.yaml names. Any other id: fail. An
/// offer that no response speaks of, or a value of an external partner, which does not count: warn. Tables of the ladder must speak of
/// every segment with a level.
struct ReferenceCheck {
    private let tables: ScenarioTables
    private let offers: Set<String>
    private let assets: Set<String>
    private let levels: Set<String>
    /// nil where the table of segments names none.
    private let segments: Segments?

    private struct Segments {
        let ids: Set<String>
        let macros: Set<String>
        /// Those with a level of the ladder, where they stand and their macro-segments.
        let onLadder: [(id: String, macro: String?, location: SourceLocation)]
    }

    /// - Parameter segments: the scan of the table of segments.
    init(_ tables: ScenarioTables, segments: TableScan?) {
        self.tables = tables
        offers = Set(tables.offers)
        assets = Set(tables.assets)
        levels = Set(tables.levels)
        self.segments = segments.flatMap { scan in
            scan.ids("segment").map { ids in
                let macros = scan.table.columnIndex("macro").map { IDColumn($0, of: scan.table) }
                let levels = scan.ids("level")
                let onLadder = (0..<(levels == nil ? 0 : scan.table.rowCount)).compactMap { row in
                    levels?.id(row: row).flatMap { _ in ids.id(row: row) }.map {
                        (id: $0, macro: macros?.id(row: row), location: scan.table.location(row: row, column: ids.column))
                    }
                }
                return Segments(ids: Set(ids.ids), macros: Set(macros?.ids ?? []), onLadder: onLadder)
            }
        }
    }

    func check(_ scan: TableScan) -> DataCheck {
        var failures = Findings()
        var doubts = Findings()
        for column in scan.columns {
            if case .id(let reference) = column.content { checkIDs(column, reference, scan, &failures, &doubts) }
        }
        if !scan.isSound { checkAll(scan, &failures) }
        if scan.layout.isOfAnswers { checkOffersWithoutRows(scan, &doubts) }
        let unknown = segments == nil && !scan.isSound ? "; segments are not checked, for want of a table of them" : ""
        let found = failures.count > 0 ? "\(failures.count.counted("reference")) to nothing" : "every id is declared"
        let more = failures.count == 0 && doubts.count > 0 ? "; \(doubts.count.counted("thing")) to look at" : ""
        return DataCheck(.references, of: scan.key, failures: failures, doubts: doubts, message: found + more + unknown)
    }

    /// What no reader lets pass, but for columns of single ids.
    private func checkAll(_ scan: TableScan, _ failures: inout Findings) {
        for column in scan.columns {
            checkName(of: column, scan, &failures)
            switch column.content {
            case .ids(let reference): checkLists(column, reference, scan, &failures)
            case .declaredID: checkNamed(scan, &failures)
            case .id, .text, .name, .number: break
            }
        }
        for name in scan.layout.malformedColumns(in: scan.table.header) {
            let column = scan.table.columnIndex(name) ?? 0
            failures.add {
                .init(location: scan.table.headerLocation(column: column), message: "\(name.excerpt) does not name one offer and one asset")
            }
        }
        if scan.layout.isOfLevels { checkSegmentsWithoutRows(scan, &failures) }
    }

    /// nil where it cannot be known.
    private func isKnown(_ id: String, _ reference: TableColumn.Reference) -> Bool? {
        switch reference {
        case .offer: return offers.contains(id)
        case .asset: return assets.contains(id)
        case .level: return levels.contains(id)
        case .payer: return tables.payers.contains(id)
        case .segment: return segments.map { $0.ids.contains(id) }
        case .segmentKey:
            guard let segments else { return nil }
            if id == SegmentKeys.everyone || segments.ids.contains(id) { return true }
            return id.hasPrefix(SegmentKeys.macroPrefix)
                && segments.macros.contains(String(id.dropFirst(SegmentKeys.macroPrefix.utf8.count)))
        }
    }

    private func checkIDs(
        _ column: TableColumn, _ reference: TableColumn.Reference, _ scan: TableScan, _ failures: inout Findings, _ doubts: inout Findings
    ) {
        guard let ids = scan.ids(column.name) else { return }
        let isUnknown = ids.ids.map { isKnown($0, reference) == false }
        let isExternal = ids.ids.map { reference == .asset && tables.externalAssets.contains($0) }
        guard isUnknown.contains(true) || isExternal.contains(true) else { return }
        for (row, number) in ids.numbers.enumerated() where number != IDColumn.blank {
            func example(_ words: (String) -> String) -> DataCheck.Example {
                .init(
                    location: scan.table.location(row: row, column: ids.column),
                    message: "\(column.name): \(words(ids.ids[Int(number)].excerpt))")
            }
            if isUnknown[Int(number)] {
                failures.add { example { "there is no \(reference.word) `\($0)`" } }
            } else if isExternal[Int(number)] {
                doubts.add { example { "the external partner \($0) has no value terms" } }
            }
        }
    }

    private func checkLists(_ column: TableColumn, _ reference: TableColumn.Reference, _ scan: TableScan, _ failures: inout Findings) {
        let table = scan.table
        guard let index = table.columnIndex(column.name) else { return }
        for row in 0..<table.rowCount where !table.isBlank(row: row, column: index) {
            for part in table.text(row: row, column: index).split(separator: ";") {
                let id = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
                guard !id.isEmpty, isKnown(id, reference) == false else { continue }
                failures.add {
                    .init(
                        location: table.location(row: row, column: index),
                        message: "\(column.name): there is no \(reference.word) `\(id.excerpt)`")
                }
            }
        }
    }

    /// Ids in the column's own name.
    private func checkName(of column: TableColumn, _ scan: TableScan, _ failures: inout Findings) {
        guard let index = scan.table.columnIndex(column.name) else { return }
        for (reference, id) in column.named where isKnown(id, reference) == false {
            failures.add {
                .init(
                    location: scan.table.headerLocation(column: index),
                    message: "\(column.name.excerpt): there is no \(reference.word) `\(id.excerpt)`")
            }
        }
    }

    /// Segments and macro-segments that scenario.yaml names.
    private func checkNamed(_ scan: TableScan, _ failures: inout Findings) {
        guard let segments else { return }
        for named in tables.named where !(named.isMacro ? segments.macros : segments.ids).contains(named.id) {
            failures.add {
                let kind = named.isMacro ? "macro-segment" : "segment"
                return .init(location: named.location, message: "\(named.path): \(scan.table.name) has no \(kind) `\(named.id.excerpt)`")
            }
        }
    }

    /// Segments with a level that no row counts for: neither one of their own nor one of their macro-segment or of all.
    private func checkSegmentsWithoutRows(_ scan: TableScan, _ failures: inout Findings) {
        guard let segments, let keys = scan.ids("segment") else { return }
        let columns = scan.columns.compactMap { column -> (ids: IDColumn, counts: [Bool])? in
            guard case .id(let reference) = column.content, let ids = scan.ids(column.name) else { return nil }
            return (ids, ids.ids.map { isKnown($0, reference) != false && !(reference == .asset && tables.externalAssets.contains($0)) })
        }
        var stated = Set<Int32>()
        for row in 0..<scan.table.rowCount
        where columns.allSatisfy({ $0.ids.numbers[row] != IDColumn.blank && $0.counts[Int($0.ids.numbers[row])] }) {
            stated.insert(keys.numbers[row])
        }
        let names = Set(stated.map { keys.ids[Int($0)] })
        guard !names.contains(SegmentKeys.everyone) else { return }
        for segment in segments.onLadder
        where !names.contains(segment.id) && !(segment.macro.map { names.contains(SegmentKeys.macroPrefix + $0) } ?? false) {
            failures.add {
                .init(location: segment.location, message: "\(segment.id.excerpt) has a level, but no rows in \(scan.table.name)")
            }
        }
    }

    private func checkOffersWithoutRows(_ scan: TableScan, _ doubts: inout Findings) {
        guard let ids = scan.ids("offer") else { return }
        let stated = Set(ids.ids)
        for offer in tables.offers where !stated.contains(offer) {
            doubts.add { .init(location: SourceLocation(file: scan.table.name), message: "no row speaks of the offer \(offer.excerpt)") }
        }
    }
}

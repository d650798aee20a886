import OfferModel
import TableFiles

/// The tables of the ladder put together: which transitions and margins each segment has.
struct LadderTables {
    let transitions: [LadderTransitions]
    let margins: [LadderMargins]
    /// One a segment; nil where it has no level.
    let chains: [Ladder.Chain?]

    private static let exampleCount = 5

    /// nil after reports.
    static func read(
        transitions: CSVTable, margins: CSVTable, segments: SegmentTable, declared: Declared, problems: inout DiagnosticCollector
    ) -> LadderTables? {
        let keys = segments.keys
        let readTransitions = TransitionTable.read(transitions, keys: keys, levels: declared.levels, problems: &problems)
        let readMargins = MarginTable.read(margins, keys: keys, declared: declared, problems: &problems)
        guard let readTransitions, let readMargins else { return nil }
        let onLadder = segments.segments.indices.filter { segments.segments[$0].level != nil }
        warnOfLevels(missingIn: segments, problems: &problems)
        /// The contents in use, in the order of their keys, and the position of each segment's.
        func positions<Content>(_ read: [Int: Content], _ table: CSVTable, _ what: String) -> (list: [Content], of: [Int: Int]) {
            let used = onLadder.map { segment in (segment: segment, key: keys.mostSpecific(for: segment, where: { read[$0] != nil })) }
            let without = used.filter { $0.key == nil }.map { segments.segments[$0.segment].id }
            if !without.isEmpty {
                problems.add(
                    .error(
                        "no-\(what)", at: SourceLocation(file: table.name),
                        "there are no \(what) for \(without.count == 1 ? "the segment" : "\(without.count) segments") with a level: "
                            + Self.examples(without),
                        help: "add rows, perhaps with segment `*`"))
            }
            let sorted = Set(used.compactMap { $0.key }).sorted()
            let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($0.element, $0.offset) })
            var positions: [Int: Int] = [:]
            for (segment, key) in used { positions[segment] = key.flatMap { places[$0] } }
            return (sorted.compactMap { read[$0] }, positions)
        }
        let foundTransitions = positions(readTransitions, transitions, "transitions")
        let foundMargins = positions(readMargins, margins, "margins")
        let chains = segments.segments.indices.map { segment -> Ladder.Chain? in
            guard let transitions = foundTransitions.of[segment], let margins = foundMargins.of[segment] else { return nil }
            return Ladder.Chain(transitions: transitions, margins: margins)
        }
        return LadderTables(transitions: foundTransitions.list, margins: foundMargins.list, chains: chains)
    }

    private static func warnOfLevels(missingIn segments: SegmentTable, problems: inout DiagnosticCollector) {
        let table = segments.table
        guard let column = table.columnIndex("level") else {
            problems.add(
                .error(
                    "missing-column", at: table.headerLocation(column: 0), "the column `level` is missing, which the ladder needs",
                    help: "add the present level of each segment's customers"))
            return
        }
        let without = segments.segments.indices.filter { segments.segments[$0].level == nil }
        guard let first = without.map({ segments.rows[$0] }).min() else { return }
        let names = without.map { segments.segments[$0].id }
        problems.add(
            .warning(
                "no-level", at: table.location(row: first, column: column),
                "no level for \(without.count) of \(segments.segments.count) segments, to which the ladder gives no value: \(examples(names))",
                help: "fill in their levels, or state their values in values.csv"))
    }

    private static func examples(_ names: [String]) -> String {
        names.prefix(exampleCount).joined(separator: ", ") + (names.count > exampleCount ? ", ..." : "")
    }
}

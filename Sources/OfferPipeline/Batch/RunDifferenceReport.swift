import OfferReporting
import RunStore
package import TableFiles

/// What one recorded run recommends differently from another.
package struct RunDifferenceReport: Sendable {
    private let before: RecordedRunReport
    private let after: RecordedRunReport
    private let cells: [Cell]

    private struct Cell: Sendable {
        let segment: String
        let offer: String
        let before: [RecordedLine]
        let after: [RecordedLine]
    }

    private struct Key: Hashable {
        let segment: String
        let offer: String
    }

    package init(_ before: RecordedRunReport, _ after: RecordedRunReport) {
        self.before = before
        self.after = after
        func grouped(_ lines: [RecordedLine]) -> [Key: [RecordedLine]] {
            Dictionary(grouping: lines) { Key(segment: $0.segment, offer: $0.offer) }
        }
        let (old, new) = (grouped(before.lines), grouped(after.lines))
        cells = Set(old.keys).union(new.keys).sorted { ($0.segment, $0.offer) < ($1.segment, $1.offer) }.compactMap { key in
            let (was, isNow) = (old[key] ?? [], new[key] ?? [])
            guard was.map(\.shown) != isNow.map(\.shown) else { return nil }
            return Cell(segment: key.segment, offer: key.offer, before: was, after: isNow)
        }
    }

    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-run-diff/1"), "before": before.run.json, "after": after.run.json,
            "totals": .array(
                totals.map {
                    .members(["name": .string($0.name), "before": .optional($0.before), "after": .optional($0.after)])
                }),
            "recommendations": .array(
                cells.map {
                    .members([
                        "segment": .string($0.segment), "offer": .string($0.offer), "before": .array($0.before.map(\.json)),
                        "after": .array($0.after.map(\.json)),
                    ])
                }),
        ])
    }

    package var text: String {
        var lines: [String] = []
        var table = TextTable([("", .left), (before.run.id, .right), (after.run.id, .right)])
        for total in totals {
            table.add([total.name, total.before.map(AmountText.compact) ?? "", total.after.map(AmountText.compact) ?? ""])
        }
        lines += table.lines
        lines += cells.isEmpty ? ["", "The same offers for the same segments."] : ["", "What is shown differently"]
        for cell in cells {
            lines.append("  \(cell.segment), \(cell.offer)".printable)
            lines += (cell.before.isEmpty ? ["not shown"] : cell.before.map(\.shown)).map { "    - \($0)" }
            lines += (cell.after.isEmpty ? ["not shown"] : cell.after.map(\.shown)).map { "    + \($0)" }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private var totals: [(name: String, before: Double?, after: Double?)] {
        let names = before.totals.isEmpty ? after.totals.map(\.name) : before.totals.map(\.name)
        return names.map { name in
            (name, before.totals.first { $0.name == name }?.figure, after.totals.first { $0.name == name }?.figure)
        }
    }
}

extension RecordedLine {
    /// `95 % get 5 %, up to 1,000, 3 mo`
    fileprivate var shown: String { "\(AmountText.trimmed(100 * share, decimals: 2)) % get \(variant)" }
}

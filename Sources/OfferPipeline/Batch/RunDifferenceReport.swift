import OfferReporting
import RunStore
package import TableFiles

/// What one recorded run recommends differently from another.
package struct RunDifferenceReport: Sendable {
    private let before: RecordedRunReport
    private let after: RecordedRunReport
    private let shown: ShownDifference

    package init(_ before: RecordedRunReport, _ after: RecordedRunReport) {
        self.before = before
        self.after = after
        shown = ShownDifference(before: before.lines.map(\.way), after: after.lines.map(\.way)) { $0.map(\.words) == $1.map(\.words) }
    }

    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-run-diff/1"), "before": before.run.json, "after": after.run.json,
            "totals": .array(
                totals.map {
                    .members(["name": .string($0.name), "before": .optional($0.before), "after": .optional($0.after)])
                }),
            "recommendations": shown.json,
        ])
    }

    package var text: String {
        var lines: [String] = []
        var table = TextTable([("", .left), (before.run.id, .right), (after.run.id, .right)])
        for total in totals {
            table.add([total.name, total.before.map(AmountText.compact) ?? "", total.after.map(AmountText.compact) ?? ""])
        }
        lines += table.lines
        lines += shown.isEmpty ? ["", "The same offers for the same segments."] : ["", "What is shown differently"] + shown.lines
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
    fileprivate var way: ShownDifference.Way {
        ShownDifference.Way(segment: segment, offer: offer, share: share, variant: variant, json: json)
    }
}

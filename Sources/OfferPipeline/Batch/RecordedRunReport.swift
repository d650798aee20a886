import OfferReporting
package import RunStore
package import TableFiles

/// A list of runs, for people and programs.
package struct RunListReport: Sendable {
    private let runs: [RunRecord]

    package init(_ runs: [RunRecord]) {
        self.runs = runs
    }

    package var json: JSONValue { .array(runs.map(\.json)) }

    package var text: String {
        guard !runs.isEmpty else { return "No runs.\n" }
        var table = TextTable([
            ("Run", .left), ("scenario", .left), ("started", .left), ("answer", .left), ("objective", .right),
        ])
        for run in runs {
            table.add([
                run.id, run.scenario, run.startedAt, run.state == .done ? run.status : "cut short",
                run.objective.map(AmountText.compact) ?? "",
            ])
        }
        return table.lines.map { $0 + "\n" }.joined()
    }
}

/// A run as the store has it.
package struct RecordedRunReport: Sendable {
    let run: RunRecord
    let totals: [(name: String, figure: Double?)]
    let rows: [RecordedRow]
    let lines: [RecordedLine]

    package init(_ run: RunRecord, in store: RunStore) throws {
        self.run = run
        totals = try store.totals(of: run.id)
        rows = try store.rows(of: run.id)
        lines = try store.lines(of: run.id)
    }

    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-recorded-run/1"), "run": run.json,
            "totals": .object(totals.map { .init($0.name, .optional($0.figure)) }), "constraints": .array(rows.map(\.json)),
            "recommendations": .array(lines.map(\.json)),
        ])
    }

    package var text: String {
        var text = [
            run.title.printable, "  run      \(run.id), \(run.state == .done ? run.status : "cut short"), version \(run.version)",
            "  started  \(run.startedAt), \(AmountText.trimmed(run.seconds, decimals: 1)) s",
        ]
        text += run.folder.wrapped(firstIndent: "  folder   ", indent: "           ")
        for objection in run.objections { text += objection.wrapped(firstIndent: "  against  ", indent: "           ") }
        if !rows.isEmpty {
            var table = TextTable([("Row", .left), ("used", .right), ("limit", .right), ("looser by one brings", .right)])
            for row in rows {
                let price = row.isBinding ? row.shadowPrice.map(AmountText.price) ?? "not known" : ""
                table.add([row.name, AmountText.compact(row.used), AmountText.compact(row.limit), price])
            }
            text += [""] + table.lines
        }
        if !lines.isEmpty {
            var table = TextTable([("Segment", .left), ("share", .right), ("offer", .left), ("shown", .left)])
            for line in lines {
                table.add([line.segment, AmountText.trimmed(100 * line.share, decimals: 1) + " %", line.offer, line.variant])
            }
            text += [""] + table.lines
        }
        return text.map { $0 + "\n" }.joined()
    }
}

extension RunRecord {
    var json: JSONValue {
        .members([
            "id": .string(id), "scenario": .string(scenario), "title": .string(title), "folder": .string(folder),
            "state": .string(state.rawValue), "outcome": .string(outcome), "status": .string(status), "complete": .bool(isComplete),
            "version": .string(version), "inputs_sha256": .string(inputs), "currency": .string(currency), "started_at": .string(startedAt),
            "seconds": .number(seconds), "objections": .array(objections.map { .string($0) }), "objective": .optional(objective),
            "cost": .optional(cost),
        ])
    }
}

extension RecordedRow {
    fileprivate var json: JSONValue {
        .members([
            "name": .string(name), "used": .number(used), "limit": .number(limit), "binding": .bool(isBinding),
            "shadow_price": .optional(shadowPrice),
        ])
    }
}

extension RecordedLine {
    var json: JSONValue {
        .members([
            "segment": .string(segment), "bundle": .integer(bundle), "offer": .string(offer), "percent": .number(percent),
            "monthly_cap": .optional(monthlyCap), "months": .integer(months), "start_month": .integer(startMonth), "share": .number(share),
            "cost": .number(cost),
            "net_value": .number(netValue),
        ])
    }

    var variant: String { AmountText.variant(percent: percent, monthlyCap: monthlyCap, months: months, startMonth: startMonth) }
}

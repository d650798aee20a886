import OfferComparison
package import TableFiles

extension CompareDocument {
    /// The document offerbench-compare/1.
    package var json: JSONValue {
        let objectives = objectives
        return .members([
            "schema": .string("offerbench-compare/1"), "version": .string(version), "before": before.json, "after": after.json,
            "objective": .members([
                "before": .optional(objectives.before), "after": .optional(objectives.after),
                "kind": .members(["before": .string(before.answer.objectiveKind), "after": .string(after.answer.objectiveKind)]),
            ]),
            "waterfall": waterfall.map { .array($0.bars.map(\.json)) } ?? .null,
            "totals": .members(["before": before.answer.totalsJSON, "after": after.answer.totalsJSON]),
            "inputs": inputs?.json ?? .null, "settings": .array(settings.map(\.json)), "constraints": .array(rules.map(\.json)),
            "recommendations": .array(cells.map { $0.json(names: ("before", "after")) }),
            "notes": .array(notes.map { .string($0) }), "complete": .bool(isComplete),
        ])
    }
}

extension CompareDocument.Side {
    fileprivate var json: JSONValue {
        .members([
            "run": .string(run), "kind": .string(kind), "name": .string(answer.name), "status": .string(answer.status),
            "sha256": .optional(answer.sha256), "version": .optional(answer.version),
            "data_checks": dataChecks?.json ?? .null,
        ])
    }
}

extension RecordedAnswer {
    fileprivate var totalsJSON: JSONValue {
        totals.map { .object($0.map { JSONValue.Member($0.name, .optional($0.figure)) }) } ?? .null
    }
}

extension RecordedAnswer.Row {
    fileprivate var json: JSONValue {
        .members([
            "used": .number(used), "limit": .number(limit), "binding": .bool(isBinding), "shadow_price": .optional(shadowPrice),
        ])
    }
}

extension CompareDocument.RulePair {
    fileprivate var json: JSONValue {
        .members(["name": .string(name), "before": before?.json ?? .null, "after": after?.json ?? .null])
    }
}

extension Waterfall.Bar {
    fileprivate var json: JSONValue {
        .members([
            "step": .string(step.rawValue), "change": .optional(change), "objective": .optional(objective),
            "includes": .array(includes.map { .string($0.rawValue) }),
        ])
    }
}

extension SettingChange {
    fileprivate var json: JSONValue {
        .members(["path": .string(path), "before": before ?? .null, "after": after ?? .null])
    }
}

extension CompareDocument.Inputs {
    fileprivate var json: JSONValue {
        .members([
            "files": .array(
                files.map { .members(["role": .string($0.role), "before": .optional($0.before), "after": .optional($0.after)]) }),
            "customers_added": .number(customersAdded), "customers_removed": .number(customersRemoved),
            "tables": .array(tables.map(\.json)),
        ])
    }
}

extension TableChanges {
    fileprivate var json: JSONValue {
        func keys(_ keys: [[String]]) -> JSONValue { .array(keys.map { .string($0.joined(separator: ", ")) }) }
        return .members([
            "table": .string(table), "added": keys(added), "removed": keys(removed),
            "columns": .array(
                columns.map { column in
                    .members([
                        "column": .string(column.name), "count": .integer(column.count),
                        "largest": .array(
                            column.largest.map {
                                .members([
                                    "where": .string($0.key.joined(separator: ", ")), "before": $0.before.json, "after": $0.after.json,
                                ])
                            }),
                    ])
                }),
        ])
    }
}

extension TableChanges.Cell {
    fileprivate var json: JSONValue {
        switch self {
        case .number(let number): .number(number)
        case .text(let text): .string(text)
        case .nothing: .null
        }
    }
}

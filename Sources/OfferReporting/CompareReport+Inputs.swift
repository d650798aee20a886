import OfferComparison
import OfferResults
import TableFiles

extension CompareReport {
    /// What scenario.yaml says differently.
    var settingLines: [String] {
        guard !document.settings.isEmpty else { return [] }
        var lines = ["What scenario.yaml says differently"]
        for change in document.settings.prefix(Self.mostSettings) {
            lines += Self.text(of: change).wrapped(firstIndent: "  ", indent: "    ")
        }
        let hidden = document.settings.count - Self.mostSettings
        return lines + (hidden > 0 ? ["... and \(hidden) more: see --json"] : [])
    }

    private static func text(of change: SettingChange) -> String {
        switch (change.before, change.after) {
        case (let before?, let after?): "\(change.path): \(text(of: before)) -> \(text(of: after))"
        case (nil, let after?): "\(change.path): \(text(of: after)), new"
        case (let before?, nil): "\(change.path): \(text(of: before)), gone"
        case (nil, nil): change.path
        }
    }

    /// A value on one line; whole numbers without a point.
    private static func text(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): AmountText.trimmed(Double(number), decimals: 0)
        case .unsigned(let number): String(number)
        case .number(let number): abs(number) < 1e15 ? AmountText.trimmed(number, decimals: 6) : "\(number)"
        case .string(let text): text
        case .array(let items): "[\(items.map { text(of: $0) }.joined(separator: ", "))]"
        case .object(let members): "{ \(members.map { "\($0.key): \(text(of: $0.value))" }.joined(separator: ", ")) }"
        }
    }

    /// What the tables say differently: who is new or gone, and column by column where most changes.
    var inputLines: [String] {
        guard let inputs = document.inputs else { return [] }
        let changed = inputs.tables.filter { !$0.isEmpty }
        guard !changed.isEmpty else { return [] }
        var lines = ["What the tables say differently"]
        for table in changed {
            let isSegments = table.table == "segments"
            if !table.added.isEmpty {
                let customers = isSegments ? " (\(AmountText.grouped(inputs.customersAdded)) customers)" : ""
                lines += "\(table.table): \(Self.list(table.added)) new\(customers)".wrapped(firstIndent: "  ", indent: "    ")
            }
            if !table.removed.isEmpty {
                let customers = isSegments ? " (\(AmountText.grouped(inputs.customersRemoved)) customers)" : ""
                lines += "\(table.table): \(Self.list(table.removed)) gone\(customers)".wrapped(firstIndent: "  ", indent: "    ")
            }
            for column in table.columns {
                lines +=
                    "\(table.table): \(column.name) differs in \(AmountText.grouped(Double(column.count))), most in \(Self.text(of: column.largest[0]))"
                    .wrapped(firstIndent: "  ", indent: "    ")
            }
        }
        return lines
    }

    private static func list(_ keys: [[String]]) -> String {
        let named = keys.prefix(3).map { $0.joined(separator: "/") }.joined(separator: ", ")
        return keys.count > 3
            ? "\(named) and \(AmountText.grouped(Double(keys.count - 3))) more are" : "\(named) \(keys.count > 1 ? "are" : "is")"
    }

    private static func text(of example: TableChanges.Example) -> String {
        var (before, after) = (text(of: example.before), text(of: example.after))
        if before == after, case .number(let old) = example.before, case .number(let new) = example.after {
            (before, after) = ("\(old)", "\(new)")
        }
        return "\(example.key.joined(separator: "/")): \(before) -> \(after)"
    }

    private static func text(of cell: TableChanges.Cell) -> String {
        switch cell {
        case .number(let number): AmountText.compact(number)
        case .text(let text): text
        case .nothing: "nothing"
        }
    }
}

package import TableFiles

/// What one recommended config says differently from another.
package struct ConfigDifference: Sendable {
    /// A segment-offer cell: the ways in which the offer is shown to the segment, before and after; empty for not at all.
    package struct Cell: Sendable {
        package let segment: String
        package let offer: String
        package let before: [JSONValue]
        package let after: [JSONValue]
    }

    /// A value outside of the segments.
    package struct Setting: Sendable {
        package let path: String
        package let before: JSONValue?
        package let after: JSONValue?
    }

    package let ids: (before: String, after: String)
    package let cells: [Cell]
    package let settings: [Setting]

    package var isEmpty: Bool { cells.isEmpty && settings.isEmpty }

    /// Members that the offer engine does not act on.
    private static let aboutTheRun: Set = ["id", "schema", "segments"]

    /// - Precondition: both keep to `ConfigSchema`.
    package init(before: JSONNode, after: JSONNode) {
        ids = (before["id"]?.text ?? "", after["id"]?.text ?? "")
        let (old, new) = (Self.cells(of: before), Self.cells(of: after))
        let keys = Set(old.keys).union(new.keys).sorted { ($0.segment, $0.offer) < ($1.segment, $1.offer) }
        cells = keys.compactMap { key in
            let (was, isNow) = (old[key] ?? [], new[key] ?? [])
            return was == isNow ? nil : Cell(segment: key.segment, offer: key.offer, before: was, after: isNow)
        }
        settings = Self.settings(before.canonical(without: Self.aboutTheRun), after.canonical(without: Self.aboutTheRun), at: "")
    }

    private struct Key: Hashable {
        let segment: String
        let offer: String
    }

    private static func cells(of document: JSONNode) -> [Key: [JSONValue]] {
        var cells: [Key: [JSONValue]] = [:]
        for segment in document["segments"]?.elements ?? [] {
            for (bundle, offer) in segment.shown {
                let key = Key(segment: segment["segment"]?.text ?? "", offer: offer["offer"]?.text ?? "")
                guard case .object(let members) = offer.canonical(without: ["offer"]) else { continue }
                let share = JSONValue.Member("share", bundle["share"]?.canonical() ?? .null)
                cells[key, default: []].append(.object([share] + members))
            }
        }
        return cells
    }

    private static func settings(_ before: JSONValue?, _ after: JSONValue?, at path: String) -> [Setting] {
        guard before != after else { return [] }
        guard case .object(let old)? = before, case .object(let new)? = after else {
            return [Setting(path: path, before: before, after: after)]
        }
        let keys = old.map(\.key) + new.map(\.key).filter { key in !old.contains { $0.key == key } }
        return keys.flatMap { settings(before?[$0], after?[$0], at: path.isEmpty ? $0 : "\(path).\($0)") }
    }
}

extension ConfigDifference {
    /// The document offerbench-config-diff/1.
    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-config-diff/1"), "before": .string(ids.before), "after": .string(ids.after),
            "recommendations": .array(
                cells.map {
                    .members([
                        "segment": .string($0.segment), "offer": .string($0.offer), "before": .array($0.before), "after": .array($0.after),
                    ])
                }),
            "settings": .array(
                settings.map {
                    .members(["path": .string($0.path), "before": $0.before ?? .null, "after": $0.after ?? .null])
                }),
        ])
    }

    package var text: String {
        guard !isEmpty else { return "No difference: \(ids.before)\n" }
        var lines = ["before  \(ids.before)", "after   \(ids.after)"]
        if !settings.isEmpty {
            lines += ["", "What is said differently"]
            for setting in settings {
                let words = "\(setting.path): \(Self.words(setting.before)) -> \(Self.words(setting.after))"
                lines += words.wrapped(firstIndent: "  ", indent: "    ")
            }
        }
        if !cells.isEmpty {
            lines += ["", "What is shown differently"]
            for cell in cells {
                lines.append("  \(cell.segment), \(cell.offer)".printable)
                lines += Self.words(cell.before).map { "    - \($0)" } + Self.words(cell.after).map { "    + \($0)" }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(_ value: JSONValue?) -> String {
        guard let value else { return "absent" }
        return String(decoding: value.line.dropLast(), as: UTF8.self).printable
    }

    /// `95 % get 5 %, up to 1,000, 3 mo`
    private static func words(_ shown: [JSONValue]) -> [String] {
        guard !shown.isEmpty else { return ["not shown"] }
        return shown.map { value in
            let variant = AmountText.variant(
                percent: (value["basis_points"]?.number ?? 0) / 100, monthlyCap: value["monthly_cap_minor"]?.number.map { $0 / 100 },
                months: Int(value["months"]?.number ?? 0))
            return "\(AmountText.trimmed(100 * (value["share"]?.number ?? 0), decimals: 2)) % get \(variant)"
        }
    }
}

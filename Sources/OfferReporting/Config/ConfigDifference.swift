package import TableFiles

/// What one recommended config says differently from another.
package struct ConfigDifference: Sendable {
    /// A value outside of the segments.
    private struct Setting: Sendable {
        let path: String
        let before: JSONValue?
        let after: JSONValue?
    }

    package let ids: (before: String, after: String)
    private let shown: ShownDifference
    private let settings: [Setting]

    package var isEmpty: Bool { shown.isEmpty && settings.isEmpty }

    /// Members that the offer engine does not act on.
    private static let aboutTheRun: Set = ["id", "schema", "segments"]

    /// - Precondition: both keep to `ConfigSchema`.
    package init(before: JSONNode, after: JSONNode) {
        ids = (before["id"]?.text ?? "", after["id"]?.text ?? "")
        // Whatever an offer engine reads of an offer counts.
        shown = ShownDifference(before: Self.ways(in: before), after: Self.ways(in: after)) { $0.map(\.json) == $1.map(\.json) }
        settings = Self.settings(before.canonical(without: Self.aboutTheRun), after.canonical(without: Self.aboutTheRun), at: "")
    }

    private static func ways(in document: JSONNode) -> [ShownDifference.Way] {
        (document["segments"]?.elements ?? []).flatMap { segment in
            segment.shown.compactMap { bundle, offer in
                guard case .object(let members) = offer.canonical(without: ["offer"]) else { return nil }
                let way = JSONValue.object([.init("share", bundle["share"]?.canonical() ?? .null)] + members)
                let variant = AmountText.variant(
                    percent: (way["basis_points"]?.number ?? 0) / 100, monthlyCap: way["monthly_cap_minor"]?.number.map { $0 / 100 },
                    months: Int(way["months"]?.number ?? 0), startMonth: Int(way["start_month"]?.number ?? 1))
                return ShownDifference.Way(
                    segment: segment["segment"]?.text ?? "", offer: offer["offer"]?.text ?? "", share: way["share"]?.number ?? 0,
                    variant: variant, json: way)
            }
        }
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
            "recommendations": shown.json,
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
        if !shown.isEmpty { lines += ["", "What is shown differently"] + shown.lines }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(_ value: JSONValue?) -> String {
        guard let value else { return "absent" }
        return String(decoding: value.line.dropLast(), as: UTF8.self).printable
    }
}

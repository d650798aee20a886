package import TableFiles

/// Whether a recommended config is what it says: its form, its id, and the rules that it states.
package struct ConfigCheck: Sendable {
    package let problems: [Diagnostic]
    package let id: String?
    package let scenario: String?
    /// Why it would not have been written had nobody insisted; empty where nothing spoke against it.
    package let objections: [String]
    /// Segments and offers that are shown, nil where the document cannot be read.
    package let counts: (segments: Int, offers: Int)?

    /// Half a basis point of rounding, and shares that sum to 1 but for rounding.
    private static let slack = 1e-9

    /// - Parameter name: what diagnostics call the file.
    package init(_ bytes: [UInt8], name: String) {
        switch JSONParser.parse(bytes, name: name) {
        case .failure(let failure):
            problems = [failure.diagnostic]
            (id, scenario, counts) = (nil, nil, nil)
            objections = []
        case .success(let document):
            let form = JSONSchemaCheck(document, against: ConfigSchema.json).problems
            problems = form.isEmpty ? Self.wrongID(of: document) + Self.brokenRules(in: document) : form
            id = document["id"]?.text
            scenario = document["scenario"]?["name"]?.text
            objections = document["objections"]?.elements?.compactMap(\.text) ?? []
            let segments = document["segments"]?.elements ?? []
            counts = form.isEmpty ? (segments.count, segments.flatMap(\.shown).count) : nil
        }
    }

    private static func wrongID(of document: JSONNode) -> [Diagnostic] {
        guard let stated = document["id"], stated.text != RecommendedConfig.id(of: document) else { return [] }
        return [
            .error(
                "changed-content", at: stated.location, "the id is not that of the content: the file was changed after it was written",
                help: "take the file as `offerbench run` wrote it")
        ]
    }

    private static func brokenRules(in document: JSONNode) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        let rules = document["rules"]
        let ceiling = rules?["max_total_basis_points"]?.number
        let reach = 1 - (rules?["holdout_share"]?.number ?? 0)
        let required = Dictionary(
            (rules?["offers"]?.elements ?? []).map { ($0["offer"]?.text ?? "", Set(($0["requires"]?.elements ?? []).compactMap(\.text))) },
            uniquingKeysWith: { $0.union($1) })
        var segments = Set<String>()
        for segment in document["segments"]?.elements ?? [] {
            let name = segment["segment"]?.text ?? ""
            func report(_ node: JSONNode, _ code: String, _ message: String) {
                problems.append(.error(code, at: node.location, "segment \(name): \(message)", help: "take the file as it was written"))
            }
            if !segments.insert(name).inserted { report(segment, "duplicate-segment", "it stands twice") }
            let completed = Set((segment["completed"]?.elements ?? []).compactMap(\.text))
            let bundles = segment["bundles"]?.elements ?? []
            let filled = bundles.reduce(0) { $0 + ($1["share"]?.number ?? 0) }
            if filled > reach + slack { report(segment, "over-filled", "\(filled) of it is shown something, and \(reach) is the most") }
            for bundle in bundles {
                let offers = bundle["offers"]?.elements ?? []
                let names = offers.compactMap { $0["offer"]?.text }
                if Set(names).count < names.count { report(bundle, "duplicate-offer", "a bundle has an offer twice") }
                if let contacts = segment["contacts"]?.number, Double(offers.count) > contacts {
                    report(bundle, "too-many-offers", "a bundle has \(offers.count) offers, and \(Int(contacts)) is the most")
                }
                let percents = offers.reduce(segment["base_basis_points"]?.number ?? 0) { $0 + ($1["basis_points"]?.number ?? 0) }
                // The base percent is rounded to whole basis points.
                if let ceiling, percents > ceiling + 0.5 {
                    report(bundle, "above-ceiling", "a bundle comes to \(Int(percents)) basis points, and \(Int(ceiling)) is the most")
                }
                for offer in names where isExcluded(offer, segment, rules) { report(bundle, "excluded-offer", "\(offer) is excluded") }
                for offer in names {
                    if completed.contains(offer) { report(bundle, "completed-offer", "\(offer) is completed already") }
                    let missing = required[offer, default: []].subtracting(completed).sorted()
                    if let first = missing.first {
                        report(bundle, "missing-requirement", "\(offer) requires \(first), which is not completed")
                    }
                }
            }
        }
        return problems
    }

    private static func isExcluded(_ offer: String, _ segment: JSONNode, _ rules: JSONNode?) -> Bool {
        (rules?["exclusions"]?.elements ?? []).contains { exclusion in
            guard exclusion["offer"]?.text == offer else { return false }
            if let id = exclusion["segment"]?.text { return id == segment["segment"]?.text }
            return exclusion["macro"]?.text.map { $0 == segment["macro"]?.text } ?? false
        }
    }
}

extension JSONNode {
    /// Offers of a config's segment, bundle after bundle.
    var shown: [(bundle: JSONNode, offer: JSONNode)] {
        (self["bundles"]?.elements ?? []).flatMap { bundle in (bundle["offers"]?.elements ?? []).map { (bundle, $0) } }
    }
}

extension ConfigCheck {
    /// The document of `config verify --json`.
    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-config-check/1"), "id": .optional(id), "scenario": .optional(scenario),
            "segments": counts.map { .integer($0.segments) } ?? .null, "offers_shown": counts.map { .integer($0.offers) } ?? .null,
            "forced": .bool(!objections.isEmpty), "objections": .array(objections.map { .string($0) }),
        ])
    }

    package var text: String {
        var lines = ["\(scenario ?? ""): whole and unchanged".printable, "  id        \(id ?? "")"]
        if let counts { lines.append("  contents  \(counts.segments) segments, \(counts.offers) offers shown to parts of them") }
        for objection in objections { lines += "It was written by force: \(objection).".wrapped(firstIndent: "  ", indent: "    ") }
        return lines.map { $0 + "\n" }.joined()
    }
}

import TableFiles

/// Plans as the `recommendations` of a result document.
enum PlanDocument {
    static func rows(of document: JSONNode, problems: inout DiagnosticCollector) -> [PlanRow] {
        guard let recommendations = document["recommendations"]?.elements ?? document.elements else {
            problems.add(
                .error(
                    "missing-key", at: document.location, "the document has no list `recommendations`",
                    help: "give a result of `optimize --json`, or a CSV with segment, offer, percent, monthly_cap, months, share"))
            return []
        }
        return recommendations.compactMap { row($0, problems: &problems) }
    }

    private static func row(_ node: JSONNode, problems: inout DiagnosticCollector) -> PlanRow? {
        guard case .object = node.content else {
            problems.add(.error("wrong-type", at: node.location, "a recommendation must be an object", help: "compare with `--json`"))
            return nil
        }
        func place(_ key: String) -> SourceLocation { node[key]?.location ?? node.location }
        func number(_ key: String, _ range: NumberRange) -> Double? {
            guard let value = node[key]?.number else {
                problems.add(.error("wrong-type", at: place(key), "recommendations.\(key) must be a number", help: "compare with `--json`"))
                return nil
            }
            guard range.contains(value), abs(value) <= NumberRange.greatestMagnitude else {
                problems.add(
                    .error(
                        "out-of-range", at: place(key), "recommendations.\(key): \(ScalarText.number(value)) must be \(range.words)",
                        help: SchemaValidator.helpForRange(value, range)))
                return nil
            }
            return value
        }
        func text(_ key: String) -> String? {
            if let text = node[key]?.text { return text }
            problems.add(.error("wrong-type", at: place(key), "recommendations.\(key) must be a text", help: "compare with `--json`"))
            return nil
        }
        let segment = text("segment")
        let offer = text("offer")
        let percent = number("percent", NumberRange(0, 100))
        let months = number("months", .positive)
        let share = number("share", .share)
        let isUncapped = node["monthly_cap"]?.isNull ?? true
        let cap = isUncapped ? nil : number("monthly_cap", .positive)
        let bundle = node["bundle"] == nil ? nil : number("bundle", .notNegative)
        guard let segment, let offer, let percent, let months, let share, isUncapped || cap != nil,
            node["bundle"] == nil || bundle != nil
        else { return nil }
        return PlanRow(
            segment: segment, offer: offer, percent: percent, monthlyCap: cap, months: months, share: share, bundle: bundle,
            places: PlanRow.Places(
                segment: place("segment"), offer: place("offer"), percent: place("percent"), monthlyCap: place("monthly_cap"),
                months: place("months"), share: place("share"), bundle: place("bundle")))
    }
}

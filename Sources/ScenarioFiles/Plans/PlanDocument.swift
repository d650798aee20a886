import TableFiles

/// Plans as the `recommendations` of a result document.
enum PlanDocument {
    private static let schema = "offerbench-result/1"

    static func rows(of document: JSONNode, problems: inout DiagnosticCollector) -> [PlanRow] {
        if let refusal = refusal(of: document) {
            problems.add(refusal)
            return []
        }
        guard let recommendations = document["recommendations"]?.elements ?? document.elements else {
            problems.add(
                .error(
                    "missing-key", at: document.location, "the document has no list `recommendations`",
                    help: "give a result of `optimize --json`, or a CSV with segment, offer, percent, monthly_cap, months, share"))
            return []
        }
        return recommendations.compactMap { row($0, problems: &problems) }
    }

    /// Why a document holds no plan. One that found none lists no recommendations, as one that recommends to show nothing does: they are
    /// told apart by what else they say.
    private static func refusal(of document: JSONNode) -> Diagnostic? {
        if let written = document["schema"], written.text != schema {
            let name = written.text.map { "`\($0.excerpt)`" } ?? "this"
            return .error(
                "unknown-schema", at: written.location, "schema: \(name) is not \(schema)", help: "give a result of `optimize --json`")
        }
        if let status = document["status"], status.text == "infeasible" {
            return .error(
                "no-plan", at: status.location, "the document holds no plan: none keeps every rule of its scenario",
                help: "loosen the rules that its member infeasibility names, and optimize again")
        }
        if let totals = document["totals"], totals.isNull {
            return .error(
                "no-plan", at: totals.location, "the document holds no plan: the time was up before one was found",
                help: "optimize again with a longer --time-limit")
        }
        return nil
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
            guard abs(value) <= NumberRange.greatestMagnitude else {
                problems.add(
                    .error(
                        "out-of-range", at: place(key),
                        "recommendations.\(key): \(ScalarText.number(value)) is too large: at most 1e15 either way", help: "check the unit")
                )
                return nil
            }
            guard range.contains(value) else {
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

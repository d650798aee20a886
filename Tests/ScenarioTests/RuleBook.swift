import OfferEconomics
import OfferResults
import TableFiles
import Testing

/// The business rows computed again from the answer's own plan, where it has the figures for it.
struct RuleBook {
    let document: ResultDocument
    private let totals: Totals

    init(_ document: ResultDocument) {
        self.document = document
        totals = document.totals!
    }

    /// What the use of a row is the sum of; nil where the answer has not got it (months, incremental completions by offer).
    func terms(of name: String) throws -> [Double]? {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        switch parts[0] {
        case "budget": return try budget(rule(parts[1], in: "budgets"))
        case "fraud": return try isUnscoped(rule(parts[1], in: "fraud_limits")) ? [totals.fraudLoss] : nil
        case "reach":
            let rule = try rule(parts[1], in: "reach")
            return rule["basis"]?.text == "incremental" ? nil : rows(of: rule).map(\.completions)
        case "pnl": return [try #require(document.assets.first { $0.asset == parts[1] }).profit]
        case "return":
            let rule = try rule(parts[1], in: "returns")
            let ratio = try #require(rule["ratio"]?.double)
            return isUnscoped(rule) ? [totals.value, totals.feeIncome, -ratio * totals.cost] : nil
        default:
            Issue.record("what is a row \(name)?")
            return nil
        }
    }

    private func budget(_ rule: JSONValue) -> [Double]? {
        if rule["month"] != nil { return nil }
        switch rule["basis"]?.text {
        case "cost": return rows(of: rule).map(\.cost)
        case "worst_case": return rows(of: rule).map { $0.customers * ($0.monthlyCap ?? .infinity) * Double($0.months) }
        case "accrued": return isUnscoped(rule) ? [totals.accrued] : nil
        default: return nil
        }
    }

    private func rows(of rule: JSONValue) -> [Recommendation] {
        document.recommendations.filter { row in
            (rule["offer"]?.text ?? row.offer) == row.offer && (rule["macro"]?.text ?? row.macro) == row.macro
                && (rule["sponsor"]?.text ?? sponsor(of: row.offer)) == sponsor(of: row.offer)
        }
    }

    private func isUnscoped(_ rule: JSONValue) -> Bool {
        ["offer", "sponsor", "macro", "month"].allSatisfy { rule[$0] == nil }
    }

    private func sponsor(of offer: String) -> String? {
        document.scenario.resolved["offers"]?.items.first { $0["id"]?.text == offer }?["sponsor"]?.text
    }

    private func rule(_ id: String, in list: String) throws -> JSONValue {
        try #require(document.scenario.resolved[list]?.items.first { $0["id"]?.text == id }, "\(list) has no \(id)")
    }
}

extension JSONValue {
    subscript(_ key: String) -> JSONValue? {
        if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
    }

    var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var double: Double? {
        if case .number(let number) = self { number } else { nil }
    }
}

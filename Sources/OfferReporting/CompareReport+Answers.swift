import OfferResults

extension CompareReport {
    private static let totalNames = [
        "customers": "customers", "shown": "pairs shown", "completions": "completions", "incremental_completions": "- incremental",
        "value": "value", "fee_income": "fees from partners", "cost": "cost, points redeemed", "accrued": "points accrued",
        "fraud_loss": "- by fraud", "deadweight_cost": "- deadweight", "worst_case": "worst case", "net_value": "net value",
    ]

    /// Totals of both answers.
    var totalLines: [String] {
        guard let before = document.before.answer.totals, let after = document.after.answer.totals else { return [] }
        let isOneCurrency = document.before.answer.currency == document.after.answer.currency
        var table = TextTable([("Totals", .left), ("before", .right), ("after", .right), ("change", .right)])
        for (name, figure) in after {
            guard let title = Self.totalNames[name] else { continue }
            let old = before.first { $0.name == name }?.figure
            table.add([
                "  " + title, Self.text(old), Self.text(figure), isOneCurrency ? Self.change(old, figure) : "",
            ])
        }
        return table.lines
    }

    /// Rules that bind, or bound, or are new, or gone, or moved: use, limit and what one more unit brings.
    var ruleLines: [String] {
        let told = document.rules.filter { pair in
            guard let before = pair.before, let after = pair.after else { return true }
            return before.isBinding || after.isBinding || before.limit != after.limit
        }
        guard !told.isEmpty else { return [] }
        var table = TextTable([("Limits that bind or moved", .left), ("limit", .right), ("used", .right), ("one more brings", .right)])
        for pair in told {
            table.add(["  " + pair.name] + Self.cells(pair.before))
            table.add(["    after"] + Self.cells(pair.after))
        }
        return table.lines
    }

    private static func cells(_ row: RecordedAnswer.Row?) -> [String] {
        guard let row else { return ["-", "-", "-"] }
        return [AmountText.compact(row.limit), AmountText.compact(row.used), row.shadowPrice.map(AmountText.price) ?? "-"]
    }

    private static func text(_ figure: Double?) -> String { figure.map(AmountText.compact) ?? "no limit" }

    private static func change(_ before: Double?, _ after: Double?) -> String {
        guard let before, let after else { return "" }
        let change = after - before
        return abs(change) <= 1e-9 * max(abs(before), abs(after)) ? "0" : (change > 0 ? "+" : "") + AmountText.compact(change)
    }
}

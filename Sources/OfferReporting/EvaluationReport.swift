import OfferEconomics
import OfferModel
import OfferOptimization
package import OfferResults

/// A proposal against the optimum, as a page of text that reads well at 80 columns.
package struct EvaluationReport {
    let document: EvaluationDocument

    /// Cells listed as those that lose most; the JSON document has more.
    private static let mostLosses = 5

    package init(_ document: EvaluationDocument) {
        self.document = document
    }

    package var text: String {
        let sections = [
            heading, TextReport(document.optimum).infeasibilityLines, brokenLines, totalLines, assetLines, lossLines, betterLines,
            TextReport(document.result).warningLines,
        ]
        return sections.page
    }

    private var heading: [String] {
        let value = document.result.objective.value ?? 0
        let cost = AmountText.compact(document.result.totals?.cost ?? 0)
        let kind = document.result.objective.kind == .netValue ? "Net value" : "Value"
        var lines = document.result.scenario.name.wrapped()
        lines += "A proposal against the optimum under the same rules; amounts in \(document.result.scenario.currency).".wrapped()
        lines.append("")
        lines += "\(kind) \(AmountText.compact(value)) for a cost of \(cost). \(rulesText) \(regretText)".wrapped()
        if let better = betterNote { lines += better.wrapped() }
        return lines
    }

    private var rulesText: String {
        switch document.broken.count {
        case 0: "It keeps every rule."
        case 1: "It breaks one rule."
        case let count: "It breaks \(count) rules."
        }
    }

    /// What the optimum is worth more, and why it may be worth less.
    private var regretText: String {
        guard document.optimum.status != .infeasible else {
            return "No plan keeps every rule, so there is no optimum to set it against."
        }
        guard let regret = document.regret, let best = document.optimum.objective.value else {
            return "The time was up before a plan was found to set it against: the regret is not known."
        }
        let unit = max(1, abs(best))
        let amount = AmountText.compact(abs(regret))
        let optimum = document.optimum.status == .optimal ? "the optimum" : "the best plan found so far"
        let more =
            document.optimum.status == .optimal
            ? "" : document.regretAtMost.map { " No plan is worth \(AmountText.compact(max(0, $0))) more than it." } ?? ""
        if abs(regret) <= 1e-7 * unit { return "Its regret is 0: it is worth as much as \(optimum).\(more)" }
        if regret > 0 {
            let share = best > 0 ? ", \(AmountText.trimmed(100 * regret / best, decimals: 1)) % of it" : ""
            let law = document.broken.isEmpty ? "" : ", which keeps every rule,"
            return "Its regret is \(amount): \(optimum)\(law) is worth \(AmountText.compact(best))\(share).\(more)"
        }
        return "Its regret is -\(amount): it is worth more than \(optimum), \(AmountText.compact(best)), \(excuse)\(more)"
    }

    /// Why a proposal may be worth more than the best plan that keeps the rules.
    private var excuse: String {
        if !document.broken.isEmpty { return "only because it breaks rules." }
        if document.isFinerThanGranularity {
            return "because it tells segments apart that share one decision at granularity "
                + "\(document.result.objective.granularity.rawValue)."
        }
        return "so that plan is not the best there is."
    }

    private var betterNote: String? {
        guard document.better != nil, document.result.objective.granularity != .segment else { return nil }
        return "Better plans change single segments, which granularity \(document.result.objective.granularity.rawValue) does not allow."
    }

    private var brokenLines: [String] {
        guard !document.broken.isEmpty else { return [] }
        var table = TextTable([
            ("Rules that it breaks", .left), ("whose", .left), ("used", .right), ("limit", .right), ("beyond it", .right), ("", .right),
        ])
        for rule in document.broken {
            let share = rule.limit != 0 ? AmountText.trimmed(100 * rule.excess / abs(rule.limit), decimals: 1) + " %" : ""
            let unit = rule.unit == .completions || rule.unit == .customers ? " \(rule.unit.rawValue)" : ""
            let amounts = [rule.used, rule.limit, rule.excess].map {
                rule.unit == .share ? AmountText.trimmed(100 * $0, decimals: 2) + " %" : AmountText.compact($0)
            }
            table.add(["  " + rule.name, rule.owner] + amounts.dropLast() + [amounts[2] + unit, share])
        }
        return table.lines
    }

    private var totalLines: [String] {
        guard let own = document.result.totals else { return [] }
        let best = document.optimum.totals
        var table = TextTable([("Totals", .left), ("proposal", .right), ("optimum", .right), ("optimum - proposal", .right)])
        let figures: [(String, (Totals) -> Double?)] = [
            ("net value", \.netValue), ("value", \.value), ("fees from partners", \.feeIncome), ("cost, points redeemed", \.cost),
            ("- deadweight", \.deadweightCost), ("- fraud", \.fraudLoss), ("worst case", \.worstCase), ("completions", \.completions),
            ("- incremental", \.incrementalCompletions), ("pairs shown", \.shown),
        ]
        for (name, figure) in figures {
            let (mine, other) = (figure(own), best.flatMap(figure))
            let difference = mine.flatMap { mine in other.map { Self.difference($0, mine) } }
            table.add([
                "  " + name, mine.map(AmountText.compact) ?? "no limit",
                best == nil ? "-" : other.map(AmountText.compact) ?? "no limit", difference ?? "-",
            ])
        }
        return table.lines
    }

    /// What is rounding is 0.
    private static func difference(_ amount: Double, _ other: Double) -> String {
        AmountText.compact(abs(amount - other) <= 1e-9 * max(abs(amount), abs(other)) ? 0 : amount - other)
    }

    private var assetLines: [String] {
        let assets = document.result.assets
        let sum = assets.reduce(0) { $0 + $1.profit }
        let best = document.optimum.assets
        let bestSum = best.reduce(0) { $0 + $1.profit }
        let columns =
            [\AssetResult.gain, \.funding, \.fees].map { column in AmountText.column(assets.map { $0[keyPath: column] }) + [""] }
            + [AmountText.column(assets.map(\.profit) + [sum])]
            + [best.isEmpty ? (assets.map { _ in "-" } + ["-"]) : AmountText.column(best.map(\.profit) + [bestSum])]
        var table = TextTable([
            ("Who gains, who pays", .left), ("gain", .right), ("points paid", .right), ("fees paid", .right), ("P&L", .right),
            ("optimum's", .right),
        ])
        for (row, name) in (assets.map(\.asset) + ["sum = net value"]).enumerated() { table.add(["  " + name] + columns.map { $0[row] }) }
        return table.lines
    }

    /// The cells where most is lost at the optimum's prices, then the rows: all of them add up to the regret.
    private var lossLines: [String] {
        guard let losses = document.losses, !losses.cells.isEmpty else { return [] }
        let listed = losses.cells.prefix(Self.mostLosses).filter { $0.loss > 0 }
        let others = losses.cells.dropFirst(listed.count)
        var rows: [(String, Double, [String])] = listed.map { ("\($0.cell.segment), \($0.cell.offer)", $0.loss, $0.cell.changeLines) }
        if !others.isEmpty {
            rows.append(("all other cells", losses.otherCells + others.reduce(0) { $0 + $1.loss }, []))
        }
        let used = losses.rows.filter { abs($0.loss) >= 0.005 }
        for row in used { rows.append(("\(row.loss > 0 ? "leaves unused" : "takes more") of \(row.name)", row.loss, [])) }
        let sum = losses.otherCells + losses.cells.reduce(0) { $0 + $1.loss } + losses.rows.reduce(0) { $0 + $1.loss }
        rows.append(("sum = regret", sum, []))
        var table = TextTable([("Where the regret comes from, at the optimum's prices", .left), ("loses", .right)])
        for (name, loss, _) in rows { table.add(["  " + name, AmountText.compact(loss)]) }
        let lines = table.lines
        return [lines[0]] + zip(lines.dropFirst(), rows).flatMap { [$0] + $1.2 }
    }
}

import OfferEconomics
import OfferModel
import OfferOptimization
package import OfferResults

/// The answer as a page of text that reads well at 80 columns.
package struct TextReport {
    let document: ResultDocument

    /// Most bundles listed one by one; the JSON document has all of them.
    static let mostBundles = 60

    package init(_ document: ResultDocument) {
        self.document = document
    }

    package var text: String {
        let sections = [
            heading, infeasibilityLines, macroLines, segmentLines, changeLines, totalLines, assetLines, constraintLines, granularityLines,
            warningLines,
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    var heading: [String] {
        let objective = document.objective
        let amounts = document.status == .infeasible || document.totals != nil ? "; amounts in \(document.scenario.currency)" : ""
        var lines = document.scenario.name.wrapped()
        lines += "\(statusText) at granularity \(objective.granularity.rawValue)\(amounts).".wrapped()
        guard let value = objective.value, let totals = document.totals else { return lines }

        let kind = objective.kind == .netValue ? "Net value" : "Value"
        let worst =
            totals.worstCase.map { "If everyone shown took every cap in full, it would cost \(AmountText.compact($0))." }
            ?? "The worst case has no limit, for want of a cap."
        lines.append("")
        lines += "\(kind) \(AmountText.compact(value)) for a cost of \(AmountText.compact(totals.cost)). \(worst)".wrapped()
        lines += singleLines
        if document.scenario.holdoutShare > 0 {
            let share = AmountText.trimmed(100 * document.scenario.holdoutShare, decimals: 2)
            lines += "\(share) % of every segment is held out and shown nothing, to measure by.".wrapped()
        }
        return lines
    }

    /// What it costs that nobody is split between bundles.
    private var singleLines: [String] {
        guard let value = document.objective.value, let relaxed = document.objective.relaxedValue else { return [] }
        let lost = max(0, relaxed - value)
        let share = value == 0 ? "" : " (\(AmountText.trimmed(100 * lost / abs(value), decimals: 4)) %)"
        return
            ("Each \(document.objective.granularity.groupName) gets one bundle; to split some would bring "
            + "\(AmountText.compact(lost))\(share) more.").wrapped()
    }

    private var statusText: String {
        let objective = document.objective
        let gap =
            switch (objective.gap, objective.bound) {
            case (let gap?, _) where gap <= 1: "gap \(AmountText.trimmed(max(0, gap) * 100, decimals: 4)) %"
            case (_, let bound?): "no plan is worth more than \(AmountText.compact(bound))"
            default: "no plan"
            }
        return switch document.status {
        case .optimal: "Optimal (\(gap))"
        case .feasible where objective.mode == .single: "Best plan found of one bundle per \(objective.granularity.groupName) (\(gap))"
        case .feasible: "Feasible, not proved optimal (\(gap))"
        case .infeasible: "No plan keeps every rule"
        case .given: "Given plan"
        case .timeLimit where document.totals == nil && objective.mode == .single:
            "No plan of one bundle per \(objective.granularity.groupName) was found, though there may be one,"
        case .timeLimit where document.totals == nil: "The time was up before a plan was found"
        case .timeLimit: "The time was up: best plan so far (\(gap))"
        }
    }

    var infeasibilityLines: [String] {
        guard document.status == .infeasible else { return [] }
        guard let story = document.infeasibility else { return ["The time was up before the reason was found."] }
        if document.objective.mode == .single && story.repair.isEmpty {
            let group = document.objective.granularity.groupName
            let clash = story.rules.isEmpty ? "" : " These rules clash for them: \(story.rules.map(\.name).joined(separator: ", "))."
            return "Plans that split a \(group) between bundles can keep every rule; none of one bundle per \(group) can.\(clash)".wrapped()
        }
        let head =
            story.rules.count == 1
            ? "This rule cannot be kept, whatever the others:" : "These rules clash; without any one of them the others can be kept:"
        var rules = TextTable([("", .left), ("whose", .left), ("says", .left)])
        for rule in story.rules { rules.add(["  " + rule.name, rule.owner, Self.text(of: rule)]) }
        var repair = TextTable([("Cheapest repair", .left), ("whose", .left), ("from", .right), ("to", .right)])
        for step in story.repair {
            let to = step.to.map { AmountText.compact($0, roundedUp: $0 > step.from) } ?? "left out"
            repair.add(["  " + step.name, step.owner, AmountText.compact(step.from), to])
        }
        let isForSplitting = document.objective.mode == .single
        let note = "That is for plans that split a \(document.objective.granularity.groupName); whole bundles may need more."
        return head.wrapped() + rules.lines.dropFirst() + [""] + repair.lines + (isForSplitting ? note.wrapped() : [])
    }

    private static func text(of rule: InfeasibilityStory.Rule) -> String {
        if let ratio = rule.ratio { return "value at least \(AmountText.trimmed(ratio, decimals: 4)) times the cost" }
        return "at \(rule.isFloor ? "least" : "most") \(AmountText.compact(rule.limit))\(rule.countsCompletions ? " completions" : "")"
    }

    private var totalLines: [String] {
        guard let totals = document.totals else { return [] }
        let worst = totals.worstCase.map(AmountText.compact) ?? "no limit"
        let rows: [(String, String, String, String)] = [
            ("customers", AmountText.grouped(totals.customers), "pairs shown", AmountText.grouped(totals.shown)),
            ("completions", AmountText.grouped(totals.completions), "incremental", AmountText.grouped(totals.incrementalCompletions)),
            ("value", AmountText.compact(totals.value), "cost, points redeemed", AmountText.compact(totals.cost)),
            ("fees from partners", AmountText.compact(totals.feeIncome), "- deadweight", AmountText.compact(totals.deadweightCost)),
            ("net value", AmountText.compact(totals.netValue), "- fraud", AmountText.compact(totals.fraudLoss)),
            ("points accrued", AmountText.compact(totals.accrued), "worst case", worst),
        ]
        var table = TextTable([("Totals", .left), ("", .right), ("", .left), ("", .right)])
        for row in rows { table.add(["  " + row.0, row.1, "  " + row.2, row.3]) }
        return table.lines
    }

    private var assetLines: [String] {
        guard !document.assets.isEmpty else { return [] }
        let sum = document.assets.reduce(0) { $0 + $1.profit }
        let profits = AmountText.column(document.assets.map(\.profit) + [sum])
        let columns = [\AssetResult.gain, \.funding, \.fees].map { column in AmountText.column(document.assets.map { $0[keyPath: column] })
        }
        var table = TextTable([
            ("Who gains, who pays", .left), ("gain", .right), ("points paid", .right), ("fees paid", .right), ("P&L", .right),
        ])
        for (row, asset) in document.assets.enumerated() {
            table.add(["  " + asset.asset] + columns.map { $0[row] } + [profits[row]])
        }
        table.add(["  sum = net value", "", "", "", profits[document.assets.count]])
        return table.lines
    }

    private var granularityLines: [String] {
        guard document.granularity.count > 1, let finest = document.granularity.first(where: { $0.level == .segment })?.objective else {
            return []
        }
        var table = TextTable([("Price of coarseness", .left), ("objective", .right), ("lost", .right), ("", .right)])
        for level in document.granularity {
            let lost = level.objective.map { max(0, finest - $0) }
            let share = lost.map { finest == 0 ? "" : AmountText.trimmed(100 * $0 / abs(finest), decimals: 1) + " %" }
            table.add([
                "  one decision per \(level.level.rawValue)", level.objective.map(AmountText.compact) ?? "no plan",
                lost.map(AmountText.compact) ?? "-", share ?? "",
            ])
        }
        return table.lines
    }

    var warningLines: [String] {
        guard !document.warnings.isEmpty else { return [] }
        return ["Warnings"]
            + document.warnings.flatMap { warning in
                "\(warning.location): \(warning.message)".wrapped(firstIndent: "  ", indent: "    ")
            }
    }
}

extension Scenario.Granularity {
    /// What shares one decision.
    fileprivate var groupName: String {
        switch self {
        case .segment: "segment"
        case .macro: "macro-segment"
        case .programme: "programme"
        }
    }
}

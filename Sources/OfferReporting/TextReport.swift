import OfferModel
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
            heading, infeasibilityLines, macroLines, segmentLines, totalLines, assetLines, constraintLines, granularityLines, warningLines,
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var heading: [String] {
        let objective = document.objective
        var lines = document.scenario.name.wrapped()
        let amounts =
            switch document.status {
            case .infeasible: "; amounts in \(document.scenario.currency)"
            case _ where document.totals == nil: ""
            default: "; amounts in \(document.scenario.currency), expected over the plan"
            }
        lines += "\(statusText) at granularity \(objective.granularity.rawValue)\(amounts).".wrapped()
        if let value = objective.value, let totals = document.totals {
            let kind = objective.kind == .netValue ? "Net value" : "Value"
            lines.append("")
            lines +=
                ("\(kind) \(AmountText.compact(value)) for a cost of \(AmountText.compact(totals.cost)); "
                + (totals.worstCase.map { "at worst the plan costs \(AmountText.compact($0))." }
                    ?? "at worst the cost has no limit, for want of a cap."))
                .wrapped()
        }
        return lines
    }

    private var statusText: String {
        let gap = document.objective.gap.map { "gap \(AmountText.trimmed(max(0, $0) * 100, decimals: 4)) %" } ?? "no plan"
        return switch document.status {
        case .optimal: "Optimal (\(gap))"
        case .feasible: "Feasible, not proved optimal (\(gap))"
        case .infeasible: "No plan keeps every rule"
        case .timeLimit where document.totals == nil: "The time was up before a plan was found"
        case .timeLimit: "The time was up: best plan so far (\(gap))"
        }
    }

    private var infeasibilityLines: [String] {
        guard document.status == .infeasible else { return [] }
        guard let story = document.infeasibility else { return ["The time was up before the reason was found."] }
        var table = TextTable([("Cheapest repair", .left), ("from", .right), ("to", .right)])
        for step in story.repair { table.add([step.name, AmountText.compact(step.from), AmountText.compact(step.to)]) }
        let names = story.clashing.joined(separator: ", ")
        let clash =
            story.clashing.count == 1
            ? "This rule cannot be kept, whatever the others: \(names)."
            : "These rules clash; without any one of them the others can be kept: \(names)."
        return clash.wrapped() + [""] + table.lines
    }

    private var totalLines: [String] {
        guard let totals = document.totals else { return [] }
        var table = TextTable([("Totals", .left), ("", .right), ("", .left), ("", .right)])
        func add(_ left: String, _ leftAmount: Double?, _ right: String, _ rightAmount: Double?) {
            let texts = [leftAmount, rightAmount].map { $0.map(AmountText.compact) ?? "no limit" }
            table.add(["  " + left, texts[0], "  " + right, texts[1]])
        }
        add("customers", totals.customers, "pairs shown", totals.shown)
        add("completions", totals.completions, "of them incremental", totals.incrementalCompletions)
        add("value", totals.value, "cost (points redeemed)", totals.cost)
        add("fees from partners", totals.feeIncome, "of it to who would come anyway", totals.deadweightCost)
        add("net value", totals.netValue, "of it lost to fraud", totals.fraudLoss)
        add("points accrued", totals.accrued, "worst case", totals.worstCase)
        return table.lines
    }

    private var assetLines: [String] {
        guard !document.assets.isEmpty else { return [] }
        var table = TextTable([
            ("Who gains, who pays", .left), ("gain", .right), ("points funded", .right), ("fees paid", .right), ("P&L", .right),
        ])
        for asset in document.assets {
            table.add(["  " + asset.asset] + [asset.gain, asset.funding, asset.fees, asset.profit].map(AmountText.compact))
        }
        let sum = document.assets.reduce(0) { $0 + $1.profit }
        table.add(["  sum = net value", "", "", "", AmountText.compact(sum)])
        return table.lines
    }

    private var granularityLines: [String] {
        guard let finest = document.granularity.first(where: { $0.level == .segment })?.objective else { return [] }
        var table = TextTable([("Price of coarseness", .left), ("objective", .right), ("lost against segment", .right)])
        for level in document.granularity {
            table.add([
                "  one decision per \(level.level.rawValue)", level.objective.map(AmountText.compact) ?? "no plan",
                level.objective.map { AmountText.compact(max(0, finest - $0)) } ?? "-",
            ])
        }
        return table.lines
    }

    private var warningLines: [String] {
        guard !document.warnings.isEmpty else { return [] }
        return ["Warnings"]
            + document.warnings.flatMap { warning in
                "\(warning.location): \(warning.message)".wrapped(firstIndent: "  ", indent: "    ")
            }
    }
}

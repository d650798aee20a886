import OfferEconomics
import OfferModel
package import OfferResults
import OfferSimulation

/// What a simulation came to, as a page of text that reads well at 80 columns.
package struct SimulationReport {
    private let document: SimulationDocument

    /// Months listed one by one; the JSON document has all of them.
    private static let mostMonths = 24

    package init(_ document: SimulationDocument) {
        self.document = document
    }

    package var text: String {
        guard let outcome = document.simulation else {
            guard document.result.totals != nil else { return TextReport(document.result).text }
            return "The time was up before one replication was done.\n"
        }
        let sections = [
            heading(outcome), TextReport(document.result).brokenLines, quantityLines(outcome),
            ["Cost in each replication"] + TextHistogram.lines(of: outcome[.cost]),
            budgetLines(outcome), limitLines(outcome), agreementLines(outcome), worstCaseLines, monthLines(outcome),
            outstandingLines(outcome),
            TextReport(document.result).warningLines,
        ]
        return sections.page
    }

    private func heading(_ outcome: SimulationOutcome) -> [String] {
        let cost = outcome[.cost]
        let plan = document.result.status == .given ? "The given plan" : "The recommended plan"
        let times = outcome.replications == 1 ? "once" : "\(AmountText.grouped(Double(outcome.replications))) times"
        let cut =
            outcome.replications < outcome.asked ? " (\(AmountText.grouped(Double(outcome.asked))) were asked for; the time was up)" : ""
        var lines = document.result.scenario.name.wrapped()
        lines += "\(plan), simulated \(times), customer by customer\(cut); amounts in \(document.result.scenario.currency).".wrapped()
        lines.append("")
        let span =
            outcome.replications > 1
            ? ", between \(AmountText.compact(cost.quantile(0.05))) and \(AmountText.compact(cost.quantile(0.95))) in nine of ten cases"
            : ""
        let expected = document.result.totals.map { " The plan expects \(AmountText.compact($0.cost))." } ?? ""
        lines += "It costs \(AmountText.compact(cost.mean)) on average\(span).\(expected)".wrapped()
        return lines
    }

    private func quantityLines(_ outcome: SimulationOutcome) -> [String] {
        let names: [(SimulationOutcome.Quantity, String)] = [
            (.completions, "completions"), (.incrementalCompletions, "- incremental"), (.accrued, "points accrued"),
            (.fraudLoss, "- by fraud"), (.expired, "- expired"), (.cost, "cost, points redeemed"), (.value, "value"),
            (.feeIncome, "fees from partners"), (.netValue, "net value"),
        ]
        var table = TextTable([
            ("Simulated", .left), ("mean", .right), ("std. error", .right), ("5 %", .right), ("50 %", .right), ("95 %", .right),
        ])
        for (quantity, name) in names {
            let sample = outcome[quantity]
            table.add(
                ["  " + name, AmountText.compact(sample.mean), sample.knownStandardError.map(AmountText.compact) ?? "-"]
                    + [0.05, 0.5, 0.95].map { AmountText.compact(sample.quantile($0)) })
        }
        return table.lines
    }

    private func budgetLines(_ outcome: SimulationOutcome) -> [String] {
        guard !outcome.budgets.isEmpty else { return [] }
        var table = TextTable([
            ("Budget", .left), ("limit", .right), ("expected", .right), ("broken", .right), ("VaR 95", .right), ("CVaR 95", .right),
            ("reserve 95", .right), ("99 %", .right),
        ])
        for outcome in outcome.budgets {
            let amounts = [
                outcome.uses.quantile(0.95), outcome.uses.conditionalValueAtRisk(0.95), outcome.reserve(0.95), outcome.reserve(0.99),
            ]
            table.add(
                [
                    "  " + outcome.budget.id, AmountText.compact(outcome.budget.amount), AmountText.compact(outcome.expected),
                    AmountText.trimmed(100 * outcome.breachProbability, decimals: 1) + " %",
                ] + amounts.map(AmountText.compact))
        }
        return table.lines
    }

    private func limitLines(_ outcome: SimulationOutcome) -> [String] {
        guard !outcome.limits.isEmpty else { return [] }
        var table = TextTable([("Limits that expected figures leave out", .left), ("saves on average", .right), ("at work in", .right)])
        for effect in outcome.limits {
            table.add([
                "  " + document.name(of: effect.limit), AmountText.compact(effect.saved),
                AmountText.trimmed(100 * effect.bindingShare, decimals: 1) + " % of cases",
            ])
        }
        return table.lines
    }

    private func agreementLines(_ outcome: SimulationOutcome) -> [String] {
        var table = TextTable([
            ("Against the closed form", .left), ("expected", .right), ("simulated", .right), ("std. errors apart", .right),
        ])
        for agreement in outcome.agreement where agreement.quantity != .redeemed {
            table.add([
                "  " + agreement.quantity.rawValue.replacing("_", with: " "), AmountText.compact(agreement.expected),
                AmountText.compact(agreement.simulated), agreement.z.map { AmountText.price($0) } ?? "-",
            ])
        }
        return table.lines
    }

    private var worstCaseLines: [String] {
        guard let worst = document.result.worstCase, !worst.offers.isEmpty else { return [] }
        func text(_ amount: Double?) -> String { amount.map(AmountText.compact) ?? "no limit" }
        var table = TextTable([("Worst case", .left), ("by caps", .right), ("with stops", .right), ("bounded by", .left)])
        for line in worst.offers {
            table.add(["  " + line.offer, text(line.byCaps), text(line.withStops), line.bound ?? "nothing"])
        }
        table.add(["  in all", text(worst.byCaps), text(worst.withStops), ""])
        return table.lines
    }

    /// What no month redeems is a debt that no cost counts.
    private func outstandingLines(_ outcome: SimulationOutcome) -> [String] {
        // As little as half a kopeck in all counts as gone.
        guard outcome.stranded > 0.005, let last = outcome.months.last else { return [] }
        return
            ("Points worth \(AmountText.compact(outcome.stranded)) are still outstanding at the end of month "
            + "\(AmountText.grouped(Double(last.month))): they never expire, nobody has redeemed them, and no cost counts them.").wrapped()
    }

    private func monthLines(_ outcome: SimulationOutcome) -> [String] {
        var table = TextTable([
            ("Month", .right), ("shown", .right), ("completed", .right), ("accrued", .right), ("redeemed", .right), ("expired", .right),
            ("outstanding", .right), ("fraud", .right),
        ])
        for month in outcome.months.prefix(Self.mostMonths) {
            table.add(
                [String(month.month)]
                    + [month.shown, month.completions, month.accrued, month.redeemed, month.expired, month.outstanding, month.fraud]
                    .map { AmountText.compact($0 < 0.005 ? 0 : $0) })
        }
        let hidden = outcome.months.count - Self.mostMonths
        return table.lines + (hidden > 0 ? ["... and \(hidden) more months: see --json"] : [])
    }
}

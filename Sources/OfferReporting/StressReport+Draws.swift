import OfferEconomics
import OfferModel
import OfferResults
import OfferStress

extension StressReport {
    /// Quantities, the distribution of cost, budgets, offers.
    var drawSections: [[String]] {
        guard let draws = document.draws else { return [] }
        let histogram = TextHistogram.lines(of: draws[.cost].sample, marks: document.costLimits)
        return [
            quantityLines(draws), ["Cost in each draw"] + histogram, budgetLines(draws), tailLines(draws), tailBudgetLines(draws),
            offerLines(draws),
        ]
    }

    private func quantityLines(_ draws: DrawOutcome) -> [String] {
        let names: [(DrawOutcome.Quantity, String)] = [
            (.completions, "completions"), (.incrementalCompletions, "- incremental"), (.accrued, "points accrued"),
            (.fraudLoss, "- by fraud"), (.cost, "cost, redeemed"), (.value, "value"), (.feeIncome, "partners' fees"),
            (.netValue, "net value"),
        ]
        var table = TextTable([
            ("Quantity", .left), ("expected", .right), ("drawn: mean", .right), ("std. error", .right), ("5 %", .right), ("50 %", .right),
            ("95 %", .right),
        ])
        for (quantity, name) in names {
            let outcome = draws[quantity]
            table.add(
                [
                    "  " + name, amount(outcome.expected), amount(outcome.sample.mean),
                    outcome.standardError.map(AmountText.compact) ?? "-",
                ] + [0.05, 0.5, 0.95].map { amount(outcome.sample.quantile($0)) })
        }
        return table.lines
    }

    /// How often each budget breaks.
    private func budgetLines(_ draws: DrawOutcome) -> [String] {
        guard !draws.budgets.isEmpty else { return [] }
        var table = TextTable([
            ("Budget", .left), ("limit", .right), ("expected", .right), ("drawn: mean", .right), ("broken in", .right),
            ("std. error", .right),
        ])
        for tail in draws.budgets {
            table.add(
                ["  " + tail.budget.id, amount(tail.budget.amount), amount(tail.expected), amount(tail.uses.mean)]
                    + [tail.breachProbability.value, tail.breachProbability.standardError].map(Self.percent))
        }
        let any = "Some budget breaks in \(Self.percent(draws.anyBreach.value)) of the draws."
        return table.lines + any.wrapped() + gateLines(draws)
    }

    /// What the worst draws cost beside each tail budget.
    private func tailBudgetLines(_ draws: DrawOutcome) -> [String] {
        draws.tailBudgets.flatMap { tail in
            ("Tail budget \(tail.budget.id): the worst \(Self.percent(1 - tail.budget.level)) of the draws cost "
                + "\(amount(tail.conditionalValueAtRisk.value)) on average (std. error \(amount(tail.conditionalValueAtRisk.standardError))), "
                + "against \(amount(tail.budget.amount)).").wrapped()
        }
    }

    /// What the worst draws use of each budget, and what to hold against them.
    private func tailLines(_ draws: DrawOutcome) -> [String] {
        guard !draws.budgets.isEmpty else { return [] }
        var table = TextTable([
            ("Worst draws", .left), ("VaR 95", .right), ("+-", .right), ("CVaR 95", .right), ("+-", .right), ("reserve", .right),
            ("at 99 %", .right),
        ])
        for tail in draws.budgets {
            let errors = [tail.valueAtRisk(0.95), tail.conditionalValueAtRisk(0.95)].flatMap { estimate in
                [amount(estimate.value), amount(estimate.standardError > 1e-9 * abs(estimate.value) ? estimate.standardError : 0)]
            }
            table.add(["  " + tail.budget.id] + errors + [tail.reserve(0.95), tail.reserve(0.99)].map { amount($0.value) })
        }
        return table.lines
            + ("VaR: what 95 % of the draws stay below. CVaR: the mean of the worst 5 %. Reserve: what to hold above the expected use to "
            + "meet 95 % and 99 % of the draws. +-: standard error.").wrapped()
    }

    private func gateLines(_ draws: DrawOutcome) -> [String] {
        draws.budgets.flatMap { tail -> [String] in
            guard let allowed = tail.budget.breachProbability else { return [] }
            let verdict = tail.failsGate ? "too often" : "which it keeps"
            return
                ("Budget \(tail.budget.id) may break in \(Self.percent(allowed)): it does in \(Self.percent(tail.breachProbability.value)), "
                + "\(verdict).").wrapped()
        }
    }

    private func offerLines(_ draws: DrawOutcome) -> [String] {
        guard !draws.offers.isEmpty else { return [] }
        var table = TextTable([
            ("Cost by offer", .left), ("expected", .right), ("drawn: mean", .right), ("95 %", .right), ("most", .right),
            ("worst case", .right),
        ])
        for line in draws.offers {
            let sample = line.cost.sample
            table.add(
                ["  " + document.offers[line.offer.position]]
                    + [line.cost.expected, sample.mean, sample.quantile(0.95), sample.quantile(1)].map { amount($0) }
                    + [amount(line.worstCase)])
        }
        let cost = draws[.cost]
        table.add(
            ["  in all"] + [cost.expected, cost.sample.mean, cost.sample.quantile(0.95), cost.sample.quantile(1)].map { amount($0) }
                + [amount(document.result.worstCase?.byCaps)])
        return table.lines
    }

    private static func percent(_ share: Double) -> String { AmountText.trimmed(100 * share, decimals: 1) + " %" }
}

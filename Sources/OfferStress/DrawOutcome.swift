import DenseAlgebra
package import Execution
package import OfferEconomics
package import OfferModel
import OfferOptimization

/// The distribution of what a fixed plan costs and brings when its inputs are drawn.
package struct DrawOutcome: Sendable {
    package enum Quantity: String, Sendable, CaseIterable {
        case cost, accrued
        case fraudLoss = "fraud_loss"
        case completions
        case incrementalCompletions = "incremental_completions"
        case value
        case feeIncome = "fee_income"
        case netValue = "net_value"
    }

    /// A quantity's outcomes beside what is expected of it as the inputs stand.
    package struct Outcome: Sendable {
        package let expected: Double
        package let sample: Sample
        /// Of the mean; nil where there is a single draw.
        package let standardError: Double?
    }

    package let count: Int
    /// As many as were asked for; more than `count` where the time was up.
    package let asked: Int
    package let sampling: Sampling
    /// Independent blocks of draws, from which standard errors of means come.
    package let blockCount: Int
    package let quantities: [(quantity: Quantity, outcome: Outcome)]
    /// Cost of each offer that somebody is shown, with what it cannot exceed (nil without a cap).
    package let offers: [(offer: OfferIndex, cost: Outcome, worstCase: Double?)]
    package let budgets: [BudgetTail]
    /// CVaR of the cost beside each tail budget.
    package let tailBudgets: [(budget: TailBudget, conditionalValueAtRisk: BudgetTail.Estimate)]
    /// Probability that any budget breaks.
    package let anyBreach: BudgetTail.Estimate

    package subscript(quantity: Quantity) -> Outcome {
        quantities.first { $0.quantity == quantity }!.outcome
    }
}

extension DrawOutcome {
    /// - Returns: nil where the deadline passed before any draw was done.
    package init?(
        of plan: StressedPlan, draws: ShiftDraws, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()
    ) {
        let scenario = plan.scenario
        let worstCases = WorstCase(of: plan.expected, in: scenario).offers
        let measures: [Measure] = [
            .cost, .accrued, .fraudLoss, .completions, .incrementalCompletions, .value, .valueAndExternalFees, .netValue,
        ]
        let offerSums = worstCases.map { offerCase in
            PlanSum(.cost, offers: scenario.offers.entityIndices.map { $0 == offerCase.offer })
        }
        let budgetRows = Array(zip(scenario.budgets, plan.rows))
        let budgetSums = budgetRows.map { PlanSum($0.measure, offers: $1.scope.offers, macro: $1.scope.macro) }
        let sums = ShiftedSums(
            measures.map { PlanSum($0) } + offerSums + budgetSums, of: [plan.plan], in: scenario, workers: plan.workers)
        let values = sums.values(under: .drawn(draws), deadline: deadline, progress: progress)
        guard values.rowCount > 0 else { return nil }

        let blocks = (0..<values.rowCount).map { draws.block(of: $0) }
        func outcome(_ outcomes: [Double], expected: Double) -> Outcome {
            Outcome(
                expected: expected, sample: Sample(outcomes), standardError: Sample.standardErrorOfMean(outcomes, blocks: blocks))
        }
        func column(_ measure: Measure) -> [Double] { Array(values.column(measures.firstIndex(of: measure)!)) }
        quantities = Quantity.allCases.map { quantity in
            let fees = { zip(column(.valueAndExternalFees), column(.value)).map { $0 - $1 } }
            let outcomes = quantity.measure.map(column) ?? fees()
            return (quantity, outcome(outcomes, expected: quantity.total(of: plan.expected)))
        }
        offers = worstCases.enumerated().map { place, offerCase in
            let expected = plan.expected.total(where: { plan.expected.offer(of: $0) == offerCase.offer }) { $0.valuation[.cost] }
            return (offerCase.offer, outcome(Array(values.column(measures.count + place)), expected: expected), offerCase.byCaps)
        }
        let first = measures.count + offerSums.count
        budgets = budgetRows.enumerated().map { place, budget in
            BudgetTail(
                budget: budget.0, expected: plan.expectedUses[place].used, uses: Sample(Array(values.column(first + place))))
        }
        let cost = quantities[0].outcome.sample
        tailBudgets = scenario.tailBudgets.map { budget in
            let error = cost.standardErrorOfConditionalValueAtRisk(budget.level)
            return (budget, BudgetTail.Estimate(value: cost.conditionalValueAtRisk(budget.level), standardError: error))
        }
        let breaches = (0..<values.rowCount).count { draw in
            budgetRows.indices.contains { Sample.isBeyond(values[draw, first + $0], budgetRows[$0].0.amount) }
        }
        let share = Double(breaches) / Double(values.rowCount)
        anyBreach = BudgetTail.Estimate(value: share, standardError: cost.standardError(ofShare: share))
        count = values.rowCount
        asked = draws.count
        sampling = draws.sampling
        blockCount = draws.blockCount
    }
}

extension DrawOutcome.Quantity {
    /// nil for fees, which are the difference of two measures.
    fileprivate var measure: Measure? {
        switch self {
        case .cost: .cost
        case .accrued: .accrued
        case .fraudLoss: .fraudLoss
        case .completions: .completions
        case .incrementalCompletions: .incrementalCompletions
        case .value: .value
        case .feeIncome: nil
        case .netValue: .netValue
        }
    }

    fileprivate func total(of evaluation: PlanEvaluation) -> Double {
        measure.map { evaluation.total($0) } ?? evaluation.total { $0.valuation.externalFee }
    }
}

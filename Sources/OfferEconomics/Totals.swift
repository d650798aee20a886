package import OfferModel

/// Sums over a plan of N_s times the figures per customer (model.md sections 5 and 6).
package struct Totals: Sendable {
    /// All customers of the scenario.
    package let customers: Double
    /// Customer-offer pairs shown.
    package let shown: Double
    package let completions: Double
    package let incrementalCompletions: Double
    package let value: Double
    /// External sponsors' fees only.
    package let feeIncome: Double
    package let cost: Double
    package let accrued: Double
    package let fraudLoss: Double
    package let deadweightCost: Double
    /// nil when somebody is shown a variant without a cap.
    package let worstCase: Double?
    package let netValue: Double

    package init(of evaluation: PlanEvaluation, in scenario: Scenario) {
        customers = scenario.segments.reduce(0) { $0 + $1.customers }
        shown = evaluation.total { _ in 1 }
        completions = evaluation.total(.completions)
        incrementalCompletions = evaluation.total(.incrementalCompletions)
        value = evaluation.total(.value)
        feeIncome = evaluation.total { $0.valuation.externalFee }
        cost = evaluation.total(.cost)
        accrued = evaluation.total(.accrued)
        fraudLoss = evaluation.total(.fraudLoss)
        deadweightCost = evaluation.total { $0.valuation.economics.deadweight }
        worstCase = evaluation.worstCase
        netValue = evaluation.total(.netValue)
    }
}

import OfferEconomics
import OfferModel

extension Scenario {
    /// budget:ID, sum N_s b_sok x_sok <= amount, b the budget's basis in its month where it has one.
    var budgetRows: [CouplingRow] {
        budgets.map { budget in
            CouplingRow(
                "budget:\(budget.id)", .ceiling, limit: budget.amount, terms: [(budget.measure, 1)],
                scope: scope(sponsor: budget.sponsor, offer: budget.offer, macro: budget.macro))
        }
    }
}

import OfferEconomics
import OfferModel

extension Scenario {
    /// budget:ID, sum N_s b_sok x_sok <= amount, b the budget's basis in its month where it has one.
    var budgetRows: [CouplingRow] {
        budgets.map { budget in
            CouplingRow(
                "budget:\(budget.id)", of: owner(sponsor: budget.sponsor, offer: budget.offer), .ceiling, limit: budget.amount,
                terms: [(budget.measure, 1)],
                scope: scope(sponsor: budget.sponsor, offer: budget.offer, macro: budget.macro))
        }
    }
}

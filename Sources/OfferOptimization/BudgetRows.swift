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

extension Budget {
    fileprivate var measure: Measure {
        switch (basis, month) {
        case (.cost, nil): .cost
        case (.cost, let month?): .costInMonth(month)
        case (.accrued, nil): .accrued
        case (.accrued, let month?): .accruedInMonth(month)
        case (.worstCase, nil): .worstCase
        case (.worstCase, let month?): .worstCaseInMonth(month)
        case (.cash, let month?): .cashInMonth(month)
        case (.cash, nil): preconditionFailure("a cash budget speaks of one month")
        }
    }
}

import OfferEconomics
import OfferModel

extension Budget {
    /// Whether an offer is in the budget's scope.
    fileprivate func takesIn(_ offer: OfferIndex, in scenario: Scenario) -> Bool {
        (self.offer ?? offer) == offer && (sponsor ?? scenario.offers[offer].sponsor) == scenario.offers[offer].sponsor
    }

    /// What the closed form expects a plan to use.
    func expectedUse(by evaluation: PlanEvaluation, in scenario: Scenario) -> Double {
        func isInScope(_ line: PlanEvaluation.Line) -> Bool {
            takesIn(evaluation.offer(of: line), in: scenario)
                && (macro == nil || macro == scenario.segments[line.bundle.segment].macro)
        }
        return evaluation.total(where: isInScope) { $0.valuation[measure] }
    }
}

extension Flows {
    /// Use of a budget in one replication; nil where the basis is the worst case, which no replication changes.
    ///
    /// - Parameter macros: names by number.
    func use(of budget: Budget, in scenario: Scenario, macros: [String]) -> Double? {
        let kind: Kind
        switch budget.basis {
        case .cost: kind = .cost
        case .accrued: kind = .accrued
        case .cash: kind = .cash
        case .worstCase: return nil
        }
        let chosen = budget.macro.map { macro in [macros.firstIndex(of: macro)!] } ?? Array(0..<macroCount)
        // Nothing happens in months after the last.
        let months = budget.month.map { $0..<$0 + ($0 <= monthCount ? 1 : 0) } ?? 1..<monthCount + 1
        var sum = 0.0
        for offer in scenario.offers.entityIndices where budget.takesIn(offer, in: scenario) {
            for macro in chosen {
                for month in months { sum += self[kind, offer.position, macro, month] }
            }
        }
        return sum
    }
}

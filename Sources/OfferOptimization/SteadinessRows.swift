import OfferEconomics
import OfferModel

extension Scenario {
    /// steadiness, share of all customers whose bundle is not today's <= max_changed_share; and for each segment where today's several
    /// bundles leave less than the holdout, holdout:SEGMENT, share shown something <= 1 - holdout_share.
    var steadinessRows: [CouplingRow] {
        guard let limit = maxChangedShare, let parts = CurrentParts(of: self) else { return [] }
        let nothing = CouplingRow.Scope(offers: offers.map { _ in false }, macro: nil)
        return [
            CouplingRow(
                "steadiness", of: CouplingRow.programme, .ceiling, limit: limit, terms: [], scope: nothing, counting: .changedCustomers)
        ]
            + parts.crowded.map {
                CouplingRow(
                    "holdout:\(segments[$0].id)", of: CouplingRow.programme, .ceiling, limit: 1 - programme.holdoutShare, terms: [],
                    scope: nothing,
                    counting: .shownCustomers(of: $0))
            }
    }
}

extension CouplingRow.Counting {
    /// What a plan uses of a row that counts customers, as a share.
    func share(by plan: Plan, in scenario: Scenario) -> Double {
        switch self {
        case .pairs: preconditionFailure("pairs are added up line by line")
        case .changedCustomers:
            guard let current = scenario.currentPlan else { preconditionFailure("a limit on changed offers has a current plan") }
            return PlanDifference(of: plan, from: current, in: scenario).changedShare
        case .shownCustomers(let segment):
            return plan.bundles.reduce(0) { $1.segment == segment && !$1.variants.isEmpty ? $0 + $1.share : $0 }
        }
    }
}

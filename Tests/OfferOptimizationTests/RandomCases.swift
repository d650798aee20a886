import Execution
import Foundation
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport

/// The random scenarios that most suites ask. OFFERBENCH_TEST_SCENARIOS asks for more than the usual number.
enum RandomCases {
    static let seeds = 1...(ProcessInfo.processInfo.environment["OFFERBENCH_TEST_SCENARIOS"].flatMap { Int($0) } ?? 400)
}

/// The optimizer gave an answer without a proof, or none, though nobody limited its time.
struct NoProof: Error {
    let certificate: Certificate?
}

extension OptimizationProblem {
    init(_ draft: ScenarioDraft, threads: Int = 1) {
        self.init(draft.scenario(), workers: Workers(threads: threads))
    }

    /// nil when infeasible.
    func optimum(at granularity: Scenario.Granularity, explaining: Bool = false) throws -> OptimizedPlan? {
        switch try Optimizer(self).optimize(at: granularity, explaining: explaining) {
        case .optimal(let plan): return plan
        case .infeasible: return nil
        case .feasible(let plan, _): throw NoProof(certificate: plan.certificate)
        case .outOfTime: throw NoProof(certificate: nil)
        }
    }
}

extension ScenarioDraft {
    /// A random scenario whose limits are real: fractions of what the optimum without rows uses.
    static func settled(seed: Int) throws -> ScenarioDraft {
        try ScenarioDraft.random(seed: seed).settled()
    }

    /// The fractions that its limits are, put in place.
    func settled() throws -> ScenarioDraft {
        let draft = self
        let scenario = draft.scenario()
        guard let free = try OptimizationProblem(draft.withoutRows).optimum(at: .segment) else { throw NoProof(certificate: nil) }
        let evaluation = PlanEvaluation(of: free.plan, in: scenario)
        let uses = Dictionary(uniqueKeysWithValues: scenario.couplingRows.map { ($0.name, $0.use(by: evaluation, in: scenario).used) })

        var settled = draft
        settled.budgets = draft.budgets.map { $0.with(amount: $0.amount * uses["budget:\($0.id)"]!) }
        settled.fraudLimits = draft.fraudLimits.map { $0.with(amount: $0.amount * uses["fraud:\($0.id)"]!) }
        settled.reach = draft.reach.map { $0.with(completions: $0.completions * uses["reach:\($0.id)"]!) }
        settled.returns = draft.returns.map { floor in
            let cost = evaluation.total {
                evaluation.isInScope($0, sponsor: floor.sponsor, offer: floor.offer, of: scenario) ? $0.valuation.economics.cost : 0
            }
            let ratio = uses["return:\(floor.id)"]! / max(cost, 1e-9) + floor.ratio
            return floor.with(ratio: cost > 0 ? max(0.1, ratio * floor.ratio) : floor.ratio)
        }
        let moved = { (row: String, fraction: Double) in uses[row]! + fraction * abs(uses[row]!) }
        settled.assets = draft.assets.map { asset in asset.with(profitFloor: asset.profitFloor.map { moved("pnl:\(asset.id)", $0) }) }
        settled.programme = draft.programme.with(profitFloor: draft.programme.profitFloor.map { moved("pnl:programme", $0) })
        return settled
    }
}

extension PlanEvaluation {
    fileprivate func isInScope(_ line: Line, sponsor: AssetIndex?, offer: OfferIndex?, of scenario: Scenario) -> Bool {
        let shown = self.offer(of: line)
        return (sponsor ?? scenario.offers[shown].sponsor) == scenario.offers[shown].sponsor && (offer ?? shown) == shown
    }
}

/// Two numbers that should be one but for rounding.
func agree(_ left: Double, _ right: Double, within tolerance: Double) -> Bool {
    abs(left - right) <= tolerance * max(1, abs(left), abs(right))
}

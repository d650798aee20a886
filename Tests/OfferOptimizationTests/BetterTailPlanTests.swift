import Execution
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Better plans under tail budgets, which become rows as plans are met that break them.
@Suite struct BetterTailPlanTests {
    /// Without uncertainty every draw costs the same, so that the worst draws cost what a budget on cost counts.
    @Test(arguments: 1...24)
    func withoutUncertaintyATailBudgetIsABudget(seed: Int) throws {
        var draft = try ScenarioDraft.settled(seed: seed)
        let plan = draft.scenario().randomProposal(seed: seed)
        let cost = PlanEvaluation(of: plan, in: draft.scenario()).total(.cost)
        let amount = (seed.isMultiple(of: 2) ? 0.6 : 1.2) * cost
        draft.uncertainty = Uncertainty(draws: 10)
        var tail = draft
        tail.tailBudgets = [TailBudget(id: "t", level: 0.8, amount: amount)]
        draft.budgets.append(Budget(id: "t", amount: amount, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil))
        let (one, other) = (try Self.better(than: plan, in: tail), try Self.better(than: plan, in: draft))
        #expect(
            agree(one.violation, other.violation, within: 1e-9) && agree(one.plans[0].violation, other.plans[0].violation, within: 1e-6))
        #expect(agree(one.plans[0].objective, other.plans[0].objective, within: 1e-6))
        #expect(Set(one.plans[0].broken.map { $0 == "cvar:t" ? "budget:t" : $0 }) == Set(other.plans[0].broken))
    }

    @Test(arguments: 1...24)
    func noBetterPlanBreaksATailBudget(seed: Int) throws {
        var draft = try ScenarioDraft.settled(seed: seed)
        draft.uncertainty = Uncertainty(
            common: FactorValues { [0.4, 0.2, 0.5, 0.6, 0.2][$0.position] }, segment: FactorValues { _ in 0.2 }, draws: 40)
        guard let plan = try OptimizationProblem(draft.withCeilings(times: 0.7)).optimum(at: .segment)?.plan else { return }
        let costs = TailDraws(of: draft.scenario(), workers: .init(threads: 1)).costs(of: plan).sorted()
        let worst = costs.suffix(4).reduce(0, +) / 4
        draft.tailBudgets = [TailBudget(id: "t", level: 0.9, amount: 1.02 * worst)]
        let better = try Self.better(than: plan, changes: 3, in: draft)
        #expect(better.broken.isEmpty)
        for found in better.plans {
            let after = TailDraws(of: draft.scenario(), workers: .init(threads: 1)).costs(of: found.plan).sorted()
            #expect(after.suffix(4).reduce(0, +) / 4 <= 1.02 * worst + 1e-6 * max(1, worst))
            #expect(found.broken.isEmpty && found.bound >= found.objective)
        }
    }

    private static func better(than plan: Plan, changes: Int = 1, in draft: ScenarioDraft) throws -> BetterPlans {
        let problem = OptimizationProblem(draft)
        return try problem.betterPlans(than: plan, changes: changes, startingAt: problem.rows.map { _ in 0 })
    }
}

import Execution
import OfferEconomics
import OfferModel
import OfferOptimization
import OfferStress
import TestSupport

/// Random plans of random scenarios, and one case that can be worked out on paper.
enum StressCases {
    static let seeds = 1...60

    static func plan(seed: Int, uncertainty: Uncertainty = Uncertainty(), oneVariantAnOffer: Bool = false) -> StressedPlan {
        var draft = ScenarioDraft.random(seed: seed)
        draft.uncertainty = uncertainty
        let scenario = draft.scenario()
        let plan = scenario.randomPlan(seed: seed, oneVariantAnOffer: oneVariantAnOffer)
        return StressedPlan(plan, of: OptimizationProblem(scenario, workers: Workers(threads: 1)))
    }

    /// 100 customers spend 1,000 a month without variation, redeem everything, and get 10 % for a month: one in five completes, costs 100
    /// and brings 500. Expected cost 2,000 within a budget of 3,000; net value 8,000.
    static func onPaper(
        uncertainty: Uncertainty = Uncertainty(), budget: Double = 3_000, tailBudgets: [TailBudget] = []
    ) -> StressedPlan {
        var draft = ScenarioDraft(
            assets: [Asset(id: "shop", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)],
            offers: [
                Offer(
                    id: "card", sponsor: AssetIndex(0), percents: [Percent(basisPoints: 1_000)], monthlyCaps: [nil], months: [1],
                    startMonth: 1, acquisitionFee: 0, requires: [], fraud: nil)
            ],
            segments: [
                SegmentDraft(
                    id: "all",
                    responses: [Response(organic: 0, curve: .table([CompletionPoint(percent: 10, completion: 0.2)]))],
                    values: [[ValueStep(now: 0, ifCompleted: 500)]])
            ])
        draft.budgets = [
            Budget(id: "total", amount: budget, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil, breachProbability: 0.05)
        ]
        draft.uncertainty = uncertainty
        draft.tailBudgets = tailBudgets
        let bundle = PlannedBundle(segment: SegmentIndex(0), number: 1, variants: [VariantIndex(0)], share: 1)
        return StressedPlan(Plan(bundles: [bundle]), of: OptimizationProblem(draft.scenario(), workers: Workers(threads: 1)))
    }

    /// Spend alone is uncertain: on paper the cost is then 2,000 exp(0.2 z - 0.02), whose mean is 2,000.
    static let uncertainSpend = Uncertainty(common: FactorValues { $0 == .spend ? 0.2 : 0 })
}

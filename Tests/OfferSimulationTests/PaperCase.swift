import Execution
import OfferModel
import OfferSimulation
import TestSupport

/// A case small enough to follow by hand: everybody (by default) completes, spends 1,000 a month without variation, and is shown one offer at 10 %.
struct PaperCase {
    var customers = 1.0
    var completion = 1.0
    var months = 1
    var cap: Double?
    var stop: Double?
    var monthlyRedemption = 1.0
    var basePercent = 0.0
    var spendVariation = 0.0
    var spendPersistence = 0.0
    var fraud: FraudProfile?
    var expiry: Int?
    var programmeCap: Double?
    var maxRedeemShare: Double?
    var order = Programme.RedemptionOrder.vintage
    var offerCount = 1
    /// Of a budget for what is accrued.
    var budgetMonth: Int?

    var scenario: Scenario {
        let curve = CompletionCurve.table([CompletionPoint(percent: 0, completion: completion)])
        var segment = SegmentDraft(
            id: "s", customers: customers, monthlySpend: 1_000, spendVariation: spendVariation, monthlyRedemption: monthlyRedemption,
            basePercent: basePercent, responses: Array(repeating: Response(organic: 0, curve: curve), count: offerCount),
            values: Array(repeating: [ValueStep(now: 0, ifCompleted: 0)], count: offerCount))
        segment.spendPersistence = spendPersistence
        var draft = ScenarioDraft(
            assets: [Asset(id: "shop", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)],
            offers: (0..<offerCount).map { number in
                Offer(
                    id: "offer\(number)", sponsor: AssetIndex(0), percents: [Percent(basisPoints: 1_000)], monthlyCaps: [cap],
                    months: [months], startMonth: 1, acquisitionFee: 0, requires: [], fraud: fraud, monthlyStop: stop)
            }, segments: [segment])
        draft.programme = Programme(
            maxTotalPercent: nil, percentBasis: .effective, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: expiry,
            monthlyCapPerCustomer: programmeCap, maxRedeemShare: maxRedeemShare, redemptionOrder: order)
        if let budgetMonth {
            draft.budgets = [
                Budget(id: "month", amount: 1, basis: .accrued, sponsor: nil, offer: nil, macro: nil, month: budgetMonth)
            ]
        }
        return draft.scenario()
    }

    /// One replication of showing every offer to everybody.
    func outcome(replications: Int = 1) throws -> SimulationOutcome {
        let scenario = scenario
        let plan = Plan(bundles: [
            PlannedBundle(segment: SegmentIndex(0), number: 1, variants: (0..<offerCount).map { VariantIndex($0) }, share: 1)
        ])
        return try Simulation(of: plan, in: scenario, seed: 7, workers: Workers(threads: 1)).run(replications: replications)!
    }
}

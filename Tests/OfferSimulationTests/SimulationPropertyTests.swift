import Execution
import OfferEconomics
import OfferModel
import OfferSimulation
import TestSupport
import Testing

@Suite struct SimulationPropertyTests {
    /// Everything that may bind, bound tightly.
    private func tight(_ seed: Int) -> (scenario: Scenario, plan: Plan) {
        RandomPlan.make(seed: seed) { draft in
            draft.programme = Programme(
                maxTotalPercent: draft.programme.maxTotalPercent, percentBasis: draft.programme.percentBasis, holdoutShare: 0,
                profitFloor: nil, pointsExpireAfterMonths: seed % 6 == 0 ? nil : seed % 5 + 1,
                monthlyCapPerCustomer: seed % 2 == 0 ? 150 : nil, maxRedeemShare: seed % 4 == 0 ? nil : 0.01,
                redemptionOrder: seed % 5 == 0 ? .fifo : .vintage)
            draft.offers = draft.offers.map { $0.with(monthlyStop: seed % 3 == 1 ? 5_000 : nil) }
        }
    }

    @Test(arguments: 101...130)
    func noReplicationIsBeyondTheWorstCase(seed: Int) throws {
        let (scenario, plan) = tight(seed)
        let outcome = try #require(
            try Simulation(of: plan, in: scenario, seed: 5, workers: Workers(threads: 2)).run(replications: 20))
        for worst in [outcome.worstCase.byCaps, outcome.worstCase.withStops].compactMap(\.self) {
            for quantity in [SimulationOutcome.Quantity.cost, .accrued] {
                #expect(outcome[quantity].sorted.last! <= worst * (1 + 1e-12), "\(quantity)")
            }
        }
    }

    @Test(arguments: 101...130)
    func pointsAreNeverLost(seed: Int) throws {
        let (scenario, plan) = tight(seed)
        let outcome = try #require(
            try Simulation(of: plan, in: scenario, seed: 6, workers: Workers(threads: 2)).run(replications: 5))
        var outstanding = 0.0
        for month in outcome.months {
            outstanding += month.accrued - month.redeemed - month.expired
            #expect(abs(outstanding - month.outstanding) <= 1e-9 * max(1, outcome[.accrued].mean) + 0.005, "month \(month.month)")
        }
        let closing = outcome[.accrued].mean - outcome[.redeemed].mean - outcome[.expired].mean
        #expect(abs(closing - outcome.stranded) <= 1e-9 * max(1, outcome[.accrued].mean) + 0.005)
    }

    /// The case's points are all gone by month 2.
    @Test(arguments: [(1, 100.0), (2, 0), (3, 0), (12, 0)])
    func aBudgetOfAMonthAfterTheLastUsesNothing(month: Int, used: Double) throws {
        var paper = PaperCase(expiry: 1)
        paper.budgetMonth = month
        #expect(try paper.outcome().budgets.map(\.uses.mean) == [used])
    }

    /// More replications than are held at once.
    @Test(arguments: [202, 203, 205])
    func theOutcomeIsTheSameForAnyNumberOfThreads(seed: Int) throws {
        let (scenario, plan) = tight(seed)
        let outcomes = try [1, 2, 5].map { threads in
            try #require(try Simulation(of: plan, in: scenario, seed: 9, workers: Workers(threads: threads)).run(replications: 70))
        }
        for outcome in outcomes.dropFirst() {
            for quantity in SimulationOutcome.Quantity.allCases {
                #expect(outcome[quantity].sorted == outcomes[0][quantity].sorted && outcome[quantity].mean == outcomes[0][quantity].mean)
            }
            #expect(outcome.months.map(\.outstanding) == outcomes[0].months.map(\.outstanding))
        }
    }

    /// Two plans that differ in a few percents are told apart far better on the same customers than on others.
    @Test func plansAreComparedOnTheSameCustomers() throws {
        func cost(_ percent: Int, seed: Int) throws -> Double {
            let curve = CompletionCurve.logistic(intercept: -2, slope: 0.1, ceiling: 1, durationSlope: 0)
            let segment = SegmentDraft(
                id: "s", customers: 2_000, monthlySpend: 1_000, spendVariation: 0.8, monthlyRedemption: 0.5,
                responses: [Response(organic: 0.02, curve: curve)], values: [[ValueStep(now: 0, ifCompleted: 100)]])
            let draft = ScenarioDraft(
                assets: [Asset(id: "shop", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)],
                offers: [
                    Offer(
                        id: "o", sponsor: AssetIndex(0), percents: [Percent(basisPoints: percent)], monthlyCaps: [nil], months: [3],
                        startMonth: 1, acquisitionFee: 0, requires: [], fraud: nil)
                ], segments: [segment])
            let plan = Plan(bundles: [PlannedBundle(segment: SegmentIndex(0), number: 1, variants: [VariantIndex(0)], share: 1)])
            let simulation = try Simulation(of: plan, in: draft.scenario(), seed: UInt64(seed), workers: Workers(threads: 2))
            return try #require(simulation.run(replications: 1))[.cost].mean
        }
        let same = Sample(try (1...40).map { try cost(520, seed: $0) - cost(500, seed: $0) })
        let other = Sample(try (1...40).map { try cost(520, seed: $0) - cost(500, seed: 100 + $0) })
        #expect(same.standardDeviation < other.standardDeviation / 4)
        #expect(same.mean > 4 * same.standardError)
    }
}

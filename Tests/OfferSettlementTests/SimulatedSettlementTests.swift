import Execution
import OfferEconomics
import OfferModel
import OfferSettlement
import OfferSimulation
import TestSupport
import Testing

/// Settlements of simulated replications, whose entries are sums over single customers.
@Suite struct SimulatedSettlementTests {
    /// Three segments that redeem at different speeds, fraud, a member and a partner that sponsor, three that redeem.
    private static func scenario(expiry: Int?) -> Scenario {
        let curve = CompletionCurve.logistic(intercept: -1.5, slope: 0.1, ceiling: 1, durationSlope: 0)
        let segments = [0.15, 0.5, 0.9].enumerated().map { place, theta in
            SegmentDraft(
                id: "s\(place)", customers: 2_000, monthlySpend: 1_000 * Double(place + 1), spendVariation: 0.6, monthlyRedemption: theta,
                spendLift: 0.5, responses: Array(repeating: Response(organic: 0.1, curve: curve), count: 2),
                values: Array(repeating: [0, 300, 0].map { ValueStep(now: 0, ifCompleted: $0) }, count: 2))
        }
        var draft = ScenarioDraft(
            assets: [(0.5, 0.2, false), (0.3, 0.1, false), (0.2, 0, true)].enumerated().map { place, asset in
                Asset(
                    id: "a\(place)", isExternal: asset.2, earnShare: [0.7, 0.3, 0][place], margin: asset.1, redeemShare: asset.0,
                    profitFloor: nil)
            },
            offers: [
                Offer(
                    id: "card", sponsor: AssetIndex(1), percents: [Percent(basisPoints: 700)], monthlyCaps: [200], months: [3],
                    startMonth: 1, acquisitionFee: 90, requires: [],
                    fraud: FraudProfile(rate: 0.02, referencePercent: 7, elasticity: 1, monthlyDetection: 0.4)),
                Offer(
                    id: "theatre", sponsor: AssetIndex(2), percents: [Percent(basisPoints: 500)], monthlyCaps: [nil], months: [1],
                    startMonth: 2, acquisitionFee: 25, requires: [], fraud: nil),
            ], segments: segments)
        draft.programme = Programme(
            maxTotalPercent: nil, percentBasis: .effective, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: expiry)
        return draft.scenario()
    }

    private static func everybody(in scenario: Scenario) -> Plan {
        Plan(
            bundles: scenario.segments.entityIndices.map {
                PlannedBundle(segment: $0, number: 1, variants: [VariantIndex(0), VariantIndex(1)], share: 1)
            })
    }

    /// Every figure of every month: net positions by either basis, balances, fees and P&L.
    private static func figures(_ settlement: Settlement, months: Int) -> [Double] {
        let payments = Settlement.Basis.allCases.flatMap { basis in settlement.months(basis).prefix(months).flatMap(\.net) }
        let balances = settlement.liability.byPayer.filter { $0.month <= months }.flatMap {
            [$0.accrued, $0.redeemed, $0.expired, $0.closing]
        }
        let profits = settlement.profits.filter { $0.month <= months }.flatMap { [$0.gain, $0.funding, $0.fees] }
        return (payments + balances + profits).map(Double.init)
    }

    @Test(arguments: [3, nil] as [Int?])
    func theMeanOfSimulatedSettlementsIsTheExpectedOne(expiry: Int?) throws {
        let scenario = Self.scenario(expiry: expiry)
        let plan = Self.everybody(in: scenario)
        let expected = Self.figures(try Settlement(of: plan, in: scenario), months: 6)
        let simulation = try Simulation(of: plan, in: scenario, seed: 11, workers: Workers(threads: 2))
        let simulated = try Workers(threads: 2).mapRanges(count: 120, rangeLength: 1) { range, _ in
            let history = try #require(simulation.history(ofReplication: range.lowerBound))
            return Self.figures(try Settlement(of: history, in: scenario), months: 6)
        }
        #expect(simulated.allSatisfy { $0.count == expected.count } && expected.count > 60)
        var moving = 0
        for place in expected.indices {
            let sample = Sample(simulated.map { $0[place] })
            // A kopeck or two of rounding for each month of accrual.
            #expect(abs(sample.mean - expected[place]) <= 4 * sample.standardError + 8, "figure \(place)")
            if sample.standardDeviation > 0 { moving += 1 }
        }
        #expect(moving > 60)
    }

    /// With every limit at work, or the oldest points first, the ledgers still close and both bases pay the same in the end.
    @Test(arguments: 1...60)
    func limitsAreInItAndEverythingAddsUp(seed: Int) throws {
        let (random, plan) = RandomSettlement.make(seed: seed)
        var draft = ScenarioDraft.random(seed: seed).withoutRows
        draft.assets = random.assets
        draft.segments = draft.segments.map { segment in
            var whole = segment
            whole.customers = min(300, segment.customers.rounded())
            return whole
        }
        draft.offers = draft.offers.map { $0.with(monthlyStop: seed % 3 == 1 ? 5_000 : nil) }
        draft.programme = Programme(
            maxTotalPercent: nil, percentBasis: .effective, holdoutShare: 0, profitFloor: nil,
            pointsExpireAfterMonths: seed % 6 == 0 ? nil : seed % 5 + 1, monthlyCapPerCustomer: seed % 2 == 0 ? 150 : nil,
            maxRedeemShare: seed % 4 == 0 ? nil : seed % 7 == 0 ? 0 : 0.01, redemptionOrder: seed % 5 == 0 ? .fifo : .vintage)
        let scenario = draft.scenario()
        let simulation = try Simulation(of: plan, in: scenario, seed: UInt64(seed), workers: Workers(threads: 1))
        let history = try #require(simulation.history(ofReplication: 0))
        let settlement = try Settlement(of: history, in: scenario)
        let complaints = SettlementAudit(settlement: settlement).complaints
        #expect(complaints.isEmpty, "\(complaints.prefix(5))")

        // The same replication as the simulation reports it.
        let outcome = try #require(simulation.run(replications: 1))
        let slack = 0.5 * Double(history.vintages.count) + 1
        func near(_ found: Int64, _ quantity: SimulationOutcome.Quantity) -> Bool {
            abs(Double(found) - 100 * outcome[quantity].mean) <= slack + 1e-9 * 100 * abs(outcome[quantity].mean)
        }
        #expect(near(settlement.liability.outcome.accrued, .accrued))
        #expect(near(settlement.liability.outcome.redeemed, .redeemed))
        #expect(near(settlement.liability.outcome.expired, .expired))
        let profit = settlement.profits.reduce(0) { $0 + $1.profit }
        let size = 100 * (abs(outcome[.value].mean) + outcome[.accrued].mean)
        #expect(abs(Double(profit) - 100 * outcome[.netValue].mean) <= 5 * slack + 1e-9 * size)
    }

    /// What the limit lets expire is paid back at issue, and never more than was paid.
    @Test func whatIsNotRedeemedIsPaidBack() throws {
        let scenario = Self.limited
        let plan = Self.everybody(in: scenario)
        let simulation = try Simulation(of: plan, in: scenario, seed: 3, workers: Workers(threads: 1))
        let settlement = try Settlement(of: try #require(simulation.history(ofReplication: 0)), in: scenario)
        let back = settlement.issue.flatMap(\.trueUp).reduce(0, +)
        #expect(back < 0)
        #expect(settlement.issue.flatMap(\.paid).contains { $0.amount < 0 })
        #expect(settlement.redemption.flatMap(\.trueUp).allSatisfy { $0 == 0 })
        let issued = settlement.vintages.reduce(0) { $0 + ($1.issued ?? 0) }
        #expect(issued + back == settlement.liability.outcome.redeemed)
    }

    private static var limited: Scenario {
        let free = scenario(expiry: 3)
        return Scenario(
            name: free.name, currency: free.currency, objective: free.objective, granularity: free.granularity, mode: free.mode,
            seed: free.seed,
            programme: Programme(
                maxTotalPercent: nil, percentBasis: .effective, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: 3,
                maxRedeemShare: 0.01),
            assets: free.assets, offers: free.offers, segments: free.segments, responses: free.responses, values: free.values, budgets: [],
            fraudLimits: [], reach: [], returns: [], tailBudgets: [], exclusions: [], maxChangedShare: nil, openingBalances: [])
    }

    @Test func theHistoryIsTheSameForOneSeed() throws {
        let scenario = Self.scenario(expiry: 3)
        func net(seed: UInt64, replication: Int) throws -> [Int64] {
            let simulation = try Simulation(of: Self.everybody(in: scenario), in: scenario, seed: seed, workers: Workers(threads: 2))
            return try Settlement(of: try #require(simulation.history(ofReplication: replication)), in: scenario).total.net
        }
        #expect(try net(seed: 1, replication: 0) == net(seed: 1, replication: 0))
        #expect(try net(seed: 1, replication: 0) != net(seed: 2, replication: 0))
        #expect(try net(seed: 1, replication: 0) != net(seed: 1, replication: 1))
    }
}

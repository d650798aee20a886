import OfferEconomics
import OfferModel
import OfferSettlement
import TestSupport
import Testing

/// What must hold to the kopeck, whatever the plan.
@Suite struct RandomSettlementTests {
    private static let casesPerChunk = 50

    /// 1,000 cases in all.
    private static func seeds(_ chunk: Int) -> Range<Int> { 1 + chunk * casesPerChunk..<1 + (chunk + 1) * casesPerChunk }

    /// nil where the amounts do not fit; then they really do not.
    private func settled(_ scenario: Scenario, _ plan: Plan) throws -> Settlement? {
        do {
            return try Settlement(of: plan, in: scenario)
        } catch {
            #expect(error.total >= 0x1p62 / 100)
            return nil
        }
    }

    @Test(arguments: 0..<20)
    func everythingAddsUpToTheKopeck(chunk: Int) throws {
        for seed in Self.seeds(chunk) {
            let (scenario, plan) = RandomSettlement.make(seed: seed)
            guard let settlement = try settled(scenario, plan) else { continue }
            let complaints = SettlementAudit(settlement: settlement).complaints
            #expect(complaints.isEmpty, "seed \(seed): \(complaints.prefix(5))")
        }
    }

    /// To half a kopeck for each payer and month of accrual, which is what rounding once may lose.
    @Test(arguments: 0..<20)
    func pointsRedeemedAreThePlansCost(chunk: Int) throws {
        for seed in Self.seeds(chunk) {
            let (scenario, plan) = RandomSettlement.make(seed: seed)
            guard let settlement = try settled(scenario, plan) else { continue }
            let evaluation = PlanEvaluation(of: plan, in: scenario)
            let vintages = settlement.vintages.filter { $0.vintage > 0 }
            let redeemed = vintages.reduce(0) { $0 + $1.redeemedInAll }
            let cost = 100 * evaluation.total(.cost)
            let slack = 0.5 * Double(PlanHistory(expectedOf: evaluation, in: scenario).vintages.count) + 1e-12 * abs(cost)
            #expect(abs(Double(redeemed) - cost) <= slack, "seed \(seed): \(redeemed) for \(cost)")
            let accrued = vintages.reduce(0) { $0 + $1.accrued }
            #expect(abs(Double(accrued) - 100 * evaluation.total(.accrued)) <= slack, "seed \(seed)")
        }
    }

    /// Each month against the closed form's points redeemed in a calendar month, pair by pair.
    @Test(arguments: 1...120)
    func monthsAreThoseOfTheClosedForm(seed: Int) throws {
        let (scenario, plan) = RandomSettlement.make(seed: seed, opens: false)
        guard let settlement = try settled(scenario, plan) else { return }
        let evaluation = PlanEvaluation(of: plan, in: scenario)
        let payers: [AssetIndex?] = [nil] + scenario.assets.entityIndices.map { $0 }
        for payer in payers {
            let position = payer?.position ?? scenario.assets.count
            let vintages = settlement.vintages.filter { $0.payer == position }
            let lines = settlement.liability.byPayer.filter { $0.payer == position }
            let own = { (line: PlanEvaluation.Line) in scenario.payer(of: evaluation.offer(of: line)) == payer }
            var exact = 0.0
            var redeemed: Int64 = 0
            for line in lines.prefix(30) {
                redeemed += line.redeemed
                exact += 100 * evaluation.total(where: own, of: { $0.valuation[.cashInMonth(line.month)] })
                // Half a kopeck for rounding and half a one for closing, for each month of accrual.
                #expect(abs(Double(redeemed) - exact) <= Double(vintages.count) + 1e-12 * exact, "seed \(seed) month \(line.month)")
            }
        }
    }

    /// Over all months the P&Ls are the plan's, and add up to its net value.
    @Test(arguments: 0..<20)
    func profitsAreThePlans(chunk: Int) throws {
        for seed in Self.seeds(chunk) {
            let (scenario, plan) = RandomSettlement.make(seed: seed)
            guard let settlement = try settled(scenario, plan) else { continue }
            let evaluation = PlanEvaluation(of: plan, in: scenario)
            // Points lose half a kopeck for each month of accrual, values and fees half a one in all.
            let slack = 1.5 + 0.5 * Double(PlanHistory(expectedOf: evaluation, in: scenario).vintages.count)
            let profits = settlement.profits.reduce(into: [Int: Int64]()) { $0[$1.party, default: 0] += $1.profit }
            var sum = 0.0
            for asset in scenario.assets.entityIndices where !scenario.assets[asset].isExternal {
                let wanted = 100 * evaluation.total { $0.valuation.profit(of: asset) }
                let size = evaluation.total {
                    abs($0.valuation.gain(of: asset)) + $0.valuation.economics.cost + $0.valuation.economics.fee
                }
                let found = Double(profits[asset.position] ?? 0)
                #expect(abs(found - wanted) <= slack + 1e-10 * size, "seed \(seed): \(scenario.assets[asset].id)")
                sum += found
            }
            sum += Double(profits[scenario.assets.count] ?? 0)
            let net = 100 * evaluation.total(.netValue)
            let size = evaluation.total { abs($0.valuation.value) + $0.valuation.economics.accrued + $0.valuation.economics.fee }
            #expect(abs(sum - net) <= 5 * slack + 1e-9 * size, "seed \(seed): net value")
        }
    }

    /// The same points in one segment or in two alike: sums before rounding, not after.
    @Test(arguments: 1...40)
    func splittingASegmentChangesNothing(seed: Int) throws {
        var draft = ScenarioDraft.random(seed: seed).withoutRows
        draft.assets = draft.assets.enumerated().map { $1.with(redeemShare: $0 == 0 ? 1 : 0) }
        let whole = draft.scenario()
        let halves = draft.withHalvedSegments.scenario()
        let plan = whole.randomPlan(seed: seed)
        let split = Plan(
            bundles: plan.bundles.flatMap { bundle in
                [0, 1].map {
                    PlannedBundle(
                        segment: SegmentIndex(2 * bundle.segment.position + $0), number: bundle.number, variants: bundle.variants,
                        share: bundle.share)
                }
            })
        guard let first = try settled(whole, plan), let second = try settled(halves, split) else { return }
        // Sums in another order differ by ulps, which may move a kopeck from one month to the next.
        for (left, right) in zip(first.liability.total, second.liability.total) {
            let slack = Int64(first.vintages.count) + Int64(1e-12 * Double(left.closing))
            #expect(abs(left.closing - right.closing) <= slack && abs(left.redeemed - right.redeemed) <= 2 * slack, "month \(left.month)")
        }
    }
}

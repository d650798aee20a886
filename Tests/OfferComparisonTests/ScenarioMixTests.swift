import Execution
import OfferComparison
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Which step a difference between two scenarios belongs to: each mix is solved, and only the step that has the cause may move the optimum.
@Suite struct ScenarioMixTests {
    private static let seeds = 1...60

    /// nil where no plan keeps every rule.
    private func optimum(_ scenario: Scenario) throws -> Double? {
        let problem = OptimizationProblem(scenario, workers: Workers(threads: 1))
        switch try Optimizer(problem).optimize(at: scenario.granularity, explaining: false) {
        case .optimal(let plan), .feasible(let plan, _): return plan.certificate.objective
        case .infeasible, .outOfTime: return nil
        }
    }

    private func ends(_ before: Scenario, _ after: Scenario) throws -> [Double?] {
        let mix = ScenarioMix(before: before, after: after)
        return try [optimum(before)] + ComparisonStep.allCases.map { try optimum(mix.scenario(through: $0)) }
    }

    /// The steps whose ends differ, to the bit.
    private func moved(_ before: Scenario, _ after: Scenario) throws -> [ComparisonStep] {
        let ends = try ends(before, after)
        return zip(ComparisonStep.allCases, zip(ends, ends.dropFirst())).filter { $1.0 != $1.1 }.map(\.0)
    }

    /// A scenario with ceilings that leave room, and the same with one change.
    private func drafts(seed: Int, _ change: (inout ScenarioDraft) -> Void) throws -> (before: Scenario, after: Scenario) {
        var draft = ScenarioDraft.random(seed: seed).withoutRows
        draft.budgets = [Budget(id: "b", amount: 2_000, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil)]
        // Completing an offer that is gone is said by another segments.csv, and so data.
        for position in draft.segments.indices { draft.segments[position].completed.remove(OfferIndex(0)) }
        var changed = draft
        change(&changed)
        return (draft.scenario(), changed.scenario())
    }

    private func expectOnly(_ step: ComparisonStep, _ change: (inout ScenarioDraft) -> Void) throws {
        var count = 0
        for seed in Self.seeds {
            let (before, after) = try drafts(seed: seed, change)
            let steps = try moved(before, after)
            #expect(steps.isEmpty || steps == [step], "\(seed): \(steps)")
            count += steps.count
            // And back.
            let back = try moved(after, before)
            #expect(back.isEmpty || back == [step], "\(seed), back: \(back)")
        }
        #expect(count >= 10, "\(count) changes that move the optimum are too few to learn from")
    }

    @Test func customersAndSpendAreData() throws {
        try expectOnly(.data) { draft in
            for position in draft.segments.indices {
                draft.segments[position].customers *= 1.3
                draft.segments[position].monthlySpend *= 0.8
            }
        }
    }

    @Test func newAndGoneSegmentsAreDataWithAllThatIsSaidOfThem() throws {
        try expectOnly(.data) { draft in
            for position in draft.segments.indices {
                var other = draft.segments[position]
                other.id = "new \(position)"
                other.contacts = 1
                draft.segments[position] = other
            }
        }
    }

    @Test func responsesAndValuesAreModels() throws {
        try expectOnly(.models) { draft in
            for position in draft.segments.indices {
                draft.segments[position].responses = draft.segments[position].responses.map { response in
                    response.map { Response(organic: $0.organic / 2, curve: $0.curve) }
                }
                draft.segments[position].values = draft.segments[position].values.map { steps in
                    steps.map { ValueStep(now: $0.now, ifCompleted: $0.now + 1.5 * $0.change) }
                }
            }
        }
    }

    @Test func marginsAreModels() throws {
        try expectOnly(.models) { draft in
            draft.assets = draft.assets.map {
                Asset(
                    id: $0.id, isExternal: $0.isExternal, earnShare: $0.earnShare, margin: $0.margin * 2 + 0.1,
                    redeemShare: $0.redeemShare, profitFloor: $0.profitFloor)
            }
        }
    }

    @Test func exclusionsContactsAndTheCeilingAreRules() throws {
        try expectOnly(.rules) { draft in
            draft.segments[0].excluded.insert(OfferIndex(0))
            for position in draft.segments.indices { draft.segments[position].contacts = 1 }
            draft.programme = Programme(
                maxTotalPercent: 9, percentBasis: draft.programme.percentBasis, holdoutShare: 0.07, profitFloor: nil,
                pointsExpireAfterMonths: draft.programme.pointsExpireAfterMonths)
        }
    }

    @Test func newAndGoneOffersAreRules() throws {
        try expectOnly(.rules) { draft in
            let offer = draft.offers[0]
            // The first offer gives way to a dearer one, and nothing requires it any more.
            draft.offers[0] = Offer(
                id: "other", sponsor: offer.sponsor, percents: offer.percents, monthlyCaps: offer.monthlyCaps, months: offer.months,
                startMonth: offer.startMonth, acquisitionFee: offer.acquisitionFee + 50, requires: [], fraud: offer.fraud)
            for position in draft.segments.indices {
                draft.segments[position].values[0] = draft.segments[position].values[0].map {
                    ValueStep(now: $0.now, ifCompleted: $0.ifCompleted + 300)
                }
            }
        }
    }

    @Test func limitsAreBudgets() throws {
        try expectOnly(.budgets) { draft in
            draft.budgets = [
                Budget(id: "b", amount: 900, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil),
                Budget(id: "c", amount: 500, basis: .accrued, sponsor: AssetIndex(0), offer: nil, macro: nil, month: nil),
            ]
        }
    }

    @Test func aLimitOnChangeIsABudgetAndFollowsItsSegmentsAndVariants() throws {
        var count = 0
        for seed in Self.seeds {
            let (plain, other) = try drafts(seed: seed) { draft in
                for position in draft.segments.indices { draft.segments[position].customers *= 1.2 }
            }
            let plan = plain.randomPlan(seed: seed, oneVariantAnOffer: true)
            let before = plain.with(currentPlan: plan, maxChangedShare: 0.2)
            let data = try moved(before, other.with(currentPlan: plan, maxChangedShare: 0.2))
            #expect(data.isEmpty || data == [.data], "\(seed): \(data)")
            let steps = try moved(before, plain.with(currentPlan: plan, maxChangedShare: 0.4))
            #expect(steps.isEmpty || steps == [.budgets], "\(seed): \(steps)")
            count += steps.count
        }
        #expect(count >= 10)
    }

    /// Everything differs: every mix is a sound scenario, and the way back is as long.
    @Test(arguments: 1...120)
    func unrelatedScenariosMixAndTheWayBackIsTheOpposite(seed: Int) throws {
        let before = try Self.unrelated(seed: seed).scenario()
        let after = try Self.unrelated(seed: seed + 500).scenario()
        let (there, back) = try (ends(before, after), ends(after, before))
        #expect(there.last! == back.first! && there.first! == back.last!)
        guard let first = there[0], let last = there[4] else { return }
        let waterfall = Waterfall(before: first, ends: Array(there[1...3]), after: last)
        let opposite = Waterfall(before: last, ends: Array(back[1...3]), after: first)
        func total(_ waterfall: Waterfall) -> Double { waterfall.bars.reduce(0) { $0 + ($1.change ?? 0) } }
        // The money of some scenarios is millions of times that of others, and so is that of their mixes.
        let largest = (there + back).reduce(1) { max($0, abs($1 ?? 0)) }
        #expect(abs(total(waterfall) + total(opposite)) <= 1e-12 * largest)
        #expect(waterfall.before + total(waterfall) == waterfall.after)
    }

    /// A random scenario with some ids that others have and some that they have not.
    private static func unrelated(seed: Int) throws -> ScenarioDraft {
        var draft = ScenarioDraft.random(seed: seed)
        draft.budgets = draft.budgets.map { $0.with(amount: $0.amount * 1_000) }
        draft.fraudLimits = draft.fraudLimits.map { $0.with(amount: $0.amount * 100) }
        draft.reach = draft.reach.map { $0.with(completions: $0.completions * 2) }
        draft.assets = draft.assets.map { $0.with(profitFloor: $0.profitFloor.map { $0 * 1_000 - 500 }) }
        draft.programme = draft.programme.with(profitFloor: draft.programme.profitFloor.map { $0 * 1_000 - 500 })
        return draft
    }

    @Test func theLastMixIsTheSecondScenarioAndTheFirstOfAnEqualPairIsTheSame() throws {
        let (before, after) = try drafts(seed: 3) { $0.segments[0].customers += 1 }
        #expect(ScenarioMix(before: before, after: after).scenario(through: .budgets) === after)
        #expect(try moved(before, before).isEmpty)
    }
}

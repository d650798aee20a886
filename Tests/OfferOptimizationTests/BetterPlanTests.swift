import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Better plans near a proposal, against every change listed in full.
@Suite struct BetterPlanTests {
    private static func better(than plan: Plan, _ changes: Int, in problem: OptimizationProblem) throws -> BetterPlans {
        let prices = try problem.optimum(at: .segment)?.prices ?? problem.rows.map { _ in 0 }
        return try problem.betterPlans(than: plan, changes: changes, startingAt: prices)
    }

    /// Most random proposals break some rule.
    @Test(arguments: 1...60)
    func oneChangeIsTheBestOfAll(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        let plan = problem.scenario.randomProposal(seed: seed)
        let listing = ChangeListing(plan, of: problem.scenario)
        let found = try #require(try Self.better(than: plan, 1, in: problem).plans.first)
        expectSound(found, listing)

        let all = try problem.scenario.allCells.compactMap { try listing.best(changing: [$0]) }
        let least = all.reduce(listing.violation) { min($0, $1.violation) }
        #expect(agree(found.violation, least, within: 1e-7) && found.leastViolation == found.violation, "\(found.violation), \(least)")
        guard least < listing.violation - 1e-7 || listing.violation == 0 else { return }
        let best = all.filter { $0.violation <= least + 1e-9 }.reduce(-Double.infinity) { max($0, $1.objective) }
        let own = PlanEvaluation(of: plan, in: problem.scenario).total(listing.objective)
        let expected = listing.violation == 0 ? max(own, best) : best
        #expect(agree(found.objective, expected, within: 1e-7), "\(found.objective) instead of \(expected)")
        #expect(found.bound >= found.objective && agree(found.bound, expected, within: 1e-7), "\(found.bound)")
    }

    /// An optimum of tighter ceilings keeps every rule, and there is something to gain.
    @Test(arguments: 1...60)
    func oneChangeOfAPlanThatKeepsTheRulesIsTheBestOfAll(seed: Int) throws {
        let draft = try ScenarioDraft.settled(seed: seed)
        guard let plan = try OptimizationProblem(draft.withCeilings(times: 0.8)).optimum(at: .segment)?.plan else { return }
        let problem = OptimizationProblem(draft)
        let listing = ChangeListing(plan, of: problem.scenario)
        let found = try #require(try Self.better(than: plan, 1, in: problem).plans.first)
        expectSound(found, listing)
        #expect(listing.violation == 0 && found.violation == 0)
        let own = PlanEvaluation(of: plan, in: problem.scenario).total(listing.objective)
        let expected = try problem.scenario.allCells.reduce(own) { max($0, try listing.best(changing: [$1])?.objective ?? own) }
        #expect(agree(found.objective, expected, within: 1e-7), "\(found.objective) instead of \(expected)")
        #expect(agree(found.gain, expected - own, within: 1e-6 * max(1, abs(own))))
    }

    @Test func boundsOfTwoChangesHoldAndMostOfTheBestAreFound() throws {
        var (met, all) = (0, 0)
        for seed in 1...150 {
            let draft = try ScenarioDraft.settled(seed: seed)
            guard draft.segments.count * draft.offers.count <= 10, draft.offers.count > 1 else { continue }
            let scenario = draft.scenario()
            for plan in [scenario.randomProposal(seed: seed), Plan(bundles: [])] {
                let problem = OptimizationProblem(draft)
                let listing = ChangeListing(plan, of: scenario)
                let better = try Self.better(than: plan, 2, in: problem).plans
                let found = try #require(better.last)
                #expect(found.changes == 2 && better.count == 2)
                expectSound(found, listing)
                let pairs = scenario.allCells.flatMap { first in scenario.allCells.filter { $0 > first }.map { [first, $0] } }
                let listed = try pairs.compactMap { try listing.best(changing: $0) }
                let least = listed.reduce(listing.violation) { min($0, $1.violation) }
                #expect(found.leastViolation <= least + 1e-7 && found.violation >= least - 1e-7, "\(seed)")
                let rivals = listed.filter { $0.violation <= found.violation + 1e-10 }
                let best = rivals.reduce(-Double.infinity) { max($0, $1.objective) }
                #expect(best == -.infinity || found.bound >= best - 1e-7 * max(1, abs(best)), "\(seed): \(found.bound) below \(best)")
                all += 1
                if found.violation <= least + 1e-7, best == -.infinity || found.objective >= best - 1e-7 * max(1, abs(best)) { met += 1 }
            }
        }
        #expect(all >= 20 && 10 * met >= 9 * all, "\(met) of \(all)")
    }

    @Test(arguments: 1...40)
    func moreChangesAreNeverWorseAndBoundsAreAbove(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        let plan = problem.scenario.randomProposal(seed: seed)
        let listing = ChangeListing(plan, of: problem.scenario)
        let better = try Self.better(than: plan, 4, in: problem)
        #expect(better.isComplete && better.plans.map(\.changes) == [1, 2, 3, 4])
        for plan in better.plans { expectSound(plan, listing) }
        for (fewer, more) in zip(better.plans, better.plans.dropFirst()) {
            let isNoLess = more.objective >= fewer.objective - 1e-8 * max(1, abs(fewer.objective))
            #expect(more.violation < fewer.violation || isNoLess)
        }
        guard let optimum = try problem.optimum(at: .segment), let last = better.plans.last, last.violation == 0 else { return }
        #expect(last.objective <= optimum.certificate.bound + 1e-7 * max(1, abs(last.objective)))
    }

    @Test(arguments: 1...60)
    func nothingIsBetterThanTheOptimum(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        guard let optimum = try problem.optimum(at: .segment) else { return }
        let better = try problem.betterPlans(than: optimum.plan, changes: 2, startingAt: optimum.prices)
        for plan in better.plans {
            #expect(abs(plan.gain) <= 1e-7 * max(1, abs(plan.objective)) && plan.broken.isEmpty)
            #expect(plan.gap <= 1e-7 + optimum.certificate.rounding)
        }
    }

    @Test func manySegmentsAreSearchedTheSameByAnyNumberOfThreads() throws {
        let draft = try ScenarioDraft.populous(seed: 3, segments: 300)
        let plan = draft.scenario().randomProposal(seed: 3)
        let answers = try [1, 2].map { try Self.better(than: plan, 2, in: OptimizationProblem(draft, threads: $0)) }
        #expect(answers[0].plans.map(\.objective) == answers[1].plans.map(\.objective))
        #expect(answers[0].plans.map(\.bound) == answers[1].plans.map(\.bound))
    }

    /// The plan keeps what it has to, says what it is worth, and changes no more than it may.
    private func expectSound(_ better: BetterPlan, _ listing: ChangeListing) {
        let scenario = listing.scenario
        let evaluation = PlanEvaluation(of: better.plan, in: scenario)
        let objective = evaluation.total(listing.objective)
        #expect(agree(better.objective, objective, within: 1e-12))
        #expect(better.bound >= objective - 1e-9 * max(1, abs(objective)))
        #expect(better.cells.count <= better.changes)

        let uses = listing.rows.uses(by: evaluation, in: scenario)
        for (number, row) in listing.rows.enumerated() {
            let isBroken = row.isBroken(by: uses[number].used, absolute: uses[number].absolute)
            guard let excess = listing.excesses[number] else {
                #expect(!isBroken, "\(row.name)")
                continue
            }
            #expect(better.broken.contains(row.name) == isBroken)
            let before = listing.plan.use(of: row, in: scenario)
            #expect(-row.slack(at: uses[number].used) <= excess * max(abs(row.limit), before.absolute) * (1 + 1e-7) + 1e-6)
        }
        let allowed = AllowedBundles(scenario: scenario)
        let changed = Dictionary(grouping: better.cells, by: \.cell.segment).mapValues { Set($0.map(\.cell.offer)) }
        for segment in scenario.segments.entityIndices {
            let own = better.plan.bundles.filter { $0.segment == segment }
            #expect(own.reduce(0) { $0 + $1.share } <= 1 - scenario.programme.holdoutShare + 1e-9)
            #expect(own.allSatisfy { bundle in allowed.allows(bundle.variants, to: segment) })
            #expect(own.allSatisfy { bundle in bundle.variants.allSatisfy { allowed.isOpen($0, to: segment) } })
            // Who is shown other offers keeps them, all together.
            let offers = changed[segment] ?? []
            let before = listing.plan.kept(by: segment, without: offers, in: scenario)
            let after = better.plan.kept(by: segment, without: offers, in: scenario)
            for bundle in Set(before.keys).union(after.keys) {
                #expect(abs((before[bundle] ?? 0) - (after[bundle] ?? 0)) <= 1e-8)
            }
        }
    }
}

extension Plan {
    fileprivate func use(of row: CouplingRow, in scenario: Scenario) -> RowUse {
        row.use(by: PlanEvaluation(of: self, in: scenario), in: scenario)
    }

    /// Shares of a segment by what its bundles hold besides some offers, the empty rest left out.
    fileprivate func kept(by segment: SegmentIndex, without offers: Set<OfferIndex>, in scenario: Scenario) -> [[VariantIndex]: Double] {
        var shares: [[VariantIndex]: Double] = [:]
        for bundle in bundles where bundle.segment == segment {
            shares[bundle.variants.filter { !offers.contains(scenario.variants[$0].offer) }.sorted(), default: 0] += bundle.share
        }
        shares[[]] = nil
        return shares
    }
}

import Execution
import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// A limit on the customers whose offers change, against the programme with a variable for every customer who keeps his bundle.
@Suite struct SteadinessTests {
    private static let fractions = [0, 0.1, 0.4, 0.8, 1.2]

    @Test(arguments: RandomCases.seeds)
    func theOptimumIsThatOfTheExplicitProgramme(seed: Int) throws {
        let fraction = Self.fractions[seed % Self.fractions.count]
        let steady = try SteadyCase.random(seed: seed, fraction: fraction)
        let problem = steady.problem()
        let reference = try ScaledSolver.solve(steady.explicitProgramme())
        guard let found = try problem.optimum(at: .segment, explaining: true) else {
            #expect(reference == nil)
            return
        }
        let expected = try #require(reference, "infeasible against \(found.certificate)")
        // To the relative gap of the model.
        #expect(agree(found.certificate.objective, expected.objective, within: 1e-9), "\(found.certificate) \(expected)")
        let certificate = found.certificate
        #expect(certificate.provesOptimality && certificate.complementarity <= 1e-7 + certificate.rounding, "\(certificate)")
        #expect(certificate.dualViolation <= 1e-8 + certificate.rounding)
        let scenario = steady.scenario
        let changed = scenario.changedShare(of: found.plan, from: scenario.currentPlan!)
        let row = try #require(problem.rows.firstIndex { $0.name == "steadiness" })
        #expect(abs(found.uses[row].used - changed) <= 1e-12)
        #expect(changed <= scenario.maxChangedShare! + 1e-8)
        for bundles in Dictionary(grouping: found.plan.bundles, by: \.segment).values {
            #expect(bundles.reduce(0) { $0 + $1.share } <= 1 - scenario.programme.holdoutShare + 1e-8)
        }
    }

    @Test(arguments: RandomCases.seeds)
    func theWrittenProgrammeHasTheSameOptimum(seed: Int) throws {
        guard seed.isMultiple(of: 4) else { return }
        let problem = try SteadyCase.random(seed: seed, fraction: 0.3).problem()
        #expect(try problem.variantProgram() == nil)
        let written = try ScaledSolver.solve(try #require(try problem.bundleProgram(at: .segment, limit: 100_000)))
        let found = try problem.optimum(at: .segment)
        #expect((found == nil) == (written == nil))
        if let found, let written { #expect(agree(found.certificate.objective, written.objective, within: 1e-7)) }
    }

    /// Without rows, and with a holdout that the current plan leaves, nothing may change at a limit of 0.
    @Test(arguments: Array(RandomCases.seeds.prefix(100)))
    func aLimitOfZeroGivesTheCurrentPlan(seed: Int) throws {
        let steady = try SteadyCase.random(seed: seed, fraction: 0) { draft in
            draft = draft.withoutRows.withoutHoldout
        }
        let scenario = steady.scenario
        let found = try #require(try steady.problem().optimum(at: .segment))
        let current = scenario.currentPlan!
        #expect(scenario.changedShare(of: found.plan, from: current) <= 1e-9)
        let value = PlanEvaluation(of: current, in: scenario).total(scenario.objective == .netValue ? .netValue : .value)
        #expect(agree(found.certificate.objective, value, within: 1e-8))
    }

    @Test(arguments: Array(RandomCases.seeds.prefix(100)))
    func aLimitOfOneGivesTheOptimumAndMoreIsNeverWorse(seed: Int) throws {
        let free = try SteadyCase.random(seed: seed, fraction: nil)
        let optimum = try free.problem().optimum(at: .segment)?.certificate.objective
        var last = -Double.infinity
        for limit in [0, 0.05, 0.2, 0.5, 1] {
            let scenario = free.scenario.with(currentPlan: free.scenario.currentPlan, maxChangedShare: limit)
            let found = try OptimizationProblem(scenario, workers: .init(threads: 1)).optimum(at: .segment)?.certificate.objective
            let value = found ?? -.infinity
            #expect(value >= last - 3e-9 * max(1, abs(last)) || last == -.infinity, "\(limit)")
            last = value
        }
        let most = optimum ?? -.infinity
        #expect(last == most || agree(last, most, within: 3e-9), "\(last) \(most)")
    }

    @Test(arguments: Array(RandomCases.seeds.prefix(120)))
    func thePriceIsWhatAMovedLimitBrings(seed: Int) throws {
        let steady = try SteadyCase.random(seed: seed, fraction: 0.5)
        let problem = steady.problem()
        guard let found = try problem.optimum(at: .segment, explaining: true) else { return }
        let row = try #require(problem.rows.firstIndex { $0.name == "steadiness" })
        let range = try #require(found.priceRanges?[row])
        let price = try #require(range.loosening)
        let limit = problem.rows[row].limit
        let optimum = found.certificate.objective
        let rounding = 1e-7 * max(1, abs(optimum))
        #expect(range.validFrom ?? 0 <= limit + 1e-9 && range.validTo ?? 1 >= limit - 1e-9, "\(range)")
        for end in [range.validFrom ?? 0, min(1, range.validTo ?? 1)] {
            for part in [0.3, 0.99] {
                let moved = max(0, limit + part * (end - limit))
                let reached = try #require(try steady.objective(limit: moved), "\(range) at \(moved)")
                #expect(
                    abs(reached - optimum - price * (moved - limit)) <= rounding, "\(range): \(reached) at \(moved), \(optimum) at \(limit)"
                )
            }
            let beyond = max(0, limit + 1.5 * (end - limit))
            if let reached = try steady.objective(limit: beyond) {
                #expect(reached <= optimum + price * (beyond - limit) + rounding, "\(range) beyond, at \(beyond)")
            }
        }
    }

    @Test func limitsOnChangeBindOftenEnoughToLearnFrom() throws {
        var binding = 0
        var crowded = 0
        for seed in 1...60 {
            let problem = try SteadyCase.random(seed: seed, fraction: 0.4).problem()
            if problem.rows.contains(where: { $0.name.hasPrefix("holdout:") }) { crowded += 1 }
            guard let found = try problem.optimum(at: .segment) else { continue }
            if let row = problem.rows.firstIndex(where: { $0.name == "steadiness" }), found.prices[row] > 0 { binding += 1 }
        }
        #expect(binding >= 12 && crowded >= 5, "\(binding) bind, \(crowded) have a row for a holdout")
    }

    /// More groups than are solved at once: blocks, compaction and the exact rest keep the limit too.
    @Test(arguments: 1...16)
    func manySegmentsAgreeWithTheExplicitProgramme(seed: Int) throws {
        let draft = try ScenarioDraft.populous(seed: seed, segments: 450)
        let scenario = draft.scenario()
        let current = scenario.randomCurrentPlan(seed: seed)
        // A holdout that everybody breaks would take a row each.
        let steady = SteadyCase(draft.withoutHoldout, current: current, limit: [0.02, 0.1, 0.3][seed % 3])
        let problem = steady.problem(threads: 2)
        let reference = try ScaledSolver.solve(steady.explicitProgramme())
        guard let found = try problem.optimum(at: .segment, explaining: true) else {
            #expect(reference == nil)
            return
        }
        let expected = try #require(reference, "infeasible against \(found.certificate)")
        #expect(agree(found.certificate.objective, expected.objective, within: 1e-7))
        #expect(steady.scenario.changedShare(of: found.plan, from: current) <= steady.scenario.maxChangedShare! + 1e-8)
    }

    @Test(arguments: 1...40)
    func aMovedLimitIsSolvedAgainToTheSameOptimum(seed: Int) throws {
        let problem = try SteadyCase.random(seed: seed, fraction: 0.3).problem()
        let row = try #require(problem.rows.firstIndex { $0.name == "steadiness" })
        var session = try Optimizer(problem).session(at: .segment)
        _ = try session.solve()
        for share in [0.5, 0.1, 0.9] {
            var limits = problem.rows.map(\.limit)
            limits[row] = share
            session.move(to: limits)
            let again = try session.verify(session.solve())
            let first = try Optimizer(problem.with(limits: limits)).optimize(at: .segment)
            switch (again, first) {
            case (.optimal(let again), .optimal(let first)):
                #expect(agree(again.certificate.objective, first.certificate.objective, within: 1e-9))
            case (.infeasible, .infeasible): continue
            default: Issue.record("\(again) against \(first)")
            }
        }
    }

    @Test func aClashNamesTheLimit() throws {
        var draft = ScenarioDraft.paper
        draft.reach = [ReachTarget(id: "all", completions: 20, basis: .all, sponsor: nil, offer: nil)]
        let steady = SteadyCase(draft, current: Plan(bundles: []), limit: 0.1)
        guard case .infeasible(let story?) = try Optimizer(steady.problem()).optimize(at: .segment) else {
            Issue.record("ten customers who are shown something new make five completions, not twenty")
            return
        }
        #expect(story.clashing.sorted() == ["reach:all", "steadiness"])
        let repair = try #require(story.repair.first)
        // Either limit alone could give way: to 0.4 of the customers, or to five completions.
        #expect(story.repair.count == 1)
        #expect(try agree(#require(repair.reached), repair.row == "steadiness" ? 0.4 : 5, within: 1e-6), "\(story.repair)")
    }

    @Test func coarserGranularitiesAreRefused() throws {
        let steady = SteadyCase(.paper, current: Plan(bundles: []), limit: 0.1)
        for granularity in [Scenario.Granularity.macro, .programme] {
            #expect(throws: OptimizationError.changesNeedSegments) {
                try Optimizer(steady.problem()).optimize(at: granularity)
            }
        }
    }
}

extension ScenarioDraft {
    var withoutHoldout: ScenarioDraft {
        var changed = self
        changed.programme = Programme(
            maxTotalPercent: programme.maxTotalPercent, percentBasis: programme.percentBasis, holdoutShare: 0,
            profitFloor: programme.profitFloor, pointsExpireAfterMonths: programme.pointsExpireAfterMonths)
        return changed
    }
}

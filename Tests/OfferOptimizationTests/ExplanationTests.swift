import Execution
import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// The reasons for an optimum, each against a route of its own: the plan evaluated with one variant swapped, the listed programme with
/// one offer made better, the scenario edited by hand.
@Suite struct ExplanationTests {
    private static let seeds = RandomCases.seeds.prefix(150)

    @Test(arguments: seeds)
    func differencesToNeighboursAreThoseOfTheSwappedPlan(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        for granularity in Scenario.Granularity.allCases {
            guard let (plan, explanation) = try explained(problem, at: granularity) else { continue }
            let size = max(1, abs(plan.certificate.objective))
            for reason in explanation.reasons {
                let place = "\(seed) \(granularity) \(reason.variant) of \(reason.segments)"
                let lower = Swap(reason.variant, to: reason.fromLower.neighbour, in: reason.segments, of: plan.plan, problem.scenario)
                expect(reason.fromLower.difference, lower.evaluations.original, lower.evaluations.swapped, size, place)
                #expect(reason.fromLower.difference.reduced >= -1e-7 * size, "\(place): a lesser neighbour is better")
                guard let toHigher = reason.toHigher else { continue }
                let higher = Swap(reason.variant, to: toHigher.neighbour, in: reason.segments, of: plan.plan, problem.scenario)
                expect(toHigher.difference, higher.evaluations.swapped, higher.evaluations.original, size, place)
                if toHigher.isAllowed { #expect(toHigher.difference.reduced <= 1e-7 * size, "\(place): a greater neighbour is better") }
            }
        }
    }

    private func expect(
        _ difference: PairAmounts, _ greater: PlanEvaluation, _ lesser: PlanEvaluation, _ size: Double, _ place: String
    ) {
        let measured: [(Double, Measure)] = [
            (difference.completions, .completions), (difference.incrementalCompletions, .incrementalCompletions),
            (difference.value, .valueAndExternalFees), (difference.cost, .cost),
        ]
        for (figure, measure) in measured {
            let (whole, part) = (greater.total(measure), lesser.total(measure))
            #expect(
                abs(figure - (whole - part)) <= 1e-9 * max(1, abs(whole), abs(part), size),
                "\(place) \(measure): \(figure), \(whole - part)")
        }
    }

    /// A cell that is made better by less than its reduced cost changes nothing; by more, it enters.
    @Test(arguments: seeds)
    func reducedCostsSayHowMuchBetterAnOfferWouldHaveToBe(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        guard let (plan, explanation) = try explained(problem, at: .segment),
            let program = try problem.bundleProgram(at: .segment, limit: 100_000)
        else { return }
        let hasOnePrice = plan.priceRanges?.allSatisfy { $0.loosening == $0.tightening } ?? false
        for omission in explanation.omissions.prefix(6) {
            guard let shortfall = omission.shortfall else { continue }
            let whole = shortfall.reducedCost * problem.scenario.segments[omission.segment].customers
            let size = max(1, abs(plan.certificate.objective))
            let place = "\(seed) \(omission)"
            let almost = try #require(try improved(program, omission, by: 0.999 * whole, in: problem))
            #expect(abs(almost.objective - plan.certificate.objective) <= 1e-7 * size, "\(place)")
            guard hasOnePrice, whole > 1e-6 * size else { continue }
            let enough = try #require(try improved(program, omission, by: 1.1 * whole + 0.001 * size, in: problem))
            #expect(enough.objective > plan.certificate.objective + 1e-9 * size, "\(place)")
        }
    }

    private func improved(
        _ program: LinearProgram, _ omission: Omission, by amount: Double, in problem: OptimizationProblem
    ) throws -> ScaledSolver.Optimum? {
        let segment = "y:\(problem.scenario.segments[omission.segment].id):"
        let offer = problem.scenario.offers[omission.offer].id + ":"
        var better = try LinearProgram(sense: program.sense, rows: program.rows)
        for number in 0..<program.columns.count {
            var column = program.columns[number]
            if column.name.hasPrefix(segment),
                column.name.dropFirst(segment.count).split(separator: "+").contains(where: { $0.hasPrefix(offer) })
            {
                column.objective += amount
            }
            try better.appendColumn(column)
        }
        return try ScaledSolver.solve(better)
    }

    @Test(arguments: seeds)
    func everyOfferIsEitherShownOrItsAbsenceExplained(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        for granularity in Scenario.Granularity.allCases {
            guard let (plan, explanation) = try explained(problem, at: granularity) else { continue }
            let scenario = problem.scenario
            var cells = Set<[Int]>()
            for line in plan.evaluation.lines { cells.insert([line.bundle.segment.position, plan.evaluation.offer(of: line).position]) }
            let absent = explanation.omissions.map { [$0.segment.position, $0.offer.position] }
            #expect(cells.isDisjoint(with: absent) && Set(absent).count == absent.count, "\(seed) \(granularity)")
            let peopled = scenario.segments.entityIndices.filter { scenario.segments[$0].customers > 0 }
            #expect(cells.filter { scenario.segments[$0[0]].customers > 0 }.count + absent.count == peopled.count * scenario.offers.count)
            for omission in explanation.omissions {
                let isClosed = if case .closed = omission.reason { true } else { false }
                #expect(isClosed == (problem.eligibility.closure(of: omission.offer, to: omission.segment) != nil))
                #expect((omission.shortfall?.reducedCost ?? 0) >= 0)
            }
        }
    }

    @Test(arguments: seeds.prefix(60))
    func aContactIsWorthWhatTheWidenedScenarioGains(seed: Int) throws {
        let draft = try ScenarioDraft.settled(seed: seed)
        let problem = OptimizationProblem(draft)
        guard let (plan, explanation) = try explained(problem, at: .segment) else { return }
        let macros = Set(draft.segments.filter { $0.contacts != nil && $0.customers > 0 }.map(\.macro))
        #expect(Set(explanation.contacts.map(\.macro)) == macros)
        for contact in explanation.contacts {
            var wider = draft
            for place in wider.segments.indices where wider.segments[place].macro == contact.macro {
                wider.segments[place].contacts = wider.segments[place].contacts.map { $0 + 1 }
            }
            let program = try #require(try OptimizationProblem(wider).bundleProgram(at: .segment, limit: 200_000))
            let optimum = try #require(try ScaledSolver.solve(program))
            let gain = try #require(contact.gain)
            #expect(abs(gain - max(0, optimum.objective - plan.certificate.objective)) <= 1e-7 * max(1, abs(optimum.objective)), "\(seed)")
        }
    }

    @Test(arguments: seeds.prefix(100))
    func marginsAreThoseOfTheTightenedScenario(seed: Int) throws {
        let draft = try ScenarioDraft.settled(seed: seed)
        let problem = OptimizationProblem(draft)
        guard let (plan, explanation) = try explained(problem, at: .segment) else { return }
        for margin in explanation.margins {
            let tighter = OptimizationProblem(draft.tightened(margin.name))
            let program = try #require(try tighter.bundleProgram(at: .segment, limit: 200_000))
            let optimum = try ScaledSolver.solve(program)
            let loss = optimum.map { plan.certificate.objective - $0.objective }
            let size = max(1, abs(plan.certificate.objective))
            switch margin.finding {
            case .idle: #expect(loss.map { abs($0) <= 1e-7 * size } ?? false, "\(seed) \(margin): \(String(describing: loss))")
            case .costs(let cost): #expect(loss.map { abs($0 - cost) <= 1e-7 * size } ?? false, "\(seed) \(margin)")
            case .infeasible: #expect(optimum == nil, "\(seed) \(margin)")
            case .notKnown: Issue.record("\(seed) \(margin)")
            }
        }
    }

    /// One segment of 100 with contacts for one offer; the second offer is worth less.
    @Test func theReasonForAnAbsenceIsTheOneThatStopsIt() throws {
        var draft = ScenarioDraft.paper
        let second = Offer(
            id: "second", sponsor: AssetIndex(0), percents: [Percent(basisPoints: 500)], monthlyCaps: [nil], months: [1], startMonth: 1,
            acquisitionFee: 0, requires: [], fraud: nil)
        draft.offers.append(second)
        draft.segments[0].responses.append(draft.segments[0].responses[0])
        // Half complete: 0.5 (60 - 50) = 5 a customer, against 0.5 (80 - 50) = 15 of the first.
        draft.segments[0].values.append([ValueStep(now: 0, ifCompleted: 60)])
        draft.segments[0].contacts = 1
        let crowded = try #require(try explained(OptimizationProblem(draft), at: .segment)?.1)
        #expect(crowded.omissions.map(\.reason) == [.contacts(instead: [OfferIndex(0)])])
        #expect(agree(try #require(crowded.omissions[0].shortfall).reducedCost, 10, within: 1e-12))
        #expect(crowded.contacts.map(\.gain) == [500])

        draft.segments[0].contacts = nil
        draft.segments[0].basePercent = 3
        draft.programme = Programme(
            maxTotalPercent: 8, percentBasis: .effective, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: nil)
        let capped = try #require(try explained(OptimizationProblem(draft), at: .segment)?.1)
        #expect(capped.omissions.map(\.reason) == [.ceiling(instead: [OfferIndex(0)])])
        #expect(capped.contacts.isEmpty)

        draft.programme = ScenarioDraft.paper.programme
        draft.segments[0].values[1] = [ValueStep(now: 0, ifCompleted: 40)]
        let poor = try #require(try explained(OptimizationProblem(draft), at: .segment)?.1)
        #expect(poor.omissions.map(\.reason) == [.unprofitable])
        #expect(agree(try #require(poor.omissions[0].shortfall).reducedCost, 5, within: 1e-12))

        draft.segments[0].values[1] = [ValueStep(now: 0, ifCompleted: 60)]
        // Pays for half of the customers; a unit brings 15 / 25 there, and the second offer only 5 / 25.
        draft.budgets = [Budget(id: "b", amount: 1_250, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil)]
        let held = try #require(try explained(OptimizationProblem(draft), at: .segment)?.1)
        #expect(held.omissions.map(\.reason) == [.price(row: "budget:b")])
        #expect(agree(try #require(held.omissions[0].shortfall).reducedCost, 10, within: 1e-9))
    }

    /// nil when infeasible.
    private func explained(_ problem: OptimizationProblem, at granularity: Scenario.Granularity) throws -> (OptimizedPlan, Explanation)? {
        var session = try Optimizer(problem).session(at: granularity)
        guard case .optimal(let plan) = try session.verify(session.solve()) else { return nil }
        return (plan, try session.explanation(of: plan))
    }
}

/// A plan before and after one variant is put in place of another in some segments.
private struct Swap {
    let evaluations: (original: PlanEvaluation, swapped: PlanEvaluation)

    init(_ variant: VariantIndex, to other: VariantIndex?, in segments: [SegmentIndex], of plan: Plan, _ scenario: Scenario) {
        let swapped = plan.bundles.map { bundle in
            guard segments.contains(bundle.segment) else { return bundle }
            return PlannedBundle(
                segment: bundle.segment, number: bundle.number,
                variants: bundle.variants.compactMap { $0 == variant ? other : $0 }, share: bundle.share)
        }
        evaluations = (PlanEvaluation(of: plan, in: scenario), PlanEvaluation(of: Plan(bundles: swapped), in: scenario))
    }
}

extension ScenarioDraft {
    /// With one limit tightened by a fifth of itself.
    fileprivate func tightened(_ row: String) -> ScenarioDraft {
        var tighter = self
        func floor(_ limit: Double) -> Double { limit + 0.2 * abs(limit) }
        tighter.budgets = budgets.map { "budget:\($0.id)" == row ? $0.with(amount: 0.8 * $0.amount) : $0 }
        tighter.fraudLimits = fraudLimits.map { "fraud:\($0.id)" == row ? $0.with(amount: 0.8 * $0.amount) : $0 }
        tighter.reach = reach.map { "reach:\($0.id)" == row ? $0.with(completions: 1.2 * $0.completions) : $0 }
        tighter.returns = returns.map { "return:\($0.id)" == row ? $0.with(ratio: 1.2 * $0.ratio) : $0 }
        tighter.assets = assets.map { "pnl:\($0.id)" == row ? $0.with(profitFloor: $0.profitFloor.map(floor)) : $0 }
        if row == "pnl:programme" { tighter.programme = programme.with(profitFloor: programme.profitFloor.map(floor)) }
        return tighter
    }
}

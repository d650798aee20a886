import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Column generation against the linear programme written out in full, on random scenarios of every shape.
@Suite struct AgreementTests {
    /// Both routes stop at relative violations of 1e-9; prices carry those into the objective.
    private let tolerance = 1e-7

    @Test(arguments: RandomCases.seeds)
    func theOptimizerAgreesWithTheProgrammeOverAllBundles(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        for granularity in Scenario.Granularity.allCases {
            let program = try #require(try problem.bundleProgram(at: granularity, limit: 100_000))
            let reference = try ScaledSolver.solve(program)
            guard let found = try problem.optimum(at: granularity) else {
                #expect(reference == nil, "\(granularity)")
                continue
            }
            let expected = try #require(reference, "\(granularity): infeasible against \(found.certificate)")
            #expect(expected.error <= 1e-7, "\(granularity): reference")
            #expect(agree(found.certificate.objective, expected.objective, within: tolerance), "\(granularity)")
            expectProof(found, of: problem, at: granularity)
        }
    }

    private func expectProof(_ found: OptimizedPlan, of problem: OptimizationProblem, at granularity: Scenario.Granularity) {
        let scenario = problem.scenario
        let certificate = found.certificate
        #expect(certificate.provesOptimality, "\(granularity)")
        // Under a budget of zero the objective is nothing and large values cancel in the bound: the certificate knows how far.
        let rounding = certificate.rounding
        #expect(certificate.primalViolation <= 1e-8 && abs(certificate.gap) <= 1e-8 + rounding, "\(granularity): \(certificate)")
        #expect(
            certificate.dualViolation <= 1e-8 + rounding && certificate.complementarity <= 1e-7 + rounding, "\(granularity): \(certificate)"
        )

        let tight = problem.rows.filter { row in
            let use = row.use(by: found.evaluation, in: scenario)
            return abs(row.slack(at: use.used)) <= 1e-6 * max(1, abs(row.limit), use.absolute)
        }
        #expect(found.splitGroups <= tight.count, "\(granularity)")

        let coalition = scenario.assets.entityIndices.filter { !scenario.assets[$0].isExternal }
        let profits = coalition.reduce(found.evaluation.total(.programmeProfit)) { $0 + found.evaluation.total(.profit($1)) }
        let size = found.evaluation.total { abs($0.valuation.value) + $0.valuation.economics.cost + $0.valuation.economics.fee }
        #expect(abs(profits - found.evaluation.total(.netValue)) <= 1e-12 * max(1, size), "\(granularity)")
        if let worst = found.evaluation.worstCase {
            #expect(found.evaluation.total(.cost) <= worst * (1 + 1e-12), "\(granularity)")
            #expect(found.evaluation.total(.accrued) <= worst * (1 + 1e-12), "\(granularity)")
        }
        // Every segment keeps its holdout.
        for bundles in Dictionary(grouping: found.plan.bundles, by: \.segment).values {
            let shown = bundles.reduce(0) { $0 + $1.share }
            #expect(shown <= 1 - scenario.programme.holdoutShare + 1e-12, "\(granularity)")
        }
    }

    @Test(arguments: RandomCases.seeds)
    func withoutACeilingInPlayItAgreesWithTheProgrammeOverVariants(seed: Int) throws {
        var draft = try ScenarioDraft.settled(seed: seed)
        if seed.isMultiple(of: 2) {
            draft.programme = Programme(
                maxTotalPercent: nil, percentBasis: draft.programme.percentBasis, holdoutShare: draft.programme.holdoutShare,
                profitFloor: draft.programme.profitFloor, pointsExpireAfterMonths: draft.programme.pointsExpireAfterMonths)
        }
        let problem = OptimizationProblem(draft)
        guard let program = try problem.variantProgram() else {
            #expect(draft.programme.maxTotalPercent != nil)
            return
        }
        let reference = try ScaledSolver.solve(program)
        let found = try problem.optimum(at: .segment)
        #expect((found == nil) == (reference == nil))
        if let found, let expected = reference {
            #expect(agree(found.certificate.objective, expected.objective, within: tolerance))
        }
    }

    /// One budget on cost and one contact: the fractional multiple-choice knapsack, solved by taking the steepest steps of all
    /// segments' upper hulls.
    @Test(arguments: RandomCases.seeds)
    func withOneBudgetAndOneContactItAgreesWithTheGreedyOnTheHull(seed: Int) throws {
        var draft = ScenarioDraft.random(seed: seed).withoutRows
        draft.programme = Programme(
            maxTotalPercent: nil, percentBasis: draft.programme.percentBasis, holdoutShare: draft.programme.holdoutShare,
            profitFloor: nil, pointsExpireAfterMonths: draft.programme.pointsExpireAfterMonths)
        for position in draft.segments.indices { draft.segments[position].contacts = 1 }
        let free = try #require(try OptimizationProblem(draft).optimum(at: .segment))
        for fraction in [0, 0.1, 0.35, 0.8, 1.1] {
            let amount = fraction * free.evaluation.total(.cost)
            draft.budgets = [Budget(id: "b", amount: amount, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil)]
            let scenario = draft.scenario()
            let found = try #require(try OptimizationProblem(draft).optimum(at: .segment))
            #expect(agree(found.certificate.objective, HullGreedy(scenario).value(within: amount), within: 1e-9), "\(fraction)")
        }
    }
}

/// The greedy for one budget: the textbook algorithm, on its own.
private struct HullGreedy {
    private var steps: [(cost: Double, value: Double)] = []

    init(_ scenario: Scenario) {
        let eligibility = Eligibility(of: scenario)
        for segment in scenario.segments.entityIndices {
            let customers = scenario.segments[segment].customers * (1 - scenario.programme.holdoutShare)
            var points = [(cost: 0.0, value: 0.0)]
            for variant in scenario.variants where eligibility.isOpen(variant, to: segment, in: scenario) {
                let pair = PairValuation(of: variant, to: segment, in: scenario)!
                points.append((customers * pair.economics.cost, customers * (scenario.objective == .netValue ? pair.netValue : pair.value)))
            }
            // Gift wrapping: from each corner to the point that is steepest from there.
            var corner = points.filter { $0.cost == 0 }.max { $0.value < $1.value }!
            if corner.value > 0 { steps.append(corner) }
            while true {
                let rising = points.filter { $0.cost > corner.cost && $0.value > corner.value }
                func slope(_ point: (cost: Double, value: Double)) -> Double { (point.value - corner.value) / (point.cost - corner.cost) }
                guard let next = rising.max(by: { slope($0) < slope($1) }) else { break }
                steps.append((next.cost - corner.cost, next.value - corner.value))
                corner = next
            }
        }
        steps.sort { $0.value * $1.cost > $1.value * $0.cost }
    }

    func value(within amount: Double) -> Double {
        var left = amount
        var value = 0.0
        for step in steps {
            if step.cost > left { return value + step.value * left / step.cost }
            left -= step.cost
            value += step.value
        }
        return value
    }
}

import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Where a proposal loses against the optimum.
@Suite struct RegretTests {
    @Test(arguments: 1...120)
    func lossesAddUpToTheRegret(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        let plan = problem.scenario.randomProposal(seed: seed)
        let value = PlanEvaluation(of: plan, in: problem.scenario).total(problem.scenario.objective == .netValue ? .netValue : .value)
        for granularity in Scenario.Granularity.allCases {
            guard let optimum = try problem.optimum(at: granularity) else { continue }
            let difference = problem.difference(from: plan, to: optimum)
            let losses = difference.cells.map(\.loss) + difference.rows.map(\.loss)
            let size = losses.reduce(max(1, abs(value))) { $0 + abs($1) }
            #expect(abs(losses.reduce(0, +) - (optimum.certificate.objective - value)) <= 1e-8 * size, "\(granularity)")
            #expect(difference.cells.map(\.loss) == difference.cells.map(\.loss).sorted(by: >))
        }
    }

    @Test(arguments: 1...40)
    func theOptimumLosesNothing(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        guard let optimum = try problem.optimum(at: .segment) else { return }
        let difference = problem.difference(from: optimum.plan, to: optimum)
        #expect(difference.cells.isEmpty && difference.rows.allSatisfy { $0.loss == 0 })
    }

    @Test(arguments: 1...60)
    func anOptimumIsAsFineAsItsOwnGranularity(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        for granularity in Scenario.Granularity.allCases {
            guard let optimum = try problem.optimum(at: granularity) else { continue }
            #expect(!problem.isFiner(optimum.plan, than: granularity))
            let coarser = try problem.optimum(at: .programme)?.certificate.objective ?? -.infinity
            // Worth more than any plan of the coarser granularity: then it is not one.
            if optimum.certificate.objective > coarser + 1e-6 * max(1, abs(coarser)) {
                #expect(problem.isFiner(optimum.plan, than: .programme))
            }
        }
    }
}

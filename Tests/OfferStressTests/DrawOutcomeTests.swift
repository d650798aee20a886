import Execution
import Foundation
import OfferEconomics
import OfferModel
import OfferOptimization
import OfferStress
import TestSupport
import Testing

@Suite struct DrawOutcomeTests {
    private static func outcome(of plan: StressedPlan, draws: Int, _ sampling: Sampling = .sobol, seed: UInt64 = 5) -> DrawOutcome {
        DrawOutcome(of: plan, draws: ShiftDraws(plan.scenario.uncertainty, count: draws, sampling: sampling, seed: seed))!
    }

    /// Everything uncertain, by common and own shifts.
    private static let everything = Uncertainty(
        common: FactorValues { [0.5, 0.3, 0.8, 1.2, 0.4][$0.position] }, segment: FactorValues { _ in 0.3 },
        offer: FactorValues { _ in 0.4 }, correlations: [.init(.uptake, .spend, 0.5), .init(.uptake, .fraud, 0.4)])

    /// No draw can cost more than everyone taking every cap, in all or of one offer.
    @Test(arguments: StressCases.seeds)
    func noDrawIsBeyondTheWorstCase(seed: Int) {
        let outcome = Self.outcome(of: StressCases.plan(seed: seed, uncertainty: Self.everything), draws: 300)
        for line in outcome.offers {
            guard let worst = line.worstCase else { continue }
            #expect(line.cost.sample.quantile(1) <= worst * (1 + 1e-12))
        }
        let worstCases = outcome.offers.compactMap(\.worstCase)
        guard worstCases.count == outcome.offers.count else { return }
        #expect(outcome[.cost].sample.quantile(1) <= worstCases.reduce(0, +) * (1 + 1e-12))
        #expect(outcome[.accrued].sample.quantile(1) <= worstCases.reduce(0, +) * (1 + 1e-12))
    }

    /// With deviations of 1e-4 the mean moves from the expected figure by the order of their squares, and by sampling of the mean.
    @Test(arguments: StressCases.seeds)
    func smallUncertaintyMovesTheMeanLittle(seed: Int) {
        let small = Uncertainty(common: FactorValues { _ in 1e-4 }, segment: FactorValues { _ in 1e-4 }, offer: FactorValues { _ in 1e-4 })
        let outcome = Self.outcome(of: StressCases.plan(seed: seed, uncertainty: small), draws: 512)
        let size = outcome.quantities.reduce(1) { max($0, $1.outcome.expected.magnitude) }
        for (quantity, outcome) in outcome.quantities {
            #expect(abs(outcome.sample.mean - outcome.expected) < 1e-4 * size, "\(quantity)")
            #expect(outcome.sample.standardDeviation < 1e-2 * size)
        }
    }

    /// The mean of the worst tenth of 100 draws is that of the ten largest.
    @Test func aTailBudgetSeesTheWorstDraws() {
        let plan = StressCases.onPaper(uncertainty: StressCases.uncertainSpend, tailBudgets: [TailBudget(id: "t", level: 0.9, amount: 1e4)])
        let outcome = Self.outcome(of: plan, draws: 100)
        let worst = outcome[.cost].sample.sorted.suffix(10).reduce(0, +) / 10
        #expect(outcome.tailBudgets.count == 1 && abs(outcome.tailBudgets[0].conditionalValueAtRisk.value / worst - 1) < 1e-12)
    }

    @Test func nothingMovesWithoutUncertainty() {
        let outcome = Self.outcome(of: StressCases.onPaper(), draws: 40)
        #expect(outcome[.cost].sample.sorted.allSatisfy { abs($0 - 2_000) < 1e-9 })
        #expect(outcome.budgets[0].breachProbability.value == 0 && outcome.budgets[0].reserve(0.99).value < 1e-9)
        #expect(outcome.anyBreach.value == 0)
    }

    /// Spend uncertain by 20 %: cost is lognormal with mean 2,000, quantiles 2,000 exp(0.2 z_p - 0.02), and breaks 3,000 with
    /// probability 1 - Phi((log 1.5 + 0.02) / 0.2). 16,384 Sobol points in one dimension leave errors of the order of 1e-4.
    @Test func theLognormalOnPaper() {
        let outcome = Self.outcome(of: StressCases.onPaper(uncertainty: StressCases.uncertainSpend), draws: 16_384)
        let tail = outcome.budgets[0]
        #expect(abs(outcome[.cost].sample.mean / 2_000 - 1) < 2e-4)
        #expect(abs(outcome[.cost].sample.standardDeviation / (2_000 * (exp(0.04) - 1).squareRoot()) - 1) < 2e-3)
        #expect(abs(tail.valueAtRisk(0.95).value / (2_000 * exp(0.2 * 1.644853626951472 - 0.02)) - 1) < 1e-3)
        #expect(abs(tail.breachProbability.value - 0.5 * erfc((log(1.5) + 0.02) / 0.2 / 2.0.squareRoot())) < 1e-3)
        #expect(tail.reserve(0.95).value == tail.valueAtRisk(0.95).value - 2_000)
        // CVaR of a lognormal: mean times Phi(sd - z_95) / 5 %.
        let conditional = 2_000 * 0.5 * erfc(-(0.2 - 1.644853626951472) / 2.0.squareRoot()) / 0.05
        #expect(abs(tail.conditionalValueAtRisk(0.95).value / conditional - 1) < 2e-3)
        #expect(!tail.failsGate)
        #expect(outcome.anyBreach.value == tail.breachProbability.value)
    }

    /// Mean square error of the mean over 40 seeds: antithetic pairs beat plain draws, Sobol points beat both by far.
    @Test func sobolPointsAreFarMoreExactThanPlainDraws() {
        let plan = StressCases.onPaper(uncertainty: StressCases.uncertainSpend)
        let errors = Sampling.allCases.map { sampling in
            (0..<40).reduce(0.0) { sum, seed in
                let mean = Self.outcome(of: plan, draws: 1_024, sampling, seed: UInt64(seed))[.cost].sample.mean
                return sum + (mean - 2_000) * (mean - 2_000)
            }
        }
        let (sobol, plain, antithetic) = (errors[0], errors[1], errors[2])
        #expect(plain > 10 * antithetic)
        #expect(plain > 60 * sobol, "\(plain / sobol)")
    }

    /// Intervals cover the truth in 95 % of seeds, 400 of which leave a standard error of 1.1 %: for the mean 2.13 standard errors (16
    /// blocks, so Student's t with 15 degrees of freedom), for tails 1.96. Those of tails are exact for plain draws and on the safe side
    /// for the others.
    @Test(arguments: Sampling.allCases)
    func standardErrorsCoverTheTruth(sampling: Sampling) {
        let plan = StressCases.onPaper(uncertainty: StressCases.uncertainSpend, budget: 2_400)
        let quantile = 2_000 * exp(0.2 * 1.644853626951472 - 0.02)
        let conditional = 2_000 * 0.5 * erfc(-(0.2 - 1.644853626951472) / 2.0.squareRoot()) / 0.05
        let breach = 0.5 * erfc((log(1.2) + 0.02) / 0.2 / 2.0.squareRoot())
        var meanCovered = 0
        var covered = [0, 0, 0]
        for seed in 0..<400 {
            let outcome = Self.outcome(of: plan, draws: 2_000, sampling, seed: UInt64(seed))
            let tail = outcome.budgets[0]
            if abs(outcome[.cost].sample.mean - 2_000) <= 2.13 * outcome[.cost].standardError! { meanCovered += 1 }
            let estimates = [
                (tail.valueAtRisk(0.95), quantile), (tail.conditionalValueAtRisk(0.95), conditional), (tail.breachProbability, breach),
            ]
            for (place, (estimate, truth)) in estimates.enumerated() where abs(estimate.value - truth) <= 1.96 * estimate.standardError {
                covered[place] += 1
            }
        }
        #expect((366...393).contains(meanCovered), "\(sampling): \(meanCovered)")
        for count in covered { #expect(count >= 366 && (sampling != .plain || count <= 393), "\(sampling): \(covered)") }
    }

    @Test func aSingleDrawHasNoStandardError() {
        let outcome = Self.outcome(of: StressCases.onPaper(uncertainty: StressCases.uncertainSpend), draws: 1)
        #expect(outcome[.cost].standardError == nil && outcome.count == 1)
    }

    /// The plan's own draws do not depend on what else a scenario has: budgets scoped to one offer see the same costs as the offer's line.
    @Test func budgetsOfOneOfferSeeItsCost() {
        var draft = ScenarioDraft.random(seed: 17)
        draft.uncertainty = Self.everything
        draft.budgets = draft.offers.entityIndices.map {
            Budget(id: "b\($0.position)", amount: 1e9, basis: .cost, sponsor: nil, offer: $0, macro: nil, month: nil)
        }
        let scenario = draft.scenario()
        let plan = StressedPlan(scenario.randomPlan(seed: 17), of: OptimizationProblem(scenario, workers: Workers(threads: 1)))
        let outcome = Self.outcome(of: plan, draws: 100)
        #expect(!outcome.offers.isEmpty)
        for line in outcome.offers { #expect(outcome.budgets[line.offer.position].uses.sorted == line.cost.sample.sorted) }
    }
}

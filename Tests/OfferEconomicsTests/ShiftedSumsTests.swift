import DenseAlgebra
import Execution
import OfferEconomics
import OfferModel
import TestSupport
import Testing

/// Many draws at once against one evaluation of the plan a draw.
@Suite struct ShiftedSumsTests {
    private static let measures: [Measure] = [.cost, .netValue, .accruedInMonth(2), .cashInMonth(3), .completions, .fraudLoss]

    @Test(arguments: 1...60)
    func eachDrawIsThePlanEvaluatedAnew(seed: Int) {
        let scenario = ScenarioDraft.random(seed: seed).scenario()
        let plans = [scenario.randomPlan(seed: seed), scenario.randomPlan(seed: -seed)]
        var generator = SplitMix64(seed: seed)
        let shifts = (0..<7).map { _ in FactorValues { _ in generator.number(-1...1) } }
        let oneOffer = scenario.offers.entityIndices.map { $0.position == 0 }
        let sums =
            Self.measures.flatMap { measure in [0, 1].map { PlanSum(measure, plan: $0) } }
            + [PlanSum(.cost, plan: 1, offers: oneOffer), PlanSum(.cost, plan: 0, macro: "north")]
        let values = ShiftedSums(sums, of: plans, in: scenario, workers: Workers(threads: 1)).values(under: .listed(shifts))
        #expect(values.rowCount == 7)
        for (draw, shift) in shifts.enumerated() {
            let evaluations = plans.map { PlanEvaluation(of: $0, in: scenario, shift: PairShift(shift)) }
            for (column, sum) in sums.enumerated() {
                let evaluation = evaluations[sum.plan]
                let expected = evaluation.total(
                    where: { line in
                        (sum.offers?[evaluation.offer(of: line).position] ?? true)
                            && (sum.macro == nil || scenario.segments[line.bundle.segment].macro == sum.macro)
                    }, of: { $0.valuation[sum.measure] })
                // Sums of some dozens of terms in another order.
                #expect(
                    abs(values[draw, column] - expected) <= 1e-12
                        * max(1, abs(expected), evaluation.total { abs($0.valuation[sum.measure]) }))
            }
        }
    }

    /// More pairs than one tile and one product hold, more draws than a tile; the same bits for any number of threads.
    @Test func tilesAndThreadsDoNotShow() {
        var draft = ScenarioDraft.random(seed: 4)
        let segment = draft.segments[0]
        draft.segments = (0..<1_500).map { number in
            var copy = segment
            copy.id = "s\(10_000 + number)"
            copy.monthlySpend = 1_000 + Double(number)
            copy.customers = 10
            copy.completed = []
            return copy
        }
        let scenario = draft.scenario()
        let plan = scenario.randomPlan(seed: 9)
        let uncertainty = Uncertainty(
            common: FactorValues { _ in 0.1 }, segment: FactorValues { _ in 0.1 }, offer: FactorValues { _ in 0.1 })
        let draws = ShiftDraws(uncertainty, count: 130, sampling: .sobol, seed: 3)
        func values(threads: Int) -> Matrix {
            ShiftedSums([PlanSum(.cost), PlanSum(.netValue)], of: [plan], in: scenario, workers: Workers(threads: threads))
                .values(under: .drawn(draws))
        }
        let straight = values(threads: 1)
        #expect(straight.rowCount == 130)
        for threads in [2, 5] { #expect(values(threads: threads) == straight) }

        // One pair's shift in one draw is the sum of what is common, the segment's own and the offer's own.
        let draw = 129
        let expected = PlanEvaluation(of: plan, in: scenario).lines.reduce(0.0) { sum, line in
            let offer = scenario.variants[line.variant].offer
            let shift =
                draws.commonShifts(of: draw..<130)[0] + draws.ownShifts(of: line.bundle.segment, draws: draw..<130)![0]
                + draws.ownShifts(of: offer, draws: draw..<130)![0]
            let shifted = PairValuation(
                of: scenario.variants[line.variant], to: line.bundle.segment, in: scenario, shift: PairShift(shift))!
            return sum + line.customers * shifted[.cost]
        }
        #expect(abs(straight[draw, 0] / expected - 1) < 1e-12)
    }

    @Test func aPassedDeadlineLeavesOnlyWholeDraws() {
        let scenario = ScenarioDraft.random(seed: 4).scenario()
        let sums = ShiftedSums([PlanSum(.cost)], of: [scenario.randomPlan(seed: 4)], in: scenario, workers: Workers(threads: 1))
        let shifts = Array(repeating: FactorValues(), count: 10)
        #expect(sums.values(under: .listed(shifts), deadline: Deadline(secondsFromNow: 0)).rowCount == 0)
    }
}

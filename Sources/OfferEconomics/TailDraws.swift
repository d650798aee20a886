import DenseAlgebra
package import Execution
package import OfferModel

/// The draws that a scenario's tail budgets speak of: the same as `stress` looks at by default.
package struct TailDraws: Sendable {
    private let scenario: Scenario
    private let draws: ShiftDraws
    private let workers: Workers
    /// Shifts of everybody, one a draw; and of each offer, nil where it has none of its own.
    private let common: [FactorValues]
    private let offers: [[FactorValues]?]

    package init(of scenario: Scenario, workers: Workers) {
        let draws = ShiftDraws(
            scenario.uncertainty, count: scenario.uncertainty.draws ?? Uncertainty.usualDraws, sampling: .sobol, seed: scenario.seed)
        self.scenario = scenario
        self.draws = draws
        self.workers = workers
        common = draws.commonShifts(of: 0..<draws.count)
        offers = scenario.offers.entityIndices.map { draws.ownShifts(of: $0, draws: 0..<draws.count) }
    }

    /// Cost of a plan, one a draw.
    package func costs(of plan: Plan) -> [Double] {
        let sums = ShiftedSums([PlanSum(.cost)], of: [plan], in: scenario, workers: workers)
        return Array(sums.values(under: .drawn(draws)).column(0))
    }

    /// Mean cost over a cut's draws for each customer shown each of the variants: the coefficients of the cut.
    func meanCosts(_ cut: TailCut, of variants: [VariantIndex], shownTo segment: SegmentIndex) -> [Double] {
        let own = draws.ownShifts(of: segment, draws: 0..<draws.count)
        let shifts = cut.weights.map { draw, _ in own.map { common[draw] + $0[draw] } ?? common[draw] }
        return variants.map { index in
            let variant = scenario.variants[index]
            let offer = offers[variant.offer.position]
            var mean = 0.0
            for (place, (draw, weight)) in cut.weights.enumerated() {
                let shift = PairShift(offer.map { shifts[place] + $0[draw] } ?? shifts[place])
                guard let pair = PairValuation(of: variant, to: segment, in: scenario, shift: shift) else {
                    preconditionFailure("an open pair has a response")
                }
                mean += weight * pair[.cost]
            }
            return mean
        }
    }

    /// The column of a cut in the table: N_s times its coefficient, for every open pair.
    package func column(of cut: TailCut, in table: CoefficientTable) -> [Double] {
        workers.mapRanges(count: scenario.segments.count, rangeLength: 8) { range, _ in
            range.flatMap { position -> [Double] in
                let segment = SegmentIndex(position)
                let variants = table.pairs(of: segment).map { VariantIndex(Int(table.variants[$0])) }
                return meanCosts(cut, of: variants, shownTo: segment).map { scenario.segments[segment].customers * $0 }
            }
        }.flatMap { $0 }
    }

    /// The evaluation with what its lines cost in the draws of some cuts.
    package func adding(_ cuts: [TailCut], to evaluation: PlanEvaluation) -> PlanEvaluation {
        evaluation.mapLines { line in
            line.with(tailCosts: cuts.map { meanCosts($0, of: [line.variant], shownTo: line.bundle.segment)[0] })
        }
    }
}

import OfferEconomics
package import OfferModel

/// What one factor does alone, one standard deviation down and up, the others as the scenario says.
package struct TornadoBar: Sendable {
    package struct Ends: Sendable {
        /// At -1 and at +1 standard deviation.
        package let low: Double
        package let high: Double

        package var swing: Double { abs(high - low) }
    }

    package let factor: Factor
    package let deviation: Double
    package let cost: Ends
    package let netValue: Ends

    /// One bar for each factor that is uncertain, the widest in cost first.
    package static func all(of plan: StressedPlan) -> [TornadoBar] {
        plan.scenario.uncertainty.common.moving.map { TornadoBar($0, of: plan) }.enumerated().sorted {
            ($1.element.cost.swing, $0.offset) < ($0.element.cost.swing, $1.offset)
        }.map(\.element)
    }

    private init(_ factor: Factor, of plan: StressedPlan) {
        let deviation = plan.scenario.uncertainty.common[factor]
        let evaluations = [-1.0, 1.0].map { normal in
            let shifts = FactorValues { $0 == factor ? deviation : 0 }.shifts(ofNormals: FactorValues { _ in normal })
            return PlanEvaluation(of: plan.plan, in: plan.scenario, shift: PairShift(shifts))
        }
        self.factor = factor
        self.deviation = deviation
        cost = Ends(low: evaluations[0].total(.cost), high: evaluations[1].total(.cost))
        netValue = Ends(low: evaluations[0].total(.netValue), high: evaluations[1].total(.netValue))
    }
}

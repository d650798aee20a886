package import Execution
import OfferEconomics
import OfferModel
import OfferOptimization
package import OfferResults
import OfferStress

/// What the report of a run draws beside the documents of the other stages: curves of the chosen percents, months over draws.
package struct FiguresStage: Sendable {
    private let planned: PlannedScenario
    private let drawsMonths: Bool

    /// - Parameter drawsMonths: whether months are followed over draws, as stress follows the whole.
    package init(_ planned: PlannedScenario, drawsMonths: Bool) {
        self.planned = planned
        self.drawsMonths = drawsMonths
    }

    /// - Returns: nil where there is no plan; without months where the time was up.
    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) -> RunFigures? {
        guard let plan = planned.plan else { return nil }
        let scenario = planned.stage.scenario
        let stressed = StressedPlan(plan, of: planned.stage.problem)
        let asked = scenario.uncertainty.draws ?? Uncertainty.usualDraws
        let draws = ShiftDraws(
            scenario.uncertainty, count: MonthDraws.count(asked, for: stressed), sampling: .sobol, seed: scenario.seed)
        let months = drawsMonths ? MonthDraws(of: stressed, draws: draws, deadline: deadline, progress: progress) : nil
        let isComplete = !drawsMonths || months?.count == draws.count || plan.bundles.allSatisfy { $0.variants.isEmpty }
        return RunFigures(of: plan, months: months, isComplete: isComplete, in: scenario)
    }
}

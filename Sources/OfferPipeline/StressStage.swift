package import Execution
package import OfferEconomics
import OfferModel
import OfferOptimization
package import OfferResults
import OfferStress

/// Puts a plan under named stresses and draws of its inputs; the plan is held fixed.
package struct StressStage: Sendable {
    private let planned: PlannedScenario
    private let count: Int
    private let sampling: Sampling

    /// - Parameter draws: nil for as many as the scenario wants.
    package init(_ planned: PlannedScenario, draws: Int?, sampling: Sampling) {
        self.planned = planned
        self.sampling = sampling
        count = draws ?? planned.stage.scenario.uncertainty.draws ?? Uncertainty.usualDraws
    }

    /// - Returns: without stresses where there is no plan; with those stresses and draws that were done in time.
    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) -> StressDocument {
        let scenario = planned.stage.scenario
        guard let plan = planned.plan else {
            return StressDocument(result: planned.document, stresses: [], isInTime: true, tornado: [], draws: nil, in: scenario)
        }
        let stressed = StressedPlan(plan, of: planned.stage.problem)
        let toTry = scenario.stressesToTry
        var stresses: [NamedStress] = []
        for (stress, isBuiltIn) in toTry where !deadline.isPassed {
            progress.report(WorkProgress(phase: "stressing", done: stresses.count, of: toTry.count))
            stresses.append(NamedStress(stress, isBuiltIn: isBuiltIn, on: stressed))
        }
        let draws = ShiftDraws(scenario.uncertainty, count: count, sampling: sampling, seed: scenario.seed)
        return StressDocument(
            result: planned.document, stresses: stresses, isInTime: stresses.count == toTry.count, tornado: TornadoBar.all(of: stressed),
            draws: DrawOutcome(of: stressed, draws: draws, deadline: deadline, progress: progress), in: scenario)
    }
}

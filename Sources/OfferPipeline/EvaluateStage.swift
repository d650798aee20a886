package import Execution
import OfferModel
import OfferOptimization
package import OfferResults

/// Sets a plan that somebody proposes against the optimum under the same rules, and looks for better plans near by.
package struct EvaluateStage: Sendable {
    private let planned: PlannedScenario
    private let changes: Int?

    /// Seconds for the search where nobody limits it.
    package static let usualSearchSeconds = 10.0

    /// - Parameters:
    ///   - planned: with a plan.
    ///   - changes: cells that better plans may change at most; nil for no better plans.
    package init(_ planned: PlannedScenario, changes: Int?) {
        self.planned = planned
        self.changes = changes
    }

    /// - Parameters:
    ///   - deadline: of the optimum.
    ///   - searchDeadline: of the search for better plans, told when it begins.
    /// - Returns: without the sources of the regret where plans may not split segments, or may change only some customers' offers: no
    ///   price of a segment-offer cell says what such a rule keeps from it.
    /// - Throws: `InvalidInput` where better plans are asked for under such rules.
    package func run(
        deadline: Deadline = .none, searchDeadline: () -> Deadline = { .none }, progress: any ProgressReporter = SilentProgress()
    ) throws -> EvaluationDocument {
        guard let plan = planned.plan else { preconditionFailure("a proposal is a plan") }
        let stage = planned.stage
        guard stage.scenario.mode == .split, stage.scenario.maxChangedShare == nil else {
            if changes != nil { try stage.refuseWholeBundlesAndSteadiness("evaluate --better") }
            let optimum = try OptimizeStage(stage).run(deadline: deadline, progress: progress).document
            return EvaluationDocument(
                result: planned.document, optimum: optimum, plan: plan, difference: nil, better: nil, of: stage.problem)
        }
        let granularity = stage.scenario.granularity
        var stopwatch = stage.stopwatch
        var session = try Optimizer(stage.problem, deadline: deadline, progress: progress).session(at: granularity)
        let solved = try session.solve()
        stopwatch.lap("solve")
        var outcome = try session.verify(solved, explaining: false)
        if case .infeasible = outcome { outcome = try session.verify(solved) }
        stopwatch.lap("verify")
        let problem = session.problem
        let better = try changes.map { changes in
            try problem.betterPlans(
                than: plan, changes: changes, startingAt: outcome.plan?.prices ?? problem.rows.map { _ in 0 }, deadline: searchDeadline(),
                progress: progress)
        }
        return EvaluationDocument(
            result: planned.document,
            optimum: ResultDocument(
                outcome, levels: [(granularity, outcome)], of: stage.problem, identity: stage.identity,
                provenance: stage.provenance(stopwatch), warnings: []),
            plan: plan, difference: outcome.plan.map { problem.difference(from: plan, to: $0) }, better: better, of: problem)
    }
}

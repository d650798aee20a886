package import OfferModel
package import OfferOptimization

/// A proposal, the optimum under the same rules, and what lies between them.
package struct EvaluationDocument: Sendable {
    /// Part of the regret.
    package struct CellLoss: Sendable {
        package let cell: CellResult
        /// Priced value that the proposal leaves there, in the objective's unit.
        package let loss: Double
    }

    /// Where the regret comes from: it is the sum of all of these (`RegretSources`).
    package struct Losses: Sendable {
        /// The greatest first, at most so many.
        package let cells: [CellLoss]
        /// Sum over the cells that are not listed.
        package let otherCells: Double
        /// Limits that the optimum uses more of; negative where the proposal does.
        package let rows: [RegretSources.Row]

        private static let mostCells = 50

        fileprivate init(_ difference: RegretSources, in scenario: Scenario) {
            cells = difference.cells.prefix(Self.mostCells).map { CellLoss(cell: CellResult($0.change, in: scenario), loss: $0.loss) }
            otherCells = difference.cells.dropFirst(Self.mostCells).reduce(0) { $0 + $1.loss }
            rows = difference.rows
        }
    }

    /// A plan with few changes.
    package struct Better: Sendable {
        package let plan: BetterPlan
        package let cells: [CellResult]

        package var gainPerChange: Double { plan.gain / Double(plan.changes) }
    }

    /// The proposal's own.
    package let result: ResultDocument
    package let optimum: ResultDocument
    package let broken: [BrokenRule]
    /// nil where no optimum is known.
    package let losses: Losses?
    /// nil where nobody asked.
    package let better: [Better]?
    /// Whether the search for better plans ended before the time was up.
    package let isSearchComplete: Bool
    /// Whether the proposal tells segments apart that share one decision at the scenario's granularity.
    package let isFinerThanGranularity: Bool

    package init(
        result: ResultDocument, optimum: ResultDocument, plan: Plan, difference: RegretSources?, better: BetterPlans?,
        of problem: OptimizationProblem
    ) {
        let scenario = problem.scenario
        self.result = result
        self.optimum = optimum
        broken = BrokenRule.all(in: result.constraints, by: plan, in: scenario)
        losses = difference.map { Losses($0, in: scenario) }
        self.better = better?.plans.map { plan in Better(plan: plan, cells: plan.cells.map { CellResult($0, in: scenario) }) }
        isSearchComplete = better?.isComplete ?? true
        isFinerThanGranularity = problem.isFiner(plan, than: scenario.granularity)
    }

    /// What the best plan known under the same rules is worth more; negative where the proposal is worth more, as one that breaks rules may
    /// be; nil where no such plan is known.
    package var regret: Double? {
        optimum.objective.value.flatMap { best in result.objective.value.map { best - $0 } }
    }

    /// No plan under the same rules is worth more than the proposal by more; nil where that is not known.
    package var regretAtMost: Double? {
        optimum.objective.bound.flatMap { bound in result.objective.value.map { bound - $0 } }
    }
}

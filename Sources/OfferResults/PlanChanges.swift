package import OfferEconomics
package import OfferModel
package import OfferOptimization
import OfferStress
import TableFiles

/// What a plan changes of the one that runs today, both valued under the same inputs.
package struct PlanChanges: Sendable {
    /// The plan that the answer recommends, against the current one.
    package struct Answer: Sendable {
        /// Recomputed from the new plan's own lines, as that of the current plan is.
        package let objective: Double
        package let changedCustomers: Double
        /// Of all customers.
        package let changedShare: Double
        package let cells: [CellChange]
    }

    /// Of the current plan.
    package let objective: Double
    package let totals: Totals
    package let broken: [BrokenRule]
    /// What rounding, and limits kept to within rounding, may take from the new objective, in currency units.
    package let tolerance: Double
    /// Most customers, as a share, whose offers may change; nil for no limit.
    package let maxChangedShare: Double?
    /// nil where no new plan was found.
    package let answer: Answer?

    /// Whether the new plan is worth at least as much as the current one; nil where there is none.
    package var isNotWorse: Bool? { answer.map { $0.objective >= objective - tolerance } }

    /// nil where the scenario states no current plan.
    package init?(to plan: Plan?, of problem: OptimizationProblem) {
        let scenario = problem.scenario
        guard let current = scenario.currentPlan else { return nil }
        let measure: Measure = scenario.objective == .netValue ? .netValue : .value
        let before = PlanEvaluation(of: current, in: scenario, workers: problem.workers)
        let after = plan.map { PlanEvaluation(of: $0, in: scenario, workers: problem.workers) }
        let objectives = [before.total(measure)] + (after.map { [$0.total(measure)] } ?? [])
        objective = objectives[0]
        totals = Totals(of: before, in: scenario)
        broken = Self.brokenRules(by: before, of: problem, current)
        tolerance = Self.relativeTolerance * objectives.reduce(1) { max($0, abs($1)) }
        maxChangedShare = scenario.maxChangedShare
        answer = plan.flatMap { plan in
            after.map { after in
                let difference = PlanDifference(of: plan, from: current, in: scenario)
                let customers = Dictionary(uniqueKeysWithValues: scenario.segments.map { ($0.id, $0.customers) })
                return Answer(
                    objective: objectives[1], changedCustomers: difference.changedCustomers, changedShare: difference.changedShare,
                    cells: CellChange.all(
                        before: before.lines.map { CellLine(Recommendation($0, in: scenario)) },
                        after: after.lines.map { CellLine(Recommendation($0, in: scenario)) }, customers: { customers[$0] ?? 0 }))
            }
        }
    }

    /// An optimum keeps its limits, and a current plan counts as keeping them, to 1e-8.
    private static let relativeTolerance = 1e-8

    private static func brokenRules(
        by evaluation: PlanEvaluation, of problem: OptimizationProblem, _ current: Plan
    ) -> [BrokenRule] {
        let scenario = problem.scenario
        let rows = zip(problem.rows, problem.rows.uses(by: evaluation, in: scenario)).filter { !$0.0.counting.isOfBundles }
        let constraints = rows.map { Constraint($0, use: $1, price: nil) } + problem.tailUses(of: current).map(Constraint.init)
        return BrokenRule.all(in: constraints, by: current, in: scenario)
    }
}

extension PlanChanges {
    var json: JSONValue {
        .members([
            "current": .members([
                "objective": .number(objective), "totals": totals.json,
                "broken": .array(broken.map(\.json)),
            ]),
            "objective": .optional(answer?.objective), "not_worse": isNotWorse.map { .bool($0) } ?? .null,
            "tolerance": .number(tolerance), "changed_share": .optional(answer?.changedShare),
            "changed_customers": .optional(answer?.changedCustomers), "max_changed_share": .optional(maxChangedShare),
            "cells": .array(answer?.cells.map { $0.json(names: ("from", "to")) } ?? []),
        ])
    }
}

package import OfferEconomics
package import OfferModel
import OfferOptimization

/// What a plan comes to under one named stress.
package struct NamedStress: Sendable {
    /// Use of a coupling row.
    package struct RowOutcome: Sendable {
        package let name: String
        package let used: Double
        package let limit: Double
        package let isBroken: Bool
    }

    package let stress: Stress
    /// Whether it comes from the library rather than from the scenario.
    package let isBuiltIn: Bool
    package let totals: Totals
    /// Every budget, limit and floor, in the order of the rows.
    package let rows: [RowOutcome]
    /// The smallest multiple that breaks a row, and the row; nil where none up to 10 does.
    package let breaking: (multiple: Double, row: String)?

    /// Whether the plan breaks a row as the inputs stand, so that the stress is not what breaks it.
    package var isBrokenBefore: Bool { breaking?.multiple == 0 }

    package init(_ stress: Stress, isBuiltIn: Bool, on plan: StressedPlan) {
        let evaluation = PlanEvaluation(of: plan.plan, in: plan.scenario, shift: PairShift(stress.shifts()))
        self.stress = stress
        self.isBuiltIn = isBuiltIn
        totals = Totals(of: evaluation, in: plan.scenario)
        rows = zip(plan.rows.indices, plan.rows.uses(by: evaluation, in: plan.scenario)).map { number, use in
            RowOutcome(
                name: plan.rows[number].name, used: use.used, limit: plan.rows[number].limit,
                isBroken: plan.isBroken(number, by: use.used))
        }
        breaking = plan.breakingMultiple(of: stress)
    }
}

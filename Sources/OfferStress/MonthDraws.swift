import DenseAlgebra
package import Execution
package import OfferEconomics
import OfferModel

/// What a fixed plan accrues and redeems in each calendar month when its inputs are drawn.
package struct MonthDraws: Sendable {
    package struct Month: Sendable {
        package let month: Int
        package let accrued: DrawOutcome.Outcome
        package let redeemed: DrawOutcome.Outcome
    }

    package let count: Int
    /// From month 1.
    package let months: [Month]
    /// Whether points are redeemed beyond the last of the months.
    package let goesOn: Bool

    /// Months that are followed at most.
    private static let mostMonths = 24
    /// Pairs times draws that are looked at, about: a large plan takes fewer draws.
    private static let mostWork = 2_000_000
    private static let fewestDraws = 200

    /// How many of the draws asked for a plan of this size takes.
    package static func count(_ asked: Int, for plan: StressedPlan) -> Int {
        min(asked, max(fewestDraws, mostWork / max(1, plan.expected.lines.count)))
    }

    /// - Returns: nil where nobody is shown anything, or the deadline passed before any draw was done.
    package init?(
        of plan: StressedPlan, draws: ShiftDraws, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()
    ) {
        let scenario = plan.scenario
        let shown = plan.plan.bundles.flatMap(\.variants).map { scenario.variants[$0] }
        guard let lastActive = shown.map({ scenario.offers[$0.offer].activeMonths(of: $0).upperBound - 1 }).max() else { return nil }
        let lastRedeemed = scenario.programme.pointsExpireAfterMonths.map { lastActive + max(1, $0) }
        let months = Array(1...max(1, min(Self.mostMonths, lastRedeemed ?? Self.mostMonths)))
        let measures = months.flatMap { [Measure.accruedInMonth($0), .cashInMonth($0)] }
        let sums = ShiftedSums(measures.map { PlanSum($0) }, of: [plan.plan], in: scenario, workers: plan.workers)
        let values = sums.values(under: .drawn(draws), deadline: deadline, progress: progress)
        guard values.rowCount > 0 else { return nil }

        let blocks = (0..<values.rowCount).map { draws.block(of: $0) }
        func outcome(_ column: Int) -> DrawOutcome.Outcome {
            let outcomes = Array(values.column(column))
            return DrawOutcome.Outcome(
                expected: plan.expected.total(measures[column]), sample: Sample(outcomes),
                standardError: Sample.standardErrorOfMean(outcomes, blocks: blocks))
        }
        count = values.rowCount
        self.months = months.enumerated().map {
            Month(month: $1, accrued: outcome(2 * $0), redeemed: outcome(2 * $0 + 1))
        }
        goesOn = lastRedeemed.map { $0 > months.count } ?? true
    }
}

package import Execution
import OfferModel

/// Why a plan is what it is: what the product team says in the meeting. Every number is from the certificate or from a re-solve.
package struct Explanation: Sendable {
    package let reasons: [VariantReason]
    package let omissions: [Omission]
    package let contacts: [ContactPrice]
    package let margins: [RowMargin]
    /// Names of the rows, in the order in which `PairAmounts.priced` counts them.
    package let rows: [String]
}

extension OptimizerSession {
    /// Explains the optimum that was found last.
    ///
    /// - Parameter deadline: where it passes, what is not known by then is nil.
    package func explanation(
        of optimized: OptimizedPlan, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()
    ) throws -> Explanation {
        let resolve = Resolve(granularity: granularity, deadline: deadline, progress: progress)
        let objective = optimized.certificate.objective
        return Explanation(
            reasons: problem.reasons(for: optimized.plan, prices: optimized.prices, at: granularity),
            omissions: problem.omissions(from: optimized.plan, prices: optimized.prices, at: granularity),
            contacts: try problem.contactPrices(objective: objective, prices: optimized.prices, with: resolve),
            margins: try problem.margins(
                uses: optimized.uses, tails: optimized.tails, objective: objective, with: resolve),
            rows: problem.rows.map(\.name))
    }
}

package import Execution
import LinearProgramming
package import OfferEconomics
package import OfferModel

/// An optimum, or the best plan found in time, with its proof and its prices.
package struct OptimizedPlan: Sendable {
    package let plan: Plan
    package let evaluation: PlanEvaluation
    /// One a coupling row.
    package let uses: [RowUse]
    package let certificate: Certificate
    /// lambda >= 0, one a coupling row: with these the certificate was made.
    package let prices: [Double]
    /// One a tail budget.
    package let tails: [TailUse]
    /// Groups in which some bundle, the empty one beyond the holdout included, has a share strictly between none and all.
    package let splitGroups: Int
    /// One a coupling row; nil where the time was up before the optimum was known.
    package let priceRanges: [PriceRange]?
    package let effort: SolverEffort
    /// In mode single, the plan that may split segments: prices and their ranges are its own. nil where the plan itself may split.
    package var relaxation: Relaxation?

    package struct Relaxation: Sendable {
        /// What the plan that may split segments is worth.
        package let objective: Double
        /// L(lambda).
        package let bound: Double
    }
}

/// What an answer took.
package struct SolverEffort: Sendable {
    /// Passes over the segments.
    package let passes: Int
    /// Simplex iterations of the master.
    package let iterations: Int
    /// The step of the solver's fallback chain that gave the last answer.
    package let method: String
}

package enum OptimizationOutcome: Sendable {
    case optimal(OptimizedPlan)
    /// The time was up, or the proof is short of its tolerance: a plan that keeps all rows, and its gap.
    case feasible(OptimizedPlan, isOutOfTime: Bool)
    /// No plan keeps all rows; the story is nil when the time was up before it was told.
    case infeasible(InfeasibilityStory?)
    /// The time was up before any plan that keeps all rows was known.
    case outOfTime
}

/// Chooses the shares of bundles that maximise the objective under the coupling rows (model.md sections 7 and 8).
package struct Optimizer: Sendable {
    private let base: OptimizationProblem
    private let deadline: Deadline
    private let progress: any ProgressReporter

    package init(_ problem: OptimizationProblem, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) {
        base = problem
        self.deadline = deadline
        self.progress = progress
    }

    /// The optimum at one granularity; in mode single the best plan of one bundle a group that was found, with its proven gap.
    ///
    /// - Parameter explaining: also tells the prices' ranges, or the story of infeasibility.
    package func optimize(at granularity: Scenario.Granularity, explaining: Bool = true) throws -> OptimizationOutcome {
        var session = try session(at: granularity)
        if base.scenario.mode == .single {
            return try SingleBundles(deadline: deadline, progress: progress).outcome(of: &session, explaining: explaining)
        }
        return try session.verify(try session.solve(), explaining: explaining)
    }

    /// For solving in steps, and again under other limits.
    package func session(at granularity: Scenario.Granularity) throws -> OptimizerSession {
        try OptimizerSession(base, at: granularity, deadline: deadline, progress: progress)
    }
}

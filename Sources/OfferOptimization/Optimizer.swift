package import Execution
import LinearProgramming
package import OfferEconomics
package import OfferModel

/// An optimum, or the best plan found in time, with its proof and its prices.
package struct OptimizedPlan: Sendable {
    package let plan: Plan
    package let evaluation: PlanEvaluation
    package let certificate: Certificate
    /// Groups in which some bundle, the empty one beyond the holdout included, has a share strictly between none and all.
    package let splitGroups: Int
    /// One a coupling row; nil where the time was up before the optimum was known.
    package let priceRanges: [PriceRange]?
    package let effort: SolverEffort
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

    /// The optimum at one granularity.
    ///
    /// - Parameter explaining: also tells the prices' ranges, or the story of infeasibility.
    package func optimize(at granularity: Scenario.Granularity, explaining: Bool = true) throws -> OptimizationOutcome {
        let problem = GroupedProblem(base, at: granularity)
        var generation = try ColumnGeneration(problem, deadline: deadline, progress: progress)
        switch try generation.seekFeasibility(weights: generation.master.scaleWeights) {
        case .outOfTime: return .outOfTime
        case .infeasible(let leastViolating):
            return .infeasible(explaining ? try generation.infeasibilityStory(leastViolating: leastViolating) : nil)
        case .feasible: break
        }
        switch try generation.maximize() {
        case .outOfTime(nil, _): return .outOfTime
        case .outOfTime(let solution?, _):
            return .feasible(try optimizedPlan(solution, from: &generation, explaining: false), isOutOfTime: true)
        case .optimal(let solution, _):
            let optimized = try optimizedPlan(solution, from: &generation, explaining: explaining)
            return optimized.certificate.provesOptimality ? .optimal(optimized) : .feasible(optimized, isOutOfTime: false)
        }
    }

    private func optimizedPlan(
        _ solution: Master.Solution, from generation: inout ColumnGeneration, explaining: Bool
    ) throws -> OptimizedPlan {
        let shares = GroupShares(solution, of: generation)
        let plan = shares.plan(in: generation.problem)
        let evaluation = PlanEvaluation(of: plan, in: base.scenario)
        let certificate = Certificate(
            of: plan, evaluation: evaluation, prices: solution.prices, groupPrices: solution.groupPrices, in: generation.problem)
        let effort = SolverEffort(
            passes: generation.passes, iterations: generation.iterations, method: solution.method.rawValue)
        return OptimizedPlan(
            plan: plan, evaluation: evaluation, certificate: certificate, splitGroups: shares.splitGroups,
            priceRanges: explaining ? try priceRanges(solution, evaluation: evaluation, from: &generation) : nil, effort: effort)
    }

    private func priceRanges(
        _ solution: Master.Solution, evaluation: PlanEvaluation, from generation: inout ColumnGeneration
    ) throws -> [PriceRange] {
        let bases = try base.rows.indices.map { try generation.master.range(ofRow: $0) }
        return try base.rows.enumerated().map { number, row in
            let (used, absolute) = row.use(by: evaluation, in: base.scenario)
            return try generation.priceRange(
                ofRow: number, price: solution.prices[number], basisRange: bases[number], used: row.sign * used,
                stepSize: max(abs(row.limit), absolute, .leastNormalMagnitude))
        }
    }
}

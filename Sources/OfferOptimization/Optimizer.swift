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
        var decomposition = try Decomposition(problem, deadline: deadline, progress: progress)
        switch try decomposition.solve() {
        case .infeasible(let leastViolating):
            var core = decomposition.core
            return .infeasible(explaining ? try core.infeasibilityStory(leastViolating: leastViolating) : nil)
        case .stopped(nil):
            guard deadline.isPassed else { throw OptimizationError.noTrustworthyAnswer }
            return .outOfTime
        case .stopped(let answer?):
            return .feasible(try optimizedPlan(answer, from: decomposition, explaining: false), isOutOfTime: deadline.isPassed)
        case .optimal(let answer):
            let optimized = try optimizedPlan(answer, from: decomposition, explaining: explaining)
            return optimized.certificate.provesOptimality ? .optimal(optimized) : .feasible(optimized, isOutOfTime: false)
        }
    }

    private func optimizedPlan(
        _ answer: Decomposition.Answer, from decomposition: Decomposition, explaining: Bool
    ) throws -> OptimizedPlan {
        let problem = decomposition.core.problem
        let plan = GroupPart.plan(answer.parts, in: problem)
        let evaluation = PlanEvaluation(of: plan, in: base.scenario)
        let uses = base.rows.uses(by: evaluation, in: base.scenario)
        let certificate = Certificate(
            of: plan, evaluation: evaluation, uses: uses, prices: answer.prices, groupPrices: answer.groupPrices, in: problem)
        var core = decomposition.core
        return OptimizedPlan(
            plan: plan, evaluation: evaluation, uses: uses, certificate: certificate, prices: answer.prices,
            splitGroups: GroupPart.splitGroups(answer.parts, in: problem),
            priceRanges: explaining ? try priceRanges(answer.prices, uses: uses, from: &core) : nil,
            effort: SolverEffort(passes: decomposition.passes, iterations: decomposition.iterations, method: answer.method))
    }

    private func priceRanges(
        _ prices: [Double], uses: [RowUse], from core: inout ColumnGeneration
    ) throws -> [PriceRange] {
        // The core's limits leave out what is settled: ranges are told around the scenario's own.
        let settled = base.rows.indices.map { base.rows[$0].sign * base.rows[$0].limit - core.limits[$0] }
        let bases = try base.rows.indices.map { try core.master.range(ofRow: $0) }
        return try base.rows.enumerated().map { number, row in
            try core.priceRange(
                ofRow: number, price: prices[number], basisRange: bases[number], used: row.sign * uses[number].used - settled[number],
                stepSize: max(abs(row.limit), uses[number].absolute, core.master.rowScales[number]), settled: settled[number])
        }
    }
}

import Execution
import OfferModel

/// Column generation: the master asks for prices, a pass over the groups answers with their best bundles, until no bundle
/// improves. Every pass gives a valid bound, whatever the master says.
struct ColumnGeneration {
    private(set) var master: Master
    let problem: GroupedProblem
    /// Rows' limits in the form use <= limit; infinite for a row taken away.
    private(set) var limits: [Double]
    private(set) var passes = 0
    private(set) var iterations = 0
    private let deadline: Deadline
    private let progress: any ProgressReporter

    enum Feasibility {
        case feasible
        /// The least weighted sum of relaxations is positive, by a proven bound; what each row would need.
        case infeasible(Master.Solution)
        case outOfTime
    }

    enum Maximum {
        case optimal(Master.Solution, bound: Double)
        /// The time ran out; the master's last solution, if there was one, keeps all rows.
        case outOfTime(Master.Solution?, bound: Double)

        var optimum: Master.Solution? {
            if case .optimal(let solution, _) = self { solution } else { nil }
        }
    }

    init(_ problem: GroupedProblem, deadline: Deadline, progress: any ProgressReporter) throws {
        let rows = problem.base.rows
        self.problem = problem
        self.deadline = deadline
        self.progress = progress
        limits = rows.map { $0.sign * $0.limit }
        master = try Master(problem, seeds: problem.price([Double](repeating: 0, count: rows.count)))
    }

    /// Relaxations below this, relative to their rows, are rounding.
    static let feasibilityTolerance = 1e-9
    /// Seconds after which a master solve without a deadline counts as stuck.
    private static let longestMasterSolve = 300.0
    /// Relative gap at which more columns would only move rounding errors.
    static let gapTolerance = 1e-13

    mutating func setLimit(_ limit: Double, ofRow row: Int) throws {
        limits[row] = limit
        try master.setLimit(limit, ofRow: row)
    }

    /// Phase 1: the least weighted sum of relaxations that lets every row hold.
    ///
    /// - Parameter weights: what a relaxation of each row is measured against.
    mutating func seekFeasibility(weights: [Double]) throws -> Feasibility {
        if limits.allSatisfy({ $0 >= 0 }) { return .feasible }
        try master.seekFeasibility(weights: weights)
        while true {
            guard let solution = try solveMaster() else { return .outOfTime }
            if -solution.value <= Self.feasibilityTolerance { return .feasible }
            let pass = price(solution.prices, objectiveWeight: 0)
            if try master.add(pass, beating: solution.groupPrices) == 0 {
                guard -bound(of: pass, at: solution.prices) > Self.feasibilityTolerance else {
                    throw OptimizationError.masterLostFeasibility
                }
                return .infeasible(solution)
            }
        }
    }

    /// Phase 2: the greatest objective. The rows must be known to be feasible.
    mutating func maximize() throws -> Maximum {
        try master.seekValue()
        var best: Master.Solution?
        var bound = Double.infinity
        while true {
            guard let solution = try solveMaster() else { return .outOfTime(best, bound: bound) }
            best = solution
            let pass = price(solution.prices, objectiveWeight: 1)
            bound = min(bound, self.bound(of: pass, at: solution.prices))
            let gap = (bound - solution.value) / max(1, abs(solution.value))
            if try gap <= Self.gapTolerance || master.add(pass, beating: solution.groupPrices) == 0 {
                return .optimal(solution, bound: bound)
            }
        }
    }

    private func bound(of pass: PricingPass, at prices: [Double]) -> Double {
        // A row taken away has an infinite limit and no price.
        let keptLimits = limits.map { $0.isFinite ? $0 : 0 }
        return pass.bound(prices: prices, limits: keptLimits, reachableShare: problem.base.reachableShare)
    }

    private mutating func price(_ prices: [Double], objectiveWeight: Double) -> PricingPass {
        passes += 1
        progress.report(WorkProgress(phase: "optimizing, pass \(passes)"))
        return problem.price(prices, objectiveWeight: objectiveWeight)
    }

    private mutating func solveMaster() throws -> Master.Solution? {
        guard !deadline.isPassed, let solution = try master.solve(seconds: deadline.remainingSeconds ?? Self.longestMasterSolve) else { return nil }
        iterations += solution.iterations
        return solution
    }
}

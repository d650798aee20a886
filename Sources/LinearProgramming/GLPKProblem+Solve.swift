internal import CGLPK

/// The fallback chain: see `SolverMethod` for its steps.
extension GLPKProblem {
    /// Tolerance of every answer, on bounds and on reduced costs.
    private static var tolerance: Double { 1e-9 }
    /// A point called optimal by the solver whose measured relative error is larger than this is not taken as the answer. Ten times the
    /// tolerance, because the simplex method stops on values it updates, and the check computes them anew.
    private static var acceptedError: Double { 1e-8 }

    func solve(limits: SolverLimits, methods: [SolverMethod]) throws(LinearSolverError) -> LinearOutcome {
        var budget = SolverBudget(limits: limits)
        var attempts: [SolverAttempt] = []
        var incumbent: LinearSolution?

        let confirmers = methods.filter(\.isScaled)
        let start = try basis()
        for method in methods where !budget.isSpent {
            // After a factorization that failed, GLPK calls feasible problems infeasible, even from another basis: start on a copy.
            if !attempts.isEmpty { try check(cglpk_renew(session)) }
            try prepare(for: method)
            let (rows, columns) = (rowNames.count, columnNames.count)
            let share = method == methods.last ? budget.lastShare(rows: rows, columns: columns) : budget.share(rows: rows, columns: columns)
            let run = try simplex(method, share, &budget)
            switch Int(run.verdict) {
            case CGLPK_OPTIMAL:
                let error = try settle(method, &budget)
                if error <= Self.acceptedError {
                    return .optimal(try solution(method: method, iterations: budget.iterationsUsed, error: error))
                }
                attempts.append(SolverAttempt(method: method, iterations: Int(run.iterations), ending: .inexact(error)))
            case CGLPK_INFEASIBLE, CGLPK_UNBOUNDED:
                if method.isScaled || confirmers.isEmpty {
                    // The confirming step started anew; whoever relaxes a bound next wants to go on from where they were.
                    try check(cglpk_scale(session, 0))
                    try setBasis(start)
                    return Int(run.verdict) == CGLPK_INFEASIBLE ? .infeasible : .unbounded
                }
                attempts.append(SolverAttempt(method: method, iterations: Int(run.iterations), ending: .unconfirmed))
            case CGLPK_LIMIT:
                if run.feasible == 1 { try keepBetter(&incumbent, method, budget) }
                attempts.append(SolverAttempt(method: method, iterations: Int(run.iterations), ending: .limit))
            default:
                attempts.append(SolverAttempt(method: method, iterations: Int(run.iterations), ending: .undecided))
            }
        }
        try check(cglpk_scale(session, 0))
        try check(cglpk_renew(session))
        guard budget.isSpent else { throw .numericalFailure(attempts) }
        return .limitReached(incumbent)
    }

    private func prepare(for method: SolverMethod) throws(LinearSolverError) {
        switch method {
        case .primal, .primalLoose, .presolve:
            try check(cglpk_scale(session, 0))
        case .primalRescaled, .dual:
            try check(cglpk_scale(session, 1))
            try check(cglpk_standard_basis(session))
        }
    }

    private func simplex(
        _ method: SolverMethod, _ share: SolverBudget.Share, _ budget: inout SolverBudget
    ) throws(LinearSolverError) -> cglpk_simplex_result {
        var options = cglpk_simplex_options(
            method: Int32(method == .dual ? CGLPK_DUAL : CGLPK_PRIMAL), presolve: method == .presolve ? 1 : 0,
            tolerance: method == .primalLoose ? 1e-7 : Self.tolerance, iteration_limit: share.iterations,
            time_limit_ms: share.milliseconds)
        var result = cglpk_simplex_result()
        try check(cglpk_simplex(session, &options, &result))
        budget.spend(iterations: Int(result.iterations))
        return result
    }

    /// Measures an answer in the caller's units. One that is not good enough goes through the first step's method once more, unscaled, from
    /// the basis that was found, which takes a few iterations at most.
    ///
    /// - Returns: the largest relative error of the optimality conditions; infinity when the basis does not stand up to it.
    private func settle(_ method: SolverMethod, _ budget: inout SolverBudget) throws(LinearSolverError) -> Double {
        try check(cglpk_scale(session, 0))
        let error = try largestError()
        if method == .primal || error <= Self.tolerance { return error }
        let run = try simplex(.primal, budget.share(rows: rowNames.count, columns: columnNames.count), &budget)
        return Int(run.verdict) == CGLPK_OPTIMAL ? try largestError() : .infinity
    }

    private func largestError() throws(LinearSolverError) -> Double {
        var error = 0.0
        try check(cglpk_largest_error(session, &error))
        return error.isNaN ? .infinity : error
    }

    private func keepBetter(
        _ incumbent: inout LinearSolution?, _ method: SolverMethod, _ budget: SolverBudget
    ) throws(LinearSolverError) {
        let found = try solution(method: method, iterations: budget.iterationsUsed, error: try largestError())
        guard let best = incumbent else {
            incumbent = found
            return
        }
        if sense == .maximize ? found.objective > best.objective : found.objective < best.objective { incumbent = found }
    }

    private func solution(method: SolverMethod, iterations: Int, error: Double) throws(LinearSolverError) -> LinearSolution {
        var objective = 0.0
        var values = [Double](repeating: 0, count: columnNames.count)
        var reducedCosts = values
        var activities = [Double](repeating: 0, count: rowNames.count)
        var duals = activities
        try check(cglpk_copy_solution(session, &objective, &values, &reducedCosts, &activities, &duals))
        return LinearSolution(
            objective: objective, columnValues: values, rowActivities: activities, rowDuals: duals, reducedCosts: reducedCosts,
            basis: try basis(), iterations: iterations, method: method, solverError: error)
    }
}

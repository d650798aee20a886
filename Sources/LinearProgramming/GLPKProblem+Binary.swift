internal import CGLPK

/// Branch and cut from the optimum of the relaxation.
extension GLPKProblem {
    /// Relative gain below which a branch is not looked into: a tenth of what counts as optimal.
    private static var integerTolerance: Double { 1e-10 }

    mutating func solveBinary(start: [Bool]?, limits: BinaryLimits) throws(LinearSolverError) -> BinaryOutcome {
        if let start, start.count != columnNames.count {
            throw .invalidProgram(.count(of: "values of a start", given: start.count, needed: columnNames.count))
        }
        let begin = ContinuousClock.now
        try check(cglpk_make_binary(session))
        let worst = sense == .maximize ? Double.infinity : -.infinity
        switch try solve(limits: SolverLimits(seconds: min(limits.seconds, 1e6)), methods: SolverMethod.warmStart) {
        case .infeasible: return .infeasible
        case .unbounded, .limitReached: return .limitReached(nil, bound: worst)
        case .optimal: break
        }
        let spent = (ContinuousClock.now - begin) / .seconds(1)
        let milliseconds = min(max(0, (limits.seconds - spent) * 1_000), Double(Int32.max / 4))
        return try branch(
            start: start, nodes: Int32(min(limits.nodes, Int(Int32.max))), milliseconds: Int32(milliseconds))
    }

    private func branch(start: [Bool]?, nodes: Int32, milliseconds: Int32) throws(LinearSolverError) -> BinaryOutcome {
        var result = cglpk_integer_result()
        // GLPK counts from 1 and skips element 0.
        let values = start.map { [0] + $0.map { $0 ? 1.0 : 0 } }
        let code = Self.integer(session, values, nodes, milliseconds, &result)
        try check(code)
        let solution = result.found == 1 ? try binarySolution() : nil
        switch (Int(result.verdict), solution) {
        case (CGLPK_OPTIMAL, let solution?): return .solved(solution)
        case (CGLPK_INFEASIBLE, _): return .infeasible
        default: return .limitReached(solution, bound: result.bound)
        }
    }

    private static func integer(
        _ session: OpaquePointer?, _ start: [Double]?, _ nodes: Int32, _ milliseconds: Int32, _ result: inout cglpk_integer_result
    ) -> Int32 {
        func run(_ start: UnsafePointer<Double>?) -> Int32 {
            var options = cglpk_integer_options(
                tolerance: integerTolerance, node_limit: nodes, time_limit_ms: milliseconds, start: start)
            return cglpk_integer(session, &options, &result)
        }
        return start.map { $0.withUnsafeBufferPointer { run($0.baseAddress) } } ?? run(nil)
    }

    private func binarySolution() throws(LinearSolverError) -> BinarySolution {
        var objective = 0.0
        var values = [Double](repeating: 0, count: columnNames.count)
        try check(cglpk_copy_integer_solution(session, &objective, &values))
        return BinarySolution(objective: objective, isTaken: values.map { $0 > 0.5 })
    }
}

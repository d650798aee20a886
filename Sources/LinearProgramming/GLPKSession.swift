internal import CGLPK

/// A linear programme that stays inside GLPK from one solve to the next: for column generation, moved right-hand sides and what-ifs.
///
/// GLPK ties a problem to the thread that made it, so the session owns one thread for its whole life; calls may come from anywhere, one after
/// the other, and the release of the session frees the problem on its own thread. A failure inside GLPK becomes `LinearSolverError.fault`;
/// its memory is then already freed, and every later call says `.sessionEnded`.
package final class GLPKSession: Sendable {
    /// Where the simplex method starts when it does not start warm.
    package enum StartingBasis: Sendable {
        /// All rows basic.
        case standard
        /// A triangular basis found by GLPK, often nearer to the optimum.
        case advanced
    }

    private let problem: ThreadBound<GLPKProblem>

    /// A session without columns: the start of column generation.
    package init(rows: [LinearRow], sense: ObjectiveSense) throws(LinearSolverError) {
        problem = ThreadBound(name: "GLPK") { GLPKProblem(sense: sense) }
        try addRows(rows)
    }

    package convenience init(_ program: LinearProgram) throws(LinearSolverError) {
        try self.init(rows: program.rows, sense: program.sense)
        try problem.run { problem throws(LinearSolverError) in
            try problem.addColumns(program.columns)
            try problem.setObjective(coefficients: program.columns.objective, constant: program.objectiveConstant)
        }
    }

    /// Version of the GLPK library in use.
    package static var version: String { String(cString: cglpk_version()) }

    /// Appends rows; existing columns have no coefficients in them.
    package func addRows(_ rows: [LinearRow]) throws(LinearSolverError) {
        try problem.run { problem throws(LinearSolverError) in try problem.addRows(rows) }
    }

    /// Appends columns at their bounds, outside the basis. All of them or, when one is refused, none.
    package func addColumns(_ columns: [LinearColumn]) throws(LinearSolverError) {
        try problem.run { problem throws(LinearSolverError) in try problem.addColumns(columns) }
    }

    package func setRowBounds(_ row: Int, lower: Double, upper: Double) throws(LinearSolverError) {
        try problem.run { problem throws(LinearSolverError) in try problem.setRowBounds(row, lower: lower, upper: upper) }
    }

    package func setColumnBounds(_ column: Int, lower: Double, upper: Double) throws(LinearSolverError) {
        try problem.run { problem throws(LinearSolverError) in try problem.setColumnBounds(column, lower: lower, upper: upper) }
    }

    /// - Parameter coefficients: one for each column.
    package func setObjective(coefficients: [Double], constant: Double = 0) throws(LinearSolverError) {
        try problem.run { problem throws(LinearSolverError) in
            try problem.setObjective(coefficients: coefficients, constant: constant)
        }
    }

    /// Solves from the present basis. Afterwards the basis is that of the solution, or the one before when there is no solution because the
    /// programme is infeasible or unbounded.
    ///
    /// - Parameter methods: the steps to try one after the other until one of them answers.
    package func solve(
        limits: SolverLimits = SolverLimits(), methods: [SolverMethod] = SolverMethod.warmStart
    ) throws(LinearSolverError) -> LinearOutcome {
        try problem.run { problem throws(LinearSolverError) in try problem.solve(limits: limits, methods: methods) }
    }

    /// Makes all columns 0 or 1 and solves by branch and cut; see `BinarySolver`.
    package func solveBinary(start: [Bool]? = nil, limits: BinaryLimits) throws(LinearSolverError) -> BinaryOutcome {
        try problem.run { problem throws(LinearSolverError) in try problem.solveBinary(start: start, limits: limits) }
    }

    /// The values of a row's active bound between which the optimal basis stays optimal, so that its dual stays the price.
    ///
    /// Exact for the basis of the last solve; infinite where nothing limits it, nil for a row in the basis (its dual is 0). At a degenerate
    /// optimum other optimal bases may give other ranges. Changes of the problem since the last solve make it throw `.noOptimalBasis`.
    package func rangeOfRowBound(_ row: Int) throws(LinearSolverError) -> ClosedRange<Double>? {
        try problem.run { problem throws(LinearSolverError) in try problem.rangeOfRowBound(row) }
    }

    package func resetBasis(to start: StartingBasis = .standard) throws(LinearSolverError) {
        try problem.run { problem throws(LinearSolverError) in try problem.resetBasis(to: start) }
    }

    package func basis() throws(LinearSolverError) -> LinearBasis {
        try problem.run { problem throws(LinearSolverError) in try problem.basis() }
    }

    /// Starts the next solve from this basis. One that is no basis costs a step of the fallback chain, not the answer.
    package func setBasis(_ basis: LinearBasis) throws(LinearSolverError) {
        try problem.run { problem throws(LinearSolverError) in try problem.setBasis(basis) }
    }
}

extension GLPKSession {
    /// Failures that tests can ask for, to see that they do no harm.
    package enum Fault: Sendable {
        /// GLPK is called with an index that does not exist; throws at once.
        case badIndex
        /// GLPK gets one megabyte in all; the call that passes it throws. A session that is larger already goes on.
        case littleMemory
    }

    package func provoke(_ fault: Fault) throws(LinearSolverError) {
        let kind = Int32(fault == .badIndex ? CGLPK_BAD_INDEX : CGLPK_LITTLE_MEMORY)
        try problem.run { problem throws(LinearSolverError) in try problem.check(cglpk_provoke_fault(problem.session, kind)) }
    }
}

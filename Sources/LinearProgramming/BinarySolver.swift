/// Solves one programme whose columns are all 0 or 1 by GLPK's branch and cut, and lets go of it.
package struct BinarySolver: Sendable {
    package init() {}

    /// - Parameters:
    ///   - program: bounds of its columns are taken as 0 and 1. Rows and columns should be of size one: GLPK keeps rows of a node to 1e-6.
    ///   - start: columns of a solution that keeps all rows, better than which others have to be.
    package func solve(
        _ program: LinearProgram, from start: [Bool]? = nil, limits: BinaryLimits
    ) throws(LinearSolverError) -> BinaryOutcome {
        guard program.columns.count > 0 else {
            let isKept = program.rows.allSatisfy { $0.lower <= 0 && $0.upper >= 0 }
            return isKept ? .solved(BinarySolution(objective: program.objectiveConstant, isTaken: [])) : .infeasible
        }
        return try GLPKSession(program).solveBinary(start: start, limits: limits)
    }
}

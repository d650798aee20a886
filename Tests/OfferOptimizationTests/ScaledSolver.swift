import LinearProgramming

/// Solves a written programme after dividing each row by its largest coefficient, and the objective by its own: programmes are written
/// in people's units, from kopecks to billions, and GLPK's tolerances are absolute.
enum ScaledSolver {
    struct Optimum {
        let objective: Double
        /// Largest violation of the optimality conditions of the scaled programme.
        let error: Double
    }

    /// Neither optimal nor infeasible.
    struct NoAnswer: Error {
        let outcome: LinearOutcome
    }

    /// nil when infeasible.
    static func solve(_ program: LinearProgram) throws -> Optimum? {
        let columns = program.columns
        var rowScales = [Double](repeating: 0, count: program.rows.count)
        for (row, coefficient) in zip(columns.rows, columns.coefficients) {
            rowScales[Int(row)] = max(rowScales[Int(row)], abs(coefficient))
        }
        rowScales = rowScales.map { $0 > 0 ? $0 : 1 }
        let largest = columns.objective.reduce(0) { max($0, abs($1)) }
        let objectiveScale = largest > 0 ? largest : 1

        var scaled = try LinearProgram(
            sense: program.sense,
            rows: program.rows.enumerated().map {
                LinearRow(name: $1.name, lower: $1.lower / rowScales[$0], upper: $1.upper / rowScales[$0])
            })
        for column in 0..<columns.count {
            var changed = columns[column]
            changed.objective /= objectiveScale
            for entry in changed.entries.indices { changed.entries[entry].coefficient /= rowScales[changed.entries[entry].row] }
            try scaled.appendColumn(changed)
        }
        switch try GLPKSolver().solve(scaled) {
        case .optimal(let solution):
            let check = OptimalityCheck(program: scaled, solution: solution)
            return Optimum(objective: solution.objective * objectiveScale, error: check.largestViolation)
        case .infeasible: return nil
        case let outcome: throw NoAnswer(outcome: outcome)
        }
    }
}

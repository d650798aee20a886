/// A basic solution of a linear programme, with its duals.
///
/// Signs follow the objective as written, for both senses: a row's dual is the change of the objective per unit of its right-hand side,
/// and a column's reduced cost is `objective_j - sum_i a_ij dual_i`.
package struct LinearSolution: Sendable, Hashable {
    package let objective: Double
    package let columnValues: [Double]
    package let rowActivities: [Double]
    package let rowDuals: [Double]
    package let reducedCosts: [Double]
    package let basis: LinearBasis
    /// Over all steps of the fallback chain.
    package let iterations: Int
    /// The step that answered.
    package let method: SolverMethod
    /// Largest relative error of the optimality conditions as the solver measures it. `OptimalityCheck` trusts nobody.
    package let solverError: Double

    package init(
        objective: Double, columnValues: [Double], rowActivities: [Double], rowDuals: [Double], reducedCosts: [Double],
        basis: LinearBasis, iterations: Int, method: SolverMethod, solverError: Double
    ) {
        self.objective = objective
        self.columnValues = columnValues
        self.rowActivities = rowActivities
        self.rowDuals = rowDuals
        self.reducedCosts = reducedCosts
        self.basis = basis
        self.iterations = iterations
        self.method = method
        self.solverError = solverError
    }
}

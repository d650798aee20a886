/// The steps of the fallback chain; the one that answered is recorded in the solution.
///
/// GLPK's primal simplex is fast from a warm basis but can cycle on degenerate problems, so each later step changes more of the circumstances.
package enum SolverMethod: String, Sendable, Hashable, CaseIterable {
    /// Primal simplex from the present basis, tolerance 1e-9.
    case primal
    /// The same with tolerance 1e-7.
    case primalLoose
    /// Primal simplex on a rescaled problem from the standard basis.
    case primalRescaled
    /// Dual simplex on the rescaled problem from the standard basis.
    case dual
    /// Presolve, then primal simplex. Loses the warm basis.
    case presolve

    /// Whether the step works on scaled numbers. In a badly scaled problem rounding can look like a violated row, so "infeasible" and
    /// "unbounded" count once a scaled step says so.
    var isScaled: Bool {
        switch self {
        case .primal, .primalLoose: false
        case .primalRescaled, .dual, .presolve: true
        }
    }

    /// The whole chain, for a problem that is solved again and again from the basis it has.
    package static let warmStart: [SolverMethod] = [.primal, .primalLoose, .primalRescaled, .dual, .presolve]
    /// The whole chain for a large problem that is solved once.
    package static let presolveFirst: [SolverMethod] = [.presolve, .primal, .primalLoose, .primalRescaled, .dual]
}

/// How one step of the fallback chain ended without an answer.
package struct SolverAttempt: Sendable, Hashable, CustomStringConvertible {
    package enum Ending: Sendable, Hashable {
        /// It ran into its share of the limits.
        case limit
        /// It broke down, or could not tell two cases apart.
        case undecided
        /// It said infeasible or unbounded without scaling; that alone is not believed.
        case unconfirmed
        /// It called a point optimal that violates the optimality conditions by this relative amount.
        case inexact(Double)
    }

    package let method: SolverMethod
    package let iterations: Int
    package let ending: Ending

    package init(method: SolverMethod, iterations: Int, ending: Ending) {
        self.method = method
        self.iterations = iterations
        self.ending = ending
    }

    package var description: String { "\(method.rawValue) after \(iterations) iterations: \(ending)" }
}

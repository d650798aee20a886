/// Why the optimizer cannot answer at all. Infeasible and out of time are outcomes, not errors.
package enum OptimizationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The solver called infeasible, or unbounded, what a phase-1 solve had shown feasible, or what is bounded by construction.
    case masterLostFeasibility
    /// The solver gave up before any plan was found that keeps all rows.
    case noTrustworthyAnswer
    /// A limit on changed offers is known at granularity `segment` only.
    case changesNeedSegments

    package var description: String {
        switch self {
        case .masterLostFeasibility:
            "the solver contradicts an earlier proof of feasibility: the scenario's numbers differ too much in size. "
                + "Check limits that are nearly zero or nearly unreachable"
        case .changesNeedSegments: "max_changed_share needs granularity segment"
        case .noTrustworthyAnswer:
            "the solver found no answer that it can vouch for: the scenario's numbers differ too much in size. "
                + "Check limits that are nearly zero or nearly unreachable"
        }
    }
}

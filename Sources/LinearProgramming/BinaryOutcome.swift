/// What branch and cut found out about a programme whose columns are all 0 or 1.
package enum BinaryOutcome: Sendable, Hashable {
    /// The best one, by the tree.
    case solved(BinarySolution)
    case infeasible
    /// Nodes or time ran out, or the solver gave up: the best one seen, and what none can exceed.
    case limitReached(BinarySolution?, bound: Double)
}

/// Columns that are taken.
package struct BinarySolution: Sendable, Hashable {
    package let objective: Double
    /// One a column.
    package let isTaken: [Bool]
}

/// How far branch and cut may go. The number of nodes is the limit that gives the same answer on every machine.
package struct BinaryLimits: Sendable {
    package let nodes: Int
    package let seconds: Double

    package init(nodes: Int, seconds: Double) {
        precondition(nodes >= 0 && seconds >= 0, "limits are not negative")
        self.nodes = nodes
        self.seconds = seconds
    }
}

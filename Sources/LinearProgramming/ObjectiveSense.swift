/// Whether a linear programme looks for the smallest or the largest value of its objective.
package enum ObjectiveSense: String, Sendable, Hashable {
    case minimize
    case maximize

    /// +1 for minimize, -1 for maximize: what turns the one into the other.
    var sign: Double { self == .minimize ? 1 : -1 }
}

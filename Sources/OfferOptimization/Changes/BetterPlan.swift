package import OfferModel

/// The best plan found that differs from a proposal in a few cells.
///
/// A plan changes a cell where the segment is shown other shares of the offer's variants; whoever is shown other offers keeps them. It keeps
/// every rule that the proposal keeps and breaks none more than the proposal does. First the relative excesses over the broken rules are
/// made as small as they can be, then the objective as great.
package struct BetterPlan: Sendable {
    /// Most cells that may differ from the proposal.
    package let changes: Int
    package let plan: Plan
    /// From the plan's own lines.
    package let objective: Double
    /// Against the proposal; negative where mending a rule costs more than there is to gain.
    package let gain: Double
    /// No plan with so many changes is worth more, if it breaks the rules by no more than this one.
    package let bound: Double
    /// Sum over the broken rules of the excess relative to max(|limit|, sum of the proposal's absolute amounts); 0 where none is left.
    package let violation: Double
    /// No plan with so many changes breaks the rules by less.
    package let leastViolation: Double
    /// Rules that this plan still breaks.
    package let broken: [String]
    /// The cells that differ.
    package let cells: [CellEdit]

    /// (bound - objective) / max(1, |objective|)
    package var gap: Double { (bound - objective) / max(1, abs(objective)) }
}

/// Better plans for each number of changes.
package struct BetterPlans: Sendable {
    /// For 1, 2, ... changes.
    package let plans: [BetterPlan]
    /// Whether the search ended before the time was up.
    package let isComplete: Bool
    /// Sum of relative excesses of the proposal.
    package let violation: Double
    /// Rules that the proposal breaks.
    package let broken: [String]
}

/// A rung of the ladder of value: how deep a customer is in the programme (model.md section 12).
package struct Level: Sendable {
    package let id: String

    package init(id: String) {
        self.id = id
    }
}

package typealias LevelIndex = EntityIndex<Level>

/// The ladder model of future value (model.md section 12): from month to month customers move between levels, and each level brings the
/// assets a margin.
package struct Ladder: Sendable {
    /// From lowest to highest.
    package let levels: [Level]
    /// d, the factor on the margin of the next month, in (0, 1]; below 1 without a horizon.
    package let discount: Double
    /// H, months that count, the present one included; nil for all of them.
    package let horizonMonths: Int?
    /// Prior weight, in transitions, of each transition that may happen; above 0.
    package let pseudoCount: Double
    package let transitions: [LadderTransitions]
    package let margins: [LadderMargins]
    /// The transitions and margins of each segment, as positions in the two lists; nil where a segment is not on the ladder.
    package let chains: [Chain?]

    /// What a segment's value follows from, beside its level.
    package struct Chain: Hashable, Comparable, Sendable {
        package let transitions: Int
        package let margins: Int

        package init(transitions: Int, margins: Int) {
            self.transitions = transitions
            self.margins = margins
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.transitions, left.margins) < (right.transitions, right.margins)
        }
    }

    package init(
        levels: [Level], discount: Double, horizonMonths: Int?, pseudoCount: Double, transitions: [LadderTransitions],
        margins: [LadderMargins], chains: [Chain?]
    ) {
        precondition(discount > 0 && (discount < 1 || (discount == 1 && horizonMonths != nil)), "a value without end needs a discount")
        precondition(pseudoCount > 0, "without a prior a level that nobody left has no next month")
        self.levels = levels
        self.discount = discount
        self.horizonMonths = horizonMonths
        self.pseudoCount = pseudoCount
        self.transitions = transitions
        self.margins = margins
        self.chains = chains
    }
}

/// How customers move between levels in a month: known, or counted.
package struct LadderTransitions: Sendable {
    package enum Content: Sendable {
        /// P, row after row; rows sum to 1.
        case probabilities([Double])
        /// Transitions seen, row after row; nil for those that cannot happen.
        case counts([Double?])
    }

    /// Whom they speak of, as the table writes it: a segment id, `macro:NAME` or `*`.
    package let key: String
    package let content: Content

    package init(key: String, content: Content) {
        self.key = key
        self.content = content
    }
}

/// g, what each level brings each asset in a month.
package struct LadderMargins: Sendable {
    package let key: String
    /// Level after level, one amount an asset; 0 for external partners.
    package let amounts: [[Double]]

    package init(key: String, amounts: [[Double]]) {
        self.key = key
        self.amounts = amounts
    }
}

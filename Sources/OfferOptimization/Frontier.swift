package import OfferModel

/// The optimum as a function of one row's limit, between two amounts (model.md section 7): concave, linear between breakpoints.
package struct Frontier: Sendable {
    /// A limit, what the optimum is there, and what a unit by which the limit is loosened brings from there to the next one above.
    package struct Breakpoint: Sendable, Equatable {
        package let limit: Double
        package let objective: Double
        /// At least 0. Of the last breakpoint: that of the piece which ends there.
        package let shadowPrice: Double
    }

    package let row: CouplingRow
    /// The amounts asked for.
    package let from: Double
    package let to: Double
    /// Ascending by limit, both ends included; empty where no limit in between lets every row be kept, or the time was up first.
    package let breakpoints: [Breakpoint]
    /// The tightest limit with which every row can be kept, where it lies inside the interval or beyond it on the looser side; nil where
    /// all of the interval is feasible, or no limit is enough.
    package let tightestFeasible: Double?
    /// The tightest limit from which on loosening brings nothing more; nil where the price is 0 all over the interval, or it is not known.
    package let flatFrom: Double?
    /// How far the optimum may lie above the line between two breakpoints; 0 where all breakpoints are there.
    package let largestError: Double
    package let isOutOfTime: Bool
    /// Of the plan at the row's present limit; nil where there is none.
    package let shelfLife: ShelfLife?
    /// Rows that clash at the loosest of the limits; empty unless there are no breakpoints.
    package let clashing: [String]

    /// Whether every breakpoint is there but those that are lost in rounding.
    package var isComplete: Bool {
        !breakpoints.isEmpty && largestError <= Self.rounding * breakpoints.reduce(1) { max($0, abs($1.objective)) }
    }

    /// What two solves may differ by, relative to the optimum.
    private static let rounding = 1e-9
}

/// For which limits of a row a plan holds: the same bundles in the same segments at the same prices, where only shares of split segments
/// move.
package struct ShelfLife: Sendable {
    /// A bundle that a group is shown on one side of an end and not on the other.
    package struct Change: Sendable, Equatable {
        /// A segment's id, a macro-segment's name, or `programme`.
        package let group: String
        /// The bundle; empty for nothing shown.
        package let variants: [VariantIndex]
        /// Whether the bundle is shown beyond the end, or no longer.
        package let joins: Bool
    }

    package struct End: Sendable {
        package let limit: Double
        /// What is different just beyond; empty where nothing beyond is feasible, or it is not known.
        package let changes: [Change]

        /// The group that moves first beyond the end: one that is shown something new, else one that loses a bundle.
        package var nextGroup: String? { (changes.first(where: \.joins) ?? changes.first)?.group }
    }

    /// nil where nothing ends it.
    package let lower: End?
    package let upper: End?
}

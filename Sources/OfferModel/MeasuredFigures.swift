/// What an experiment measured of every pair, in place of what the model computes: the figures and rows of a scenario whose offers are
/// chosen by data (model.md section 14).
package struct MeasuredFigures: Sendable {
    /// One rule on a sum of figures over all shown pairs.
    package struct Row: Sendable {
        package let name: String
        /// Whose rule it is.
        package let owner: String
        package let isFloor: Bool
        package let limit: Double

        package init(name: String, owner: String, isFloor: Bool, limit: Double) {
            self.name = name
            self.owner = owner
            self.isFloor = isFloor
            self.limit = limit
        }
    }

    /// Per customer shown, against what the customer gets who is shown nothing.
    package struct Pair: Sendable {
        package let value: Double
        /// One a row.
        package let uses: [Double]

        package init(value: Double, uses: [Double]) {
            self.value = value
            self.uses = uses
        }
    }

    package let rows: [Row]
    private let variantCount: Int
    /// Segment-major; nil where nothing was measured, so that the pair is closed.
    private var pairs: [Pair?]

    package init(rows: [Row], segmentCount: Int, variantCount: Int) {
        self.rows = rows
        self.variantCount = variantCount
        pairs = Array(repeating: nil, count: segmentCount * variantCount)
    }

    package subscript(segment: SegmentIndex, variant: VariantIndex) -> Pair? {
        get { pairs[segment.position * variantCount + variant.position] }
        set { pairs[segment.position * variantCount + variant.position] = newValue }
    }
}

extension Scenario {
    /// What was measured of a pair; nil where nothing was, or all figures are the model's.
    package func measuredPair(_ variant: Variant, shownTo segment: SegmentIndex) -> MeasuredFigures.Pair? {
        guard let measured, let number = number(of: variant) else { return nil }
        return measured[segment, number]
    }

    /// The place of a variant in the grids of all offers.
    package func number(of variant: Variant) -> VariantIndex? {
        variantRanges[variant.offer.position].first {
            variants[$0].percent == variant.percent && variants[$0].monthlyCap == variant.monthlyCap
                && variants[$0].months == variant.months
        }.map { VariantIndex($0) }
    }
}

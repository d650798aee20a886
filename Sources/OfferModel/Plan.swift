/// What share of each segment is shown which offers together; what is left of a segment is shown nothing.
package struct Plan: Sendable {
    package let bundles: [PlannedBundle]

    /// Bundles sorted by segment, then by their number within the segment.
    package init(bundles: [PlannedBundle]) {
        self.bundles = bundles
    }
}

/// Offers shown together to a share of one segment.
package struct PlannedBundle: Sendable {
    package let segment: SegmentIndex
    /// Number of the bundle within its segment, from 1.
    package let number: Int
    package let variants: [VariantIndex]
    /// y_sB, share of the segment, in (0, 1].
    package let share: Double

    package init(segment: SegmentIndex, number: Int, variants: [VariantIndex], share: Double) {
        self.segment = segment
        self.number = number
        self.variants = variants
        self.share = share
    }
}

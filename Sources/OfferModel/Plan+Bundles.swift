/// A bundle and the share of its segment that is shown it.
package struct BundleShare: Sendable {
    /// Ascending, at least one.
    package let variants: [VariantIndex]
    package fileprivate(set) var share: Double
}

extension Plan {
    /// What each segment is shown, segment by segment: equal bundles are added up, in the order in which they come first.
    package func bundleShares(segmentCount: Int) -> [[BundleShare]] {
        var shares = [[BundleShare]](repeating: [], count: segmentCount)
        for bundle in bundles where bundle.share > 0 && !bundle.variants.isEmpty {
            let variants = bundle.variants.sorted()
            let segment = bundle.segment.position
            if let known = shares[segment].firstIndex(where: { $0.variants == variants }) {
                shares[segment][known].share += bundle.share
            } else {
                shares[segment].append(BundleShare(variants: variants, share: bundle.share))
            }
        }
        return shares
    }
}

extension [BundleShare] {
    /// Share of the segment that is shown nothing.
    package var shareShownNothing: Double { Swift.max(0, 1 - reduce(0) { $0 + $1.share }) }
}

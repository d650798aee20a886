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

    /// Share of each segment that has a bundle.
    package func filledShares(segmentCount: Int) -> [Double] {
        var shares = [Double](repeating: 0, count: segmentCount)
        for bundle in bundles { shares[bundle.segment.position] += bundle.share }
        return shares
    }

    /// x_sok: share of each segment that is shown a variant, alone or with others; variants that are not shown are not there.
    package func variantShares(segmentCount: Int) -> [[VariantIndex: Double]] {
        var shares = [[VariantIndex: Double]](repeating: [:], count: segmentCount)
        for bundle in bundles {
            for variant in bundle.variants { shares[bundle.segment.position][variant, default: 0] += bundle.share }
        }
        return shares
    }
}

extension [BundleShare] {
    /// Share of the segment that is shown nothing.
    package var shareShownNothing: Double { Swift.max(0, 1 - reduce(0) { $0 + $1.share }) }
}

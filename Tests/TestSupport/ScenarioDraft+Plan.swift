package import OfferModel

extension Scenario {
    /// A plan that shows every segment one or two bundles of variants that are open to it, at random.
    ///
    /// - Parameter oneVariantAnOffer: no segment is shown two variants of an offer.
    package func randomPlan(seed: Int, oneVariantAnOffer: Bool = false) -> Plan {
        var generator = SplitMix64(seed: seed)
        let eligibility = Eligibility(of: self)
        var bundles: [PlannedBundle] = []
        for segment in segments.entityIndices {
            var taken = Set<OfferIndex>()
            for number in 1...2 {
                var shown: [VariantIndex] = []
                for offer in offers.entityIndices where !(oneVariantAnOffer && taken.contains(offer)) {
                    let open = variantRanges[offer.position].filter { eligibility.isOpen(variants[$0], to: segment, in: self) }
                    guard !open.isEmpty, generator.onceIn(2) else { continue }
                    shown.append(VariantIndex(generator.pick(open)))
                    taken.insert(offer)
                }
                guard !shown.isEmpty else { continue }
                bundles.append(PlannedBundle(segment: segment, number: number, variants: shown, share: generator.number(0.05...0.5)))
            }
        }
        return Plan(bundles: bundles)
    }
}

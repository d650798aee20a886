/// Which offers and variants are open to which segments: the part of the local rules that a single pair decides
/// (model.md section 7).
package struct Eligibility: Sendable {
    /// Why an offer is closed to a segment.
    package enum Closure: Sendable, Equatable {
        case excluded
        case completed
        case requires(OfferIndex)
        case noResponse
    }

    private let closures: SegmentOfferGrid<Closure?>
    private let worstCaseBudgets: [Budget]

    package init(of scenario: Scenario) {
        var excludedSegments = Set<SegmentOffer>()
        var excludedMacros: [OfferIndex: Set<String>] = [:]
        for exclusion in scenario.exclusions {
            switch exclusion.scope {
            case .segment(let segment): excludedSegments.insert(SegmentOffer(segment: segment, offer: exclusion.offer))
            case .macro(let macro): excludedMacros[exclusion.offer, default: []].insert(macro)
            }
        }
        var closures = SegmentOfferGrid<Closure?>(
            repeating: nil, segmentCount: scenario.segments.count, offerCount: scenario.offers.count)
        for segmentIndex in scenario.segments.entityIndices {
            let segment = scenario.segments[segmentIndex]
            for offer in scenario.offers.entityIndices {
                let isExcludedByMacro = segment.macro.map { excludedMacros[offer]?.contains($0) ?? false } ?? false
                if isExcludedByMacro || excludedSegments.contains(SegmentOffer(segment: segmentIndex, offer: offer)) {
                    closures[segmentIndex, offer] = .excluded
                } else if segment.completed.contains(offer) {
                    closures[segmentIndex, offer] = .completed
                } else if let missing = scenario.offers[offer].requires.subtracting(segment.completed).min() {
                    closures[segmentIndex, offer] = .requires(missing)
                } else if scenario.responses[segmentIndex, offer] == nil {
                    closures[segmentIndex, offer] = .noResponse
                }
            }
        }
        self.closures = closures
        worstCaseBudgets = scenario.budgets.filter { $0.basis == .worstCase }
    }

    /// Why `offer` may not be shown to `segment`; nil where it may.
    package func closure(of offer: OfferIndex, to segment: SegmentIndex) -> Closure? {
        closures[segment, offer]
    }

    /// Whether one variant may be shown: its offer is open, no worst-case budget would meet an unbounded exposure, and where figures are
    /// measured, it was.
    package func isOpen(_ variant: Variant, to segment: SegmentIndex, in scenario: Scenario) -> Bool {
        closures[segment, variant.offer] == nil && !hasUnboundedExposure(variant, to: segment, in: scenario)
            && (scenario.measured == nil || scenario.measuredPair(variant, shownTo: segment) != nil)
    }

    /// Whether a variant without a cap falls in the scope of a worst-case budget, for a segment with customers.
    package func hasUnboundedExposure(_ variant: Variant, to segment: SegmentIndex, in scenario: Scenario) -> Bool {
        guard variant.monthlyCap == nil, scenario.segments[segment].customers > 0 else { return false }
        let offer = scenario.offers[variant.offer]
        return worstCaseBudgets.contains { budget in
            (budget.sponsor ?? offer.sponsor) == offer.sponsor
                && (budget.offer ?? variant.offer) == variant.offer
                && (budget.macro == nil || budget.macro == scenario.segments[segment].macro)
                && (budget.month.map { offer.activeMonths(of: variant).contains($0) } ?? true)
        }
    }
}

private struct SegmentOffer: Hashable {
    let segment: SegmentIndex
    let offer: OfferIndex
}

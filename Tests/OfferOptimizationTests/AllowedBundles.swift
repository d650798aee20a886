import OfferModel

/// The bundles that model.md section 7 allows, by trying every combination: slow, plain, and on its own.
struct AllowedBundles {
    let scenario: Scenario

    /// The segments that share one decision, group after group in the order of their first member.
    func groups(at granularity: Scenario.Granularity) -> [[SegmentIndex]] {
        switch granularity {
        case .segment: return scenario.segments.entityIndices.map { [$0] }
        case .programme: return [scenario.segments.entityIndices]
        case .macro:
            var groups: [(macro: String?, members: [SegmentIndex])] = []
            for segment in scenario.segments.entityIndices {
                let macro = scenario.segments[segment].macro
                if macro != nil, let known = groups.firstIndex(where: { $0.macro == macro }) {
                    groups[known].members.append(segment)
                } else {
                    groups.append((macro, [segment]))
                }
            }
            return groups.map(\.members)
        }
    }

    /// Whether one variant is open to a segment.
    func isOpen(_ variant: VariantIndex, to index: SegmentIndex) -> Bool {
        let segment = scenario.segments[index]
        let shown = scenario.variants[variant]
        let offer = scenario.offers[shown.offer]
        let isExcluded = scenario.exclusions.contains { exclusion in
            guard exclusion.offer == shown.offer else { return false }
            return switch exclusion.scope {
            case .segment(let excluded): excluded == index
            case .macro(let macro): macro == segment.macro
            }
        }
        let isUnbounded =
            shown.monthlyCap == nil && segment.customers > 0
            && scenario.budgets.contains { budget in
                guard budget.basis == .worstCase else { return false }
                if let sponsor = budget.sponsor, sponsor != offer.sponsor { return false }
                if let only = budget.offer, only != shown.offer { return false }
                if let macro = budget.macro, macro != segment.macro { return false }
                if let month = budget.month, month < offer.startMonth || month > offer.startMonth + shown.months - 1 { return false }
                return true
            }
        return !isExcluded && !isUnbounded && !segment.completed.contains(shown.offer)
            && offer.requires.isSubset(of: segment.completed) && scenario.responses[index, shown.offer] != nil
    }

    /// Every allowed bundle of a group, the empty one included.
    func bundles(of members: [SegmentIndex]) -> [[VariantIndex]] {
        var bundles: [[VariantIndex]] = [[]]
        for range in scenario.variantRanges {
            let open = range.map { VariantIndex($0) }.filter { variant in members.contains { isOpen(variant, to: $0) } }
            bundles += bundles.flatMap { bundle in open.map { bundle + [$0] } }
        }
        return bundles.filter { bundle in
            members.allSatisfy { member in allows(bundle.filter { isOpen($0, to: member) }, to: member) }
        }
    }

    /// Whether a customer may be shown open variants together, at most one of each offer. Nothing can always be shown.
    func allows(_ bundle: [VariantIndex], to index: SegmentIndex) -> Bool {
        let segment = scenario.segments[index]
        if bundle.isEmpty { return true }
        if let contacts = segment.contacts, bundle.count > contacts { return false }
        guard let ceiling = scenario.programme.maxTotalPercent else { return true }
        // A hundredth of a basis point covers the rounding of percents written in decimals.
        return bundle.reduce(segment.basePercent) { $0 + scenario.variants[$1].percent.percent } <= ceiling + 1e-4
    }
}

package import OfferModel

/// Why the customers of one decision are shown this variant of an offer and not the next lower or higher percent with the same cap
/// and duration. All figures are sums over the customers who are shown the variant.
package struct VariantReason: Sendable {
    /// From the lesser to the greater of two neighbours.
    package struct Step: Sendable {
        /// The neighbour; nil for not being shown the offer at all.
        package let neighbour: VariantIndex?
        package let difference: PairAmounts
        /// Whether the bundles keep their local rules with the greater variant in them.
        package let isAllowed: Bool
    }

    /// Segments that share the decision and are shown the variant, ascending.
    package let segments: [SegmentIndex]
    package let variant: VariantIndex
    package let customers: Double
    /// Share of the segments' customers.
    package let share: Double
    /// What the plan's choice adds to the next lower percent, or to nothing.
    package let fromLower: Step
    /// What the next higher percent would add; nil where the grid has none.
    package let toHigher: Step?
}

extension OptimizationProblem {
    /// One reason a decision and variant of the plan, in the plan's order.
    ///
    /// - Parameter prices: of the plan's certificate.
    func reasons(for plan: Plan, prices: [Double], at granularity: Scenario.Granularity) -> [VariantReason] {
        let groupOfSegment = Grouping(of: scenario.segments, at: granularity).groupOfMember
        var order: [Decision] = []
        var bundles: [Decision: [PlannedBundle]] = [:]
        for bundle in plan.bundles where bundle.share > 0 && scenario.segments[bundle.segment].customers > 0 {
            for variant in bundle.variants {
                let decision = Decision(group: groupOfSegment[bundle.segment.position], variant: variant)
                if bundles[decision] == nil { order.append(decision) }
                bundles[decision, default: []].append(bundle)
            }
        }
        return order.map { reason(for: $0.variant, in: bundles[$0]!, prices: prices) }
    }

    private func reason(for variant: VariantIndex, in bundles: [PlannedBundle], prices: [Double]) -> VariantReason {
        let neighbours = neighbours(of: variant)
        let own = amounts(of: variant, in: bundles, prices: prices) ?? PairAmounts(rowCount: rows.count)
        let segments = Set(bundles.map(\.segment)).sorted()
        let customers = bundles.reduce(0) { $0 + $1.share * scenario.segments[$1.segment].customers }
        let lower = neighbours.lower.flatMap { lower in amounts(of: lower, in: bundles, prices: prices).map { (lower, $0) } }
        let higher = neighbours.higher.flatMap { higher in
            amounts(of: higher, in: bundles, prices: prices).map { amounts in
                VariantReason.Step(
                    neighbour: higher, difference: amounts - own,
                    isAllowed: bundles.allSatisfy { isAllowed(higher, inPlaceOf: variant, in: $0) })
            }
        }
        return VariantReason(
            segments: segments, variant: variant, customers: customers,
            share: customers / segments.reduce(0) { $0 + scenario.segments[$1].customers },
            fromLower: VariantReason.Step(
                neighbour: lower?.0, difference: lower.map { own - $0.1 } ?? own, isAllowed: true),
            toHigher: higher)
    }

    /// nil where the variant is closed to one of the segments.
    private func amounts(of variant: VariantIndex, in bundles: [PlannedBundle], prices: [Double]) -> PairAmounts? {
        bundles.reduce(PairAmounts(rowCount: rows.count) as PairAmounts?) { sum, bundle in
            guard var sum, let amounts = amounts(of: variant, to: bundle.segment, share: bundle.share, prices: prices) else { return nil }
            sum += amounts
            return sum
        }
    }

    /// The variants of the same offer, cap and duration with the next lower and the next higher percent.
    private func neighbours(of variant: VariantIndex) -> (lower: VariantIndex?, higher: VariantIndex?) {
        let own = scenario.variants[variant]
        let others = scenario.variantRanges[own.offer.position].map { VariantIndex($0) }.filter {
            scenario.variants[$0].monthlyCap == own.monthlyCap && scenario.variants[$0].months == own.months
        }.sorted { scenario.variants[$0].percent.basisPoints < scenario.variants[$1].percent.basisPoints }
        return (
            others.last { scenario.variants[$0].percent.basisPoints < own.percent.basisPoints },
            others.first { scenario.variants[$0].percent.basisPoints > own.percent.basisPoints }
        )
    }

    private func isAllowed(_ variant: VariantIndex, inPlaceOf other: VariantIndex, in bundle: PlannedBundle) -> Bool {
        let basisPoints = bundle.variants.reduce(0) { $0 + basisPointsOfVariant[($1 == other ? variant : $1).position] }
        return basisPoints <= scenario.headroom(of: bundle.segment)
    }
}

private struct Decision: Hashable {
    let group: Int
    let variant: VariantIndex
}

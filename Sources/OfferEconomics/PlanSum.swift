import OfferModel

/// A measure summed over the pairs of a plan that are in scope, each times the customers shown it.
package struct PlanSum: Sendable {
    /// Position among the plans that are looked at together.
    package let plan: Int
    package let measure: Measure
    /// One flag an offer; nil for all.
    package let offers: [Bool]?
    /// nil for every customer.
    package let macro: String?

    package init(_ measure: Measure, plan: Int = 0, offers: [Bool]? = nil, macro: String? = nil) {
        self.plan = plan
        self.measure = measure
        self.offers = offers
        self.macro = macro
    }

    func takesIn(_ pair: PlannedPair, in scenario: Scenario) -> Bool {
        (offers?[scenario.variants[pair.variant].offer.position] ?? true)
            && (macro == nil || macro == scenario.segments[pair.segment].macro)
    }
}

/// A pair that some of the plans show, once for all of them.
struct PlannedPair: Sendable {
    let segment: SegmentIndex
    let variant: VariantIndex
    /// Customers shown it, one a plan.
    var customers: [Double]

    /// The pairs of all plans, by segment, then by variant.
    static func all(of plans: [Plan], in scenario: Scenario) -> [PlannedPair] {
        var pairs: [PlannedPair] = []
        for (number, plan) in plans.enumerated() {
            for bundle in plan.bundles {
                for variant in bundle.variants {
                    var pair = PlannedPair(
                        segment: bundle.segment, variant: variant, customers: Array(repeating: 0, count: plans.count))
                    pair.customers[number] = scenario.segments[bundle.segment].customers * bundle.share
                    pairs.append(pair)
                }
            }
        }
        pairs.sort { ($0.segment, $0.variant) < ($1.segment, $1.variant) }
        return pairs.reduce(into: []) { merged, pair in
            if let last = merged.last, last.segment == pair.segment, last.variant == pair.variant {
                for plan in pair.customers.indices { merged[merged.count - 1].customers[plan] += pair.customers[plan] }
            } else {
                merged.append(pair)
            }
        }
    }
}

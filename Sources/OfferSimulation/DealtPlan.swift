import Execution
import OfferModel
import RandomStreams

/// A plan in whole customers (model.md section 10, step 1): who is shown which bundle, the same in every replication.
struct DealtPlan: Sendable {
    struct Bundle {
        let segment: SegmentIndex
        /// Ids within the segment.
        let customers: ItemSet
        let customerCount: Int
        let variants: [ShownVariant]
    }

    let scenario: Scenario
    /// The plan with the shares that were really dealt: expectations are taken at these.
    let plan: Plan
    let bundles: [Bundle]

    /// Customers of one segment that can be told one by one in some hundred megabytes.
    static let mostCustomers = 50_000_000.0

    /// - Throws: `UncountableCustomers` where a segment that is shown something has no whole number of customers, or too many.
    init(_ plan: Plan, in scenario: Scenario, seed: UInt64, workers: Workers) throws(UncountableCustomers) {
        for bundle in plan.bundles {
            let customers = scenario.segments[bundle.segment].customers
            guard customers == customers.rounded(), customers <= Self.mostCustomers else {
                throw UncountableCustomers(segment: scenario.segments[bundle.segment].id, customers: customers)
            }
        }
        let planned = Dictionary(grouping: plan.bundles, by: \.segment).sorted { $0.key < $1.key }
        let dealt = workers.mapRanges(count: planned.count, rangeLength: 1) { range, _ in
            Self.deal(planned[range.lowerBound].value, of: planned[range.lowerBound].key, in: scenario, seed: seed)
        }.flatMap { $0 }
        self.scenario = scenario
        bundles = dealt.map(\.bundle)
        self.plan = Plan(bundles: dealt.map(\.planned))
    }

    private static func deal(
        _ planned: [PlannedBundle], of segment: SegmentIndex, in scenario: Scenario, seed: UInt64
    ) -> [(bundle: Bundle, planned: PlannedBundle)] {
        let count = Int(scenario.segments[segment].customers)
        let counts = LargestRemainder.counts(of: count, shares: planned.map(\.share))
        let order = HashedOrder(of: segment, count: counts.contains { $0 > 0 } ? count : 0, seed: seed)
        var next = 0
        return zip(planned, counts).compactMap { planned, dealt in
            guard dealt > 0 else { return nil }
            defer { next += dealt }
            return (
                Bundle(
                    segment: segment, customers: order.customers(next..<next + dealt), customerCount: dealt,
                    variants: planned.variants.map { ShownVariant(scenario.variants[$0], shownTo: segment, in: scenario) }),
                PlannedBundle(
                    segment: segment, number: planned.number, variants: planned.variants, share: Double(dealt) / Double(count))
            )
        }
    }
}

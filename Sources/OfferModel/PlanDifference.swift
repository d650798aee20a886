/// How many customers a plan shows something else than another plan of the same scenario.
///
/// A customer changes when the bundle shown to him is another one. Customers of a segment are alike, so as few change as the shares allow:
/// 1 - sum over bundles, the empty one included, of the smaller of both shares.
package struct PlanDifference: Sendable {
    /// Share of each segment that changes, in [0, 1].
    package let changedShares: [Double]
    /// Customers that change.
    package let changedCustomers: Double
    /// Share of all customers that changes, in [0, 1]; 0 where there are no customers.
    package let changedShare: Double

    package init(of plan: Plan, from current: Plan, in scenario: Scenario) {
        let count = scenario.segments.count
        let changed = zip(current.bundleShares(segmentCount: count), plan.bundleShares(segmentCount: count)).map { before, after in
            let kept = before.map { old in after.first { $0.variants == old.variants }?.share ?? 0 }
            let lost = zip(before, kept).reduce(max(0, before.shareShownNothing - after.shareShownNothing)) {
                $0 + max(0, $1.0.share - $1.1)
            }
            return min(1, lost)
        }
        let customers = scenario.segments.reduce(0) { $0 + $1.customers }
        changedShares = changed
        changedCustomers = zip(scenario.segments, changed).reduce(0) { $0 + $1.0.customers * $1.1 }
        changedShare = customers > 0 ? changedCustomers / customers : 0
    }
}

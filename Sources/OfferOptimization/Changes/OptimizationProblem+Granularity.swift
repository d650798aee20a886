import OfferEconomics
package import OfferModel

extension OptimizationProblem {
    /// Whether a plan shows segments that share one decision different shares of a variant that is open to both: then no plan of that
    /// granularity shows the same, and an optimum of it may be worth less.
    package func isFiner(_ plan: Plan, than granularity: Scenario.Granularity) -> Bool {
        let shares = plan.variantShares(segmentCount: scenario.segments.count)
        let grouping = Grouping(of: scenario.segments, at: granularity)
        return (0..<grouping.count).contains { group in
            var shown: [Int: Double] = [:]
            for member in grouping.members(of: group) where scenario.segments[member].customers > 0 {
                for pair in table.pairs(of: SegmentIndex(member)) {
                    let variant = Int(table.variants[pair])
                    let share = shares[member][VariantIndex(variant)] ?? 0
                    if abs(share - (shown[variant] ?? share)) > 1e-9 { return true }
                    shown[variant] = share
                }
            }
            return false
        }
    }
}

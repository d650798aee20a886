import OfferModel

/// Groups whose best bundle cannot change while the prices stay in a box are settled; what is left is a smaller problem that is
/// exact inside the box (algorithms: compaction).
struct Compaction {
    /// Groups still to be decided.
    let active: [Int]
    /// The settled groups' bundles, each shown to all that offers may reach.
    let settled: [GroupPart]
    /// Objective value of the settled groups, and their use of each row in the form use <= limit.
    let settledValue: Double
    let settledUses: [Double]

    /// - Parameters:
    ///   - groups: candidates.
    ///   - prices: the middle of the box.
    ///   - radii: half its sides, one a row.
    init(of groups: [Int], around prices: [Double], radii: [Double], in problem: GroupedProblem) {
        let base = problem.base
        let weights = PriceWeights(of: base, prices: prices, objectiveWeight: 1)
        let radius = PriceWeights(of: base, radii: radii)
        let parts = problem.sweep(count: groups.count, rangeLength: 256) { pricer, range in
            var active: [Int] = []
            var settled: [GroupPart] = []
            var account = Account(of: base)
            for position in range {
                let group = groups[position]
                if let variants = pricer.steadyBundle(of: group, weights: weights, radius: radius) {
                    account.add(variants, shownTo: group, pricer.view)
                    if !variants.isEmpty { settled.append(GroupPart(group: group, variants: variants, share: base.reachableShare)) }
                } else {
                    active.append(group)
                }
            }
            return (active, settled, account.totals(in: base))
        }
        active = parts.flatMap(\.0)
        settled = parts.flatMap(\.1)
        settledValue = base.reachableShare * parts.reduce(0) { $0 + $1.2.value }
        settledUses = base.rows.indices.map { row in
            base.rows[row].sign * base.reachableShare * parts.reduce(0) { $0 + $1.2.uses[row] }
        }
    }
}

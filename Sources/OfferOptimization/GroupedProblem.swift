import Execution
import OfferEconomics
package import OfferModel

/// The problem at one granularity: groups of segments, each with its local rules, and the pass that prices their bundles.
struct GroupedProblem: Sendable {
    private(set) var base: OptimizationProblem
    let grouping: Grouping
    let pairs: GroupPairs
    /// One a group.
    let rules: [LocalRules]
    /// What bundles use of rows by themselves, one a group; empty where no row counts bundles.
    let bundleUses: [BundleUse]

    /// - Precondition: where a row limits what may change, the granularity is `segment`.
    init(_ base: OptimizationProblem, at granularity: Scenario.Granularity) {
        precondition(base.currentParts == nil || granularity == .segment, "who changes is known segment by segment")
        let grouping = base.currentParts.map { Grouping(of: $0.parts) } ?? Grouping(of: base.scenario.segments, at: granularity)
        let rules = base.workers.mapRanges(count: grouping.count, rangeLength: 64) { range, _ in
            range.map { LocalRules(for: grouping.members(of: $0), in: base) }
        }.flatMap { $0 }
        self.base = base
        self.grouping = grouping
        self.rules = rules
        pairs = GroupPairs(grouping, of: base)
        bundleUses =
            base.currentParts.map { current -> [BundleUse] in
                guard let row = base.steadinessRow else { preconditionFailure("parts stand for a row") }
                return current.bundleUses(steadinessRow: row) { part, bundle in
                    let open = base.table.pairs(of: SegmentIndex(grouping.members[part])).map { Int(base.table.variants[$0]) }
                    return bundle.allSatisfy(open.contains) && rules[part].allow(bundle, basisPoints: base.basisPointsOfVariant)
                }
            } ?? []
    }

    /// The same groups under other limits of the rows.
    func with(limits: [Double]) -> GroupedProblem {
        var changed = self
        changed.base = base.with(limits: limits)
        return changed
    }

    /// The best bundle of every group at given prices.
    ///
    /// - Parameters:
    ///   - prices: lambda >= 0, one a row.
    func price(_ prices: [Double]) -> PricingPass {
        let weights = PriceWeights(of: base, prices: prices, objectiveWeight: 1)
        return PricingPass(
            best: sweep(count: grouping.count) { pricer, range in
                range.map { group in
                    pricer.search(group, weights: weights)
                    return PricingPass.Best(value: pricer.bestValue, variants: pricer.bestVariants)
                }
            }.flatMap { $0 })
    }

    /// The largest use of a row, in absolute terms, by one variant shown to one group.
    func largestUse(ofRow row: Int) -> Double {
        let weights = PriceWeights(of: base, radii: base.rows.indices.map { $0 == row ? 1 : 0 })
        if base.rows[row].counting.isOfBundles {
            return bundleUses.reduce(0) { max($0, $1.largest(ofRow: row)) }
        }
        return sweep(count: grouping.count) { pricer, range in
            range.reduce(0) { max($0, pricer.largestMagnitude(of: $1, weights: weights)) }
        }.max() ?? 0
    }

    /// What a bundle brings and uses when the whole group is shown it, summed over the members and the pairs that they get.
    func coefficients(of variants: [Int], for group: Int) -> (value: Double, uses: [Double]) {
        var account = Account(of: base)
        withPairs { account.add(variants, shownTo: group, $0) }
        return account.totals(in: base)
    }

    /// The part of a group's bundle that a member gets.
    func bundle(_ variants: [Int], shownTo member: Int) -> [Int] {
        let open = base.table.pairs(of: SegmentIndex(member)).map { Int(base.table.variants[$0]) }
        return variants.filter { open.contains($0) }
    }
}

extension OptimizationProblem {
    /// Each group's best bundle at given prices, as one pass finds it: its reduced value and the positions of its variants.
    ///
    /// - Parameter prices: lambda >= 0, one a coupling row.
    package func bestBundles(at granularity: Scenario.Granularity, prices: [Double]) -> [(value: Double, variants: [Int])] {
        GroupedProblem(self, at: granularity).price(prices).best.map { ($0.value, $0.variants) }
    }
}

/// What one pass over all groups found at given prices.
struct PricingPass: Sendable {
    struct Best: Sendable {
        /// Reduced value of the best bundle, at least 0: nothing can always be shown.
        let value: Double
        /// Ascending positions of the bundle's variants.
        let variants: [Int]
    }

    let best: [Best]

    /// L(lambda) = sum lambda_m b_m + H sum best_g, an upper bound on the optimum for any lambda >= 0, whatever the master said.
    func bound(prices: [Double], limits: [Double], reachableShare: Double) -> Double {
        zip(prices, limits).reduce(0) { $0 + $1.0 * $1.1 } + reachableShare * best.reduce(0) { $0 + $1.value }
    }
}

import Execution
import OfferEconomics
import OfferModel

/// The problem at one granularity: groups of segments, each with its local rules, and the pass that prices their bundles.
struct GroupedProblem: Sendable {
    let base: OptimizationProblem
    let grouping: Grouping
    private let rules: [LocalRules]

    init(_ base: OptimizationProblem, at granularity: Scenario.Granularity) {
        let grouping = Grouping(of: base.scenario.segments, at: granularity)
        self.base = base
        self.grouping = grouping
        rules = base.workers.mapRanges(count: grouping.count, rangeLength: Self.groupsPerRange) { range, _ in
            range.map { LocalRules(for: grouping.members(of: $0), in: base) }
        }.flatMap { $0 }
    }

    /// The best bundle of every group at given prices.
    ///
    /// - Parameters:
    ///   - prices: lambda >= 0, one a row.
    ///   - objectiveWeight: 1, or 0 to price feasibility alone.
    func price(_ prices: [Double], objectiveWeight: Double = 1) -> PricingPass {
        let weights = PriceWeights(of: base, prices: prices, objectiveWeight: objectiveWeight)
        let parts = base.workers.mapRanges(count: grouping.count, rangeLength: Self.groupsPerRange) { range, _ in
            var search = BundleSearch(scenario: base.scenario)
            var reduced = [Double](repeating: 0, count: base.scenario.variants.count)
            return range.map { group in
                reducedValues(of: group, weights: weights, into: &reduced)
                reduced.withUnsafeBufferPointer { search.search($0, under: rules[group]) }
                return PricingPass.Best(value: search.bestValue, variants: search.bestVariants)
            }
        }
        return PricingPass(best: parts.flatMap { $0 })
    }

    /// Whether `variants` may be shown to the group together.
    func allows(_ variants: [Int], to group: Int) -> Bool {
        rules[group].allow(variants, in: base.scenario)
    }

    /// What a bundle brings and uses when the whole group is shown it, summed over the members and the pairs that they get.
    func coefficients(of variants: [Int], for group: Int) -> (value: Double, uses: [Double]) {
        let table = base.table
        var value = 0.0
        var uses = [Double](repeating: 0, count: base.rows.count)
        for member in grouping.members(of: group) {
            for pair in table.pairs(of: SegmentIndex(member)) where variants.contains(Int(table.variants[pair])) {
                let offer = base.scenario.variants[Int(table.variants[pair])].offer.position
                value += table.columns[base.objectiveColumn][pair]
                for (number, row) in base.rows.enumerated()
                where row.scope.offers[offer] && base.rowCountsMacro[number][base.macroOfSegment[member]] {
                    for (term, column) in zip(row.terms, base.termColumns[number]) {
                        uses[number] += term.factor * table.columns[column][pair]
                    }
                }
            }
        }
        return (value, uses)
    }

    /// The part of a group's bundle that a member gets.
    func bundle(_ variants: [Int], shownTo member: Int) -> [Int] {
        let open = base.table.pairs(of: SegmentIndex(member)).map { Int(base.table.variants[$0]) }
        return variants.filter { open.contains($0) }
    }

    /// Sums the members' reduced values by variant.
    private func reducedValues(of group: Int, weights: PriceWeights, into reduced: inout [Double]) {
        let table = base.table
        let variants = base.scenario.variants
        for position in reduced.indices { reduced[position] = 0 }
        weights.withWeights { weightsOf in
            for member in grouping.members(of: group) {
                for pair in table.pairs(of: SegmentIndex(member)) {
                    let variant = Int(table.variants[pair])
                    let weight = weightsOf(base.macroOfSegment[member], variants[variant].offer.position)
                    for (place, column) in weights.columns.enumerated() {
                        reduced[variant] += weight[place] * table.columns[column][pair]
                    }
                }
            }
        }
    }

    private static let groupsPerRange = 64
}

/// What one pass over the groups found at given prices.
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

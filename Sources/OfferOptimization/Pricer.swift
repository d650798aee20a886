import Execution
import OfferEconomics
import OfferModel

/// Prices the bundles of one group after another on one thread, with buffers that it keeps.
struct Pricer {
    private let problem: GroupedProblem
    private var reduced: [Double]
    private var spread: [Double]
    private var bundles: BundleSearch

    init(_ problem: GroupedProblem) {
        let variantCount = problem.base.scenario.variants.count
        self.problem = problem
        reduced = Array(repeating: 0, count: variantCount)
        spread = reduced
        bundles = BundleSearch(scenario: problem.base.scenario)
    }

    /// Reduced value of the best bundle found last, at least 0: nothing can always be shown.
    var bestValue: Double { bundles.bestValue }
    /// Its variants, ascending.
    var bestVariants: [Int] { bundles.bestVariants }

    /// Finds the group's best bundle at the prices folded into `weights`.
    mutating func search(_ group: Int, weights: PriceWeights) {
        Self.sum(group, of: problem, weights: weights, magnitudes: false, into: &reduced)
        reduced.withUnsafeBufferPointer { bundles.search($0, under: problem.rules[group]) }
    }

    /// The group's best bundle if it stays the best wherever the prices lie in a box, else nil.
    ///
    /// At worst the bundle's own variants lose what the box can change and all others gain it: a bundle that stays the best then,
    /// stays the best everywhere in the box.
    ///
    /// - Parameter radius: half the sides of the box, folded into weights for magnitudes.
    mutating func steadyBundle(of group: Int, weights: PriceWeights, radius: PriceWeights) -> [Int]? {
        search(group, weights: weights)
        let best = bundles.bestVariants
        Self.sum(group, of: problem, weights: radius, magnitudes: true, into: &spread)
        for variant in best { spread[variant] = -spread[variant] }
        for variant in reduced.indices { reduced[variant] += spread[variant] }
        reduced.withUnsafeBufferPointer { bundles.search($0, under: problem.rules[group]) }
        return bundles.bestVariants == best ? best : nil
    }

    /// Sums weight times coefficient over the members' pairs, by variant; with `magnitudes`, of the coefficients' absolute values.
    private static func sum(
        _ group: Int, of problem: GroupedProblem, weights: PriceWeights, magnitudes: Bool, into sums: inout [Double]
    ) {
        let base = problem.base
        let pairCount = base.table.pairCount
        sums.withUnsafeMutableBufferPointer { sums in
            sums.update(repeating: 0)
            base.table.cells.withUnsafeBufferPointer { cells in
                base.table.variants.withUnsafeBufferPointer { variants in
                    weights.withWeights { weightsOf in
                        for member in problem.grouping.members(of: group) {
                            let macro = base.macroOfSegment[member]
                            for pair in base.table.pairStarts[member]..<base.table.pairStarts[member + 1] {
                                let variant = Int(variants[pair])
                                let weight = weightsOf(macro, base.offerOfVariant[variant])
                                var sum = 0.0
                                for (place, column) in weights.columns.enumerated() {
                                    let cell = cells[column * pairCount + pair]
                                    sum += weight[place] * (magnitudes ? abs(cell) : cell)
                                }
                                sums[variant] += sum
                            }
                        }
                    }
                }
            }
        }
    }
}

extension GroupedProblem {
    /// Runs `body` over fixed ranges of `count` places, each range with a pricer of its own, results in order: the same for any
    /// number of threads.
    func sweep<Result: Sendable>(
        count: Int, rangeLength: Int = 64, _ body: @Sendable (inout Pricer, Range<Int>) -> Result
    ) -> [Result] {
        base.workers.mapRanges(count: count, rangeLength: rangeLength) { range, _ in
            var pricer = Pricer(self)
            return body(&pricer, range)
        }
    }
}

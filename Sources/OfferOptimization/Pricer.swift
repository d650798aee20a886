import OfferModel

/// Prices the bundles of one group after another on one thread, with buffers that it keeps.
struct Pricer {
    let view: PairView
    private let problem: GroupedProblem
    private var reduced: [Double]
    private var spread: [Double]
    private var bundles: BundleSearch

    init(_ problem: GroupedProblem, _ view: PairView) {
        self.view = view
        self.problem = problem
        reduced = Array(repeating: 0, count: problem.base.scenario.variants.count)
        spread = reduced
        bundles = BundleSearch(scenario: problem.base.scenario)
    }

    /// Reduced value of the best bundle found last, at least 0: nothing can always be shown.
    var bestValue: Double { bundles.bestValue }
    /// Its variants, ascending.
    var bestVariants: [Int] { bundles.bestVariants }

    /// Finds the group's best bundle at the prices folded into `weights`.
    mutating func search(_ group: Int, weights: PriceWeights) {
        reduced.withUnsafeMutableBufferPointer { weights.sum(group, view, magnitudes: false, into: $0) }
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
        spread.withUnsafeMutableBufferPointer { radius.sum(group, view, magnitudes: true, into: $0) }
        for variant in best { spread[variant] = -spread[variant] }
        for variant in reduced.indices { reduced[variant] += spread[variant] }
        reduced.withUnsafeBufferPointer { bundles.search($0, under: problem.rules[group]) }
        return bundles.bestVariants == best ? best : nil
    }

    /// The largest sum of weight times the size of a coefficient among the group's variants.
    mutating func largestMagnitude(of group: Int, weights: PriceWeights) -> Double {
        spread.withUnsafeMutableBufferPointer { weights.sum(group, view, magnitudes: true, into: $0) }
        return spread.reduce(0) { max($0, $1) }
    }
}

extension PriceWeights {
    /// Sums weight times coefficient over the pairs of a group's members, by variant; with `magnitudes`, of the coefficients'
    /// absolute values.
    fileprivate func sum(_ group: Int, _ view: PairView, magnitudes: Bool, into sums: UnsafeMutableBufferPointer<Double>) {
        sums.update(repeating: 0)
        columns.withUnsafeBufferPointer { columns in
            withWeights { weightsOf in
                for part in view.parts(of: group) {
                    let macro = view.macroOfPart[part]
                    for pair in view.pairs(of: part) {
                        let variant = Int(view.variantOfPair[pair])
                        let weight = weightsOf(macro, view.offerOfVariant[variant])
                        var sum = 0.0
                        for place in 0..<columns.count {
                            let cell = view.cells[columns[place] * view.pairCount + pair]
                            sum += weight[place] * (magnitudes ? abs(cell) : cell)
                        }
                        sums[variant] += sum
                    }
                }
            }
        }
    }
}

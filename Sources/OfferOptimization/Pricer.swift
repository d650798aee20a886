import OfferModel

/// Prices the bundles of one group after another on one thread, with buffers that it keeps.
struct Pricer {
    let view: PairView
    /// Reduced value of each variant of the scenario for the group searched last.
    private(set) var reduced: [Double]
    private var spread: [Double]
    private var bundles: BundleSearch
    /// What the group is shown where rows count bundles, and its reduced value.
    private var chosen: (value: Double, variants: [Int])?

    init(_ problem: GroupedProblem, _ view: PairView) {
        self.view = view
        reduced = Array(repeating: 0, count: problem.base.scenario.variants.count)
        spread = reduced
        bundles = BundleSearch(problem.base)
    }

    /// Reduced value of the best bundle found last, at least 0: nothing can always be shown.
    var bestValue: Double { chosen?.value ?? bundles.bestValue }
    /// Its variants, ascending.
    var bestVariants: [Int] { chosen?.variants ?? bundles.bestVariants }

    /// Finds the group's best bundle at the prices folded into `weights`.
    mutating func search(_ group: Int, weights: PriceWeights) {
        reduced.withUnsafeMutableBufferPointer { weights.sum(group, view, magnitudes: false, into: $0) }
        reduced.withUnsafeBufferPointer { bundles.search($0, under: view.ruleOfGroup[group]) }
        chosen = view.bundleUse(of: group).map { use in
            use.choice(
                best: (bundles.bestValue, bundles.bestVariants), keptValue: value(of: use.kept), prices: weights.rowPrices)
        }
    }

    /// Reduced value of a bundle by its pairs alone.
    private func value(of variants: [Int]) -> Double {
        variants.reduce(0) { $0 + reduced[$1] }
    }

    /// The group's best bundle among those that show one of some variants, all of one offer; nil where none is allowed.
    mutating func best(of group: Int, including variants: Range<Int>, weights: PriceWeights) -> PricingPass.Best? {
        reduced.withUnsafeMutableBufferPointer { weights.sum(group, view, magnitudes: false, into: $0) }
        let values = reduced
        // With it any bundle that has the offer is worth more than every one that has not.
        let bonus = 1 + 2 * values.reduce(0) { $0 + abs($1) }
        for pair in view.parts(of: group).flatMap({ view.pairs(of: $0) }) where variants.contains(Int(view.variantOfPair[pair])) {
            let variant = Int(view.variantOfPair[pair])
            reduced[variant] = values[variant] + bonus
        }
        reduced.withUnsafeBufferPointer { bundles.search($0, under: view.ruleOfGroup[group]) }
        guard bundles.bestVariants.contains(where: variants.contains) else { return nil }
        return PricingPass.Best(value: bundles.bestVariants.reduce(0) { $0 + values[$1] }, variants: bundles.bestVariants)
    }

    /// The group's best bundle if it stays the best wherever the prices lie in a box, else nil.
    ///
    /// At worst the bundle's own variants lose what the box can change and all others gain it: a bundle that stays the best then,
    /// stays the best everywhere in the box.
    ///
    /// - Parameter radius: half the sides of the box, folded into weights for magnitudes.
    mutating func steadyBundle(of group: Int, weights: PriceWeights, radius: PriceWeights) -> [Int]? {
        search(group, weights: weights)
        let best = bestVariants
        spread.withUnsafeMutableBufferPointer { radius.sum(group, view, magnitudes: true, into: $0) }
        for variant in best { spread[variant] = -spread[variant] }
        for variant in reduced.indices { reduced[variant] += spread[variant] }
        reduced.withUnsafeBufferPointer { bundles.search($0, under: view.ruleOfGroup[group]) }
        let isSteady =
            view.bundleUse(of: group)?.isSteady(
                best, best: (bundles.bestValue, bundles.bestVariants), keptValue: value(of: view.bundleUse(of: group)?.kept ?? []),
                chosenValue: value(of: best), prices: weights.rowPrices, radii: radius.rowPrices) ?? (bundles.bestVariants == best)
        return isSteady ? best : nil
    }

    /// The largest sum of weight times the size of a coefficient among the group's variants.
    mutating func largestMagnitude(of group: Int, weights: PriceWeights) -> Double {
        spread.withUnsafeMutableBufferPointer { weights.sum(group, view, magnitudes: true, into: $0) }
        return spread.reduce(0) { max($0, $1) }
    }
}

extension PriceWeights {
    /// Sums weight times coefficient over the pairs of a group's members, by variant; with `magnitudes`, of the coefficients'
    /// absolute values. Run by run and column by column: the inner loop goes along memory with one weight.
    fileprivate func sum(_ group: Int, _ view: PairView, magnitudes: Bool, into sums: UnsafeMutableBufferPointer<Double>) {
        sums.update(repeating: 0)
        withWeights { columns, weightsOf in
            for part in view.parts(of: group) {
                let macro = view.macroOfPart[part]
                var first = view.pairStarts[part]
                for place in view.runs(of: part) {
                    let run = view.runOfPairs[place]
                    let weights = weightsOf(macro, Int(run.offer))
                    let length = Int(run.length)
                    let target = sums.baseAddress! + Int(run.variant)
                    for (position, column) in columns.enumerated() {
                        let weight = weights[position]
                        let cells = view.cells + (column &* view.pairCount &+ first)
                        if magnitudes {
                            for offset in 0..<length { target[offset] += weight * abs(cells[offset]) }
                        } else {
                            for offset in 0..<length { target[offset] += weight * cells[offset] }
                        }
                    }
                    first += length
                }
            }
        }
    }
}

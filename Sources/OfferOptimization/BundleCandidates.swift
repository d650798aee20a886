import OfferModel

/// A bundle that all of a group which offers may reach could be shown.
struct BundleCandidate: Sendable {
    let variants: [Int]
    /// Objective value of the group under it.
    let value: Double
    /// Use of each row by the group under it, in the form use <= limit.
    let uses: [Double]
    /// How far its reduced value is below the group's best: by at least so much stays every plan that shows it below the bound.
    let loss: Double
}

/// Bundles of each group that are worth considering at given prices.
extension GroupedProblem {
    /// The best few of every group by reduced value, and the empty one; the smallest loss first.
    func bestCandidates(at prices: [Double], most: Int) -> [[BundleCandidate]] {
        let weights = PriceWeights(of: base, prices: prices, objectiveWeight: 1)
        return sweep(count: grouping.count, rangeLength: 16) { pricer, range in
            range.map { group in
                pricer.search(group, weights: weights)
                var search = NearBestBundles(pricer, group, of: base, atLeast: -.infinity, most: most)
                var found = search.all()
                if !found.contains(where: \.variants.isEmpty) { found.append(.init(variants: [], value: 0)) }
                return candidates(found, best: pricer.bestValue, group, pricer.view)
            }
        }.flatMap { $0 }
    }

    /// All bundles of every group whose loss is at most `loss`.
    ///
    /// - Returns: nil where there are more than `limit` in all.
    func allCandidates(at prices: [Double], loss: Double, limit: Int) -> [[BundleCandidate]]? {
        let weights = PriceWeights(of: base, prices: prices, objectiveWeight: 1)
        return withPairs { view in
            var pricer = Pricer(self, view)
            var all: [[BundleCandidate]] = []
            var left = limit
            for group in 0..<grouping.count {
                pricer.search(group, weights: weights)
                // A hair more, so that what is left out is below the loss for certain.
                let least = pricer.bestValue - loss / base.reachableShare * (1 + 1e-12) - 1e-12 * abs(pricer.bestValue)
                var search = NearBestBundles(pricer, group, of: base, atLeast: least, most: left + 1)
                let found = search.all()
                guard found.count <= left else { return nil }
                left -= found.count
                all.append(candidates(found, best: pricer.bestValue, group, view))
            }
            return all
        }
    }

    private func candidates(_ found: [NearBestBundles.Found], best: Double, _ group: Int, _ view: PairView) -> [BundleCandidate] {
        let share = base.reachableShare
        var account = Account(of: base)
        return found.map { bundle in
            account.clear()
            account.add(bundle.variants, shownTo: group, view)
            let (value, uses) = account.totals(in: base)
            return BundleCandidate(
                variants: bundle.variants, value: share * value, uses: zip(base.rows, uses).map { $0.sign * share * $1 },
                loss: max(0, share * (best - bundle.value)))
        }
    }
}

/// Finds the allowed bundles of one group whose reduced value is high enough, by depth-first search over its offers.
private struct NearBestBundles {
    struct Found {
        let variants: [Int]
        let value: Double
    }

    private struct Option {
        let variant: Int
        let value: Double
    }

    private let rules: LocalRules
    private let basisPoints: [Int]
    private let most: Int
    /// Options of each offer, best first.
    private var offers: [[Option]] = []
    /// Most that the offers from each on can add.
    private var rest: [Double] = [0]
    private var least: Double
    /// Sorted, best first; equal ones in the order of the search.
    private var found: [Found] = []

    /// - Parameters:
    ///   - pricer: that has just searched the group.
    ///   - most: the best so many are kept.
    init(_ pricer: Pricer, _ group: Int, of problem: OptimizationProblem, atLeast least: Double, most: Int) {
        let view = pricer.view
        rules = view.ruleOfGroup[group]
        basisPoints = problem.basisPointsOfVariant
        self.least = least
        self.most = most
        var isOpen = [Bool](repeating: false, count: basisPoints.count)
        for part in view.parts(of: group) {
            for pair in view.pairs(of: part) { isOpen[Int(view.variantOfPair[pair])] = true }
        }
        for range in problem.scenario.variantRanges {
            let options = range.filter { isOpen[$0] }.map { Option(variant: $0, value: pricer.reduced[$0]) }
            if !options.isEmpty { offers.append(options.sorted { ($1.value, $0.variant) < ($0.value, $1.variant) }) }
        }
        for options in offers.reversed() { rest.append(rest[rest.count - 1] + max(0, options[0].value)) }
        rest.reverse()
    }

    mutating func all() -> [Found] {
        descend(to: 0, [], value: 0)
        return found
    }

    private mutating func descend(to depth: Int, _ bundle: [Int], value: Double) {
        keep(bundle, value)
        for next in depth..<offers.count {
            guard value + rest[next] >= least else { return }
            for option in offers[next] {
                guard value + option.value + rest[next + 1] >= least else { break }
                let longer = bundle + [option.variant]
                guard rules.allow(longer, basisPoints: basisPoints) else { continue }
                descend(to: next + 1, longer, value: value + option.value)
            }
        }
    }

    private mutating func keep(_ bundle: [Int], _ value: Double) {
        guard value >= least else { return }
        if found.count >= most {
            guard value > found[found.count - 1].value else { return }
            found.removeLast()
        }
        var (low, high) = (0, found.count)
        while low < high {
            let middle = (low + high) / 2
            if found[middle].value >= value { low = middle + 1 } else { high = middle }
        }
        found.insert(Found(variants: bundle, value: value), at: low)
        if found.count >= most { least = max(least, found[found.count - 1].value) }
    }
}

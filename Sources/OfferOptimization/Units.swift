import OfferModel

/// Groups that propose to the master together, one convexity row a unit. With one group a unit the master is exact; with many it
/// is small, and its prices come near.
struct Units: Sendable {
    /// Groups, unit after unit.
    let groups: [Int]
    /// The groups of unit u are `groups[starts[u]..<starts[u + 1]]`.
    let starts: [Int]
    /// The groups again, ascending, each with its unit: the order in which a pass meets them, along memory.
    let ascending: [(group: Int, unit: Int)]

    var count: Int { starts.count - 1 }

    var indices: Range<Int> { 0..<count }

    /// Whether each unit is one group.
    var areSingle: Bool { groups.count == count }

    func groups(of unit: Int) -> ArraySlice<Int> {
        groups[starts[unit]..<starts[unit + 1]]
    }

    static func single(_ groups: [Int]) -> Units {
        Units(groups: groups, starts: Array(0...groups.count), ascending: groups.enumerated().map { (group: $1, unit: $0) })
    }

    /// Cuts groups that are alike into blocks of equal size: alike in the macro-segment that rows count, in the offers that suit
    /// them best at `prices`, then in what a use of the rows brings. Blocks of random groups would need many more passes.
    ///
    /// - Parameter groups: ascending.
    static func blocks(of groups: [Int], count: Int, alikeAt prices: [Double], in problem: GroupedProblem) -> Units {
        let base = problem.base
        let weights = PriceWeights(of: base, prices: prices, objectiveWeight: 1)
        let scale = base.rows.map { abs($0.limit) > 0 ? 1 / abs($0.limit) : 0 }
        let keys = problem.sweep(count: groups.count) { pricer, range in
            var account = Account(of: base)
            return range.map { position in
                let group = groups[position]
                pricer.search(group, weights: weights)
                account.clear()
                account.add(pricer.bestVariants, shownTo: group, pricer.view)
                let (value, uses) = account.totals(in: base)
                let use = zip(uses, scale).reduce(0) { $0 + abs($1.0 * $1.1) }
                let offers = pricer.bestVariants.reduce(0) { $0 &* 131 &+ base.scenario.variants[$1].offer.position + 1 }
                return Likeness(
                    macro: base.macroOfSegment[problem.grouping.members(of: group).first!], offers: offers,
                    efficiency: use > 0 ? value / use : 0, position: position)
            }
        }.flatMap { $0 }.sorted()
        let blockCount = min(count, groups.count)
        let starts = (0...blockCount).map { $0 * groups.count / blockCount }
        var ascending = groups.map { (group: $0, unit: 0) }
        for block in 0..<blockCount {
            for place in starts[block]..<starts[block + 1] { ascending[keys[place].position].unit = block }
        }
        return Units(groups: keys.map { groups[$0.position] }, starts: starts, ascending: ascending)
    }
}

private struct Likeness: Comparable {
    let macro: Int
    let offers: Int
    let efficiency: Double
    let position: Int

    static func < (left: Self, right: Self) -> Bool {
        (left.macro, left.offers, left.efficiency, left.position) < (right.macro, right.offers, right.efficiency, right.position)
    }
}

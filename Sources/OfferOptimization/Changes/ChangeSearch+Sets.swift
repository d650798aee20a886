import OfferModel

extension ChangeSearch {
    /// Sets that one step tries at most, by how promising they are.
    private static let mostAdditions = 8
    private static let mostExchanges = 2
    private static let mostRounds = 3
    private static let mostSteps = 20

    /// Looks for the best set of two cells or more: grown from smaller ones, met on the way to a small bound, exchanged cell by cell.
    mutating func trySets(changes: Int) throws {
        if isOutOfTime() { return }
        try grow(to: changes)
        _ = try tightened(changes: changes, steps: Self.mostSteps)
        try exchange(changes: changes)
    }

    private mutating func grow(to changes: Int) throws {
        report("trying \(changes) changes", done: 0, of: 3)
        let (smaller, smallest) = (found[changes - 1], found[changes - 2])
        if smaller.violation > 0 { try mend(smaller, with: changes) }
        let (gains, bound) = learn(smaller.prices)
        let ranking = Ranking(gains: gains, prices: smaller.prices, objectiveWeight: 1)
        try considerChoices(of: bound.knapsack, changes: changes)
        // One offer in place of another takes two changes in one segment.
        let grown =
            additions(to: smaller.cells, size: 1, by: ranking, most: Self.mostAdditions)
            + additions(to: smallest.cells, size: 2, by: ranking, most: Self.mostAdditions)
        try consider(all: grown, changes: changes)
    }

    /// While rules are broken, what mends them most comes first.
    private mutating func mend(_ smaller: Found, with changes: Int) throws {
        let prices = smaller.violationPrices.contains { $0 > 0 } ? smaller.violationPrices : mendingPrices
        let gains = proposal.gains(of: sets, prices: prices, objectiveWeight: 0)
        let ranking = Ranking(gains: gains, prices: prices, objectiveWeight: 0)
        try considerChoices(of: ChangeKnapsack(gains, sets: sets, most: most), changes: changes)
        try consider(all: additions(to: smaller.cells, size: 1, by: ranking, most: Self.mostAdditions), changes: changes)
    }

    private mutating func consider(all sets: [[PlanCell]], changes: Int) throws {
        for cells in sets {
            if isOutOfTime() { return }
            try consider(cells, changes: changes)
        }
    }

    /// Replaces cells one by one while that helps.
    private mutating func exchange(changes: Int) throws {
        report("trying \(changes) changes", done: 2, of: 3)
        for _ in 0..<Self.mostRounds {
            let best = found[changes]
            var isBetter = false
            if isOutOfTime() { return }
            let ranking = Ranking(gains: learn(best.prices).gains, prices: best.prices, objectiveWeight: 1)
            for cell in best.cells {
                let others = best.cells.filter { $0 != cell }
                for cells in additions(to: others, size: 1, by: ranking, most: Self.mostExchanges) {
                    if isOutOfTime() { return }
                    if try consider(cells, changes: changes) { isBetter = true }
                }
            }
            if !isBetter { return }
        }
    }

    /// What makes changes promising: priced gains, and the prices that they were told at.
    private struct Ranking {
        let gains: [SegmentGains]
        let prices: [Double]
        let objectiveWeight: Double
    }

    /// Sets with further cells of one segment, those first that gain most.
    private func additions(to cells: [PlanCell], size: Int, by ranking: Ranking, most: Int) -> [[PlanCell]] {
        let taken = Dictionary(grouping: cells, by: \.segment.position).mapValues { $0.map(\.offer.position).sorted() }
        let weights = PriceWeights(of: proposal.problem, prices: ranking.prices, objectiveWeight: ranking.objectiveWeight)
        let numbers = sets.sets.indices.filter { sets.sets[$0].count == size }
        var exact = ChangeGains(of: proposal)
        var scored: [(segment: Int, set: [Int], score: Double)] = []
        for (segment, gains) in ranking.gains.enumerated() {
            guard let own = taken[segment] else {
                for number in numbers where gains.ofSet[number] > 0 { scored.append((segment, sets.sets[number], gains.ofSet[number])) }
                continue
            }
            exact.turn(to: segment, weights: weights)
            let before = exact.gain(ofChanging: own)
            for number in numbers where !sets.sets[number].contains(where: own.contains) {
                let score = exact.gain(ofChanging: (own + sets.sets[number]).sorted()) - before
                if score > 0 { scored.append((segment, sets.sets[number], score)) }
            }
        }
        scored.sort { $0.score != $1.score ? $0.score > $1.score : $0.segment < $1.segment }
        return scored.prefix(most).map { addition in
            (cells + Self.cells(addition.set, of: addition.segment)).sorted()
        }
    }

    private static func cells(_ offers: [Int], of segment: Int) -> [PlanCell] {
        offers.map { PlanCell(segment: SegmentIndex(segment), offer: OfferIndex($0)) }
    }

    /// Tries what gains most at some prices, where it is a set of cells.
    private mutating func considerChoices(of knapsack: ChangeKnapsack, changes: Int) throws {
        let choices = knapsack.choices(changes: changes)
        let chosen = choices.compactMap { choice in choice.set.map { Self.cells(sets.sets[$0], of: choice.segment) } }
        guard chosen.count == choices.count else { return }
        try consider(chosen.flatMap { $0 }.sorted(), changes: changes)
    }

    /// Makes the bound for a number of changes small, and tries the sets that it meets.
    ///
    /// - Returns: the passes that it took.
    mutating func tightened(changes: Int, steps: Int) throws -> [(gains: [SegmentGains], bound: ChangeBound)] {
        let best = found[changes]
        let master = try ChangeBoundMaster(
            proposal, violation: best.violation > 0 ? best.violation + ChangeProgram.noise : 0,
            first: proposal.effect(ofChanging: best.cells, to: best.bundles))
        for bound in bounds { try master.add(effect(of: bound, changes: changes)) }
        var passes: [(gains: [SegmentGains], bound: ChangeBound)] = []
        for step in 0..<steps {
            let gap = bound(changes: changes) - found[changes].objective
            if gap <= 1e-9 * max(1, abs(found[changes].objective)) { break }
            if isOutOfTime() { break }
            guard let prices = try master.prices(), !bounds.contains(where: { $0.prices == prices }) else { break }
            report("bounding \(changes) changes", done: step, of: steps)
            let pass = learn(prices)
            passes.append(pass)
            if changes > 1 { try considerChoices(of: pass.bound.knapsack, changes: changes) }
            try master.add(effect(of: pass.bound, changes: changes))
        }
        return passes
    }

    /// What the changes that gain most at a bound's prices add to the proposal.
    private func effect(of bound: ChangeBound, changes: Int) -> ChangeEffect {
        let weights = PriceWeights(of: proposal.problem, prices: bound.prices, objectiveWeight: 1)
        var gains = ChangeGains(of: proposal)
        var effect = ChangeEffect(rowCount: proposal.problem.rows.count)
        for choice in bound.knapsack.choices(changes: changes) {
            let own = proposal.coefficients(of: choice.segment)
            gains.turn(to: choice.segment, weights: weights)
            for part in gains.bestParts(changing: choice.set.map { sets.sets[$0] } ?? Array(proposal.problem.scenario.offers.indices)) {
                effect += own.effect(of: part.variants, share: part.context.share)
                for shown in part.context.shown { effect -= own.effect(of: shown.variants, share: shown.share) }
            }
        }
        return effect
    }
}

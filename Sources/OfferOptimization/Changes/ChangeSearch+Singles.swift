import OfferModel

extension ChangeSearch {
    /// A cell and what no change of it can be better than.
    private struct Candidate {
        let cell: PlanCell
        let leastViolation: Double
        /// Priced gain at each of the prices that were tried first.
        let gains: [Double]

        func bound(_ bounds: [ChangeBound], violation: Double) -> Double {
            zip(bounds, gains).reduce(Double.infinity) { min($0, $1.0.bound(changes: 0, violation: violation) + max(0, $1.1)) }
        }
    }

    /// Tries every cell that a bound does not rule out, the most promising first.
    ///
    /// - Parameter prices: where bounds begin, such as those of the optimum.
    mutating func trySingles(startingAt prices: [Double]) throws {
        var passes: [(gains: [SegmentGains], bound: ChangeBound)] = []
        for prices in startingPrices(prices) {
            if isOutOfTime() { return }
            passes.append(learn(prices))
        }
        if proposal.broken.isEmpty { passes += try tightened(changes: 1, steps: 12) }
        let bounds = passes.map(\.bound)
        let candidates = candidates(passes.map(\.gains), bounds)
        for (number, candidate) in candidates.enumerated() {
            let best = found[1]
            if candidate.leastViolation > best.violation + ChangeProgram.noise { break }
            let isNoBetterInRules = candidate.leastViolation >= best.violation - ChangeProgram.noise
            let allowed = best.violation > 0 ? best.violation + ChangeProgram.noise : 0
            if isNoBetterInRules, candidate.bound(bounds, violation: allowed) <= best.objective { continue }
            if isOutOfTime() { return }
            if number.isMultiple(of: 64) { report("trying single changes", done: number, of: candidates.count) }
            try consider([candidate.cell], changes: 1)
        }
        areSinglesSettled = !hasUndecided
    }

    /// No price, then the given ones, then those of them that hold for rows which the proposal uses to the full.
    private func startingPrices(_ prices: [Double]) -> [[Double]] {
        let none = [Double](repeating: 0, count: prices.count)
        let tight = prices.indices.map { row in
            proposal.limits[row] - proposal.uses[row] <= 1e-6 * proposal.weights[row] ? prices[row] : 0
        }
        return [none, prices, tight].reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Every cell that may be better: those that may mend most first, then by the bound.
    private func candidates(_ gains: [[SegmentGains]], _ bounds: [ChangeBound]) -> [Candidate] {
        let scenario = proposal.problem.scenario
        let mending = mendingPrices
        let mended =
            proposal.broken.isEmpty ? nil : proposal.gains(of: sets, prices: mending, objectiveWeight: 0)
        var candidates: [(candidate: Candidate, bound: Double)] = []
        for segment in scenario.segments.entityIndices {
            for offer in scenario.offers.entityIndices {
                // The first sets are the single offers.
                let own = gains.map { $0[segment.position].ofSet[offer.position] }
                let least = mended.map { max(0, proposal.violation - max(0, $0[segment.position].ofSet[offer.position])) } ?? 0
                let candidate = Candidate(cell: PlanCell(segment: segment, offer: offer), leastViolation: least, gains: own)
                let bound = candidate.bound(bounds, violation: proposal.violation)
                if mended == nil, bound <= proposal.objective { continue }
                candidates.append((candidate, bound))
            }
        }
        return candidates.sorted {
            ($0.candidate.leastViolation, $1.bound, $0.candidate.cell) < ($1.candidate.leastViolation, $0.bound, $1.candidate.cell)
        }.map(\.candidate)
    }
}

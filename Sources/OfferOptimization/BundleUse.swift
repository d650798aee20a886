/// What showing a group something, or what it is shown today, uses of rows by itself, beside what the bundle's pairs use: per unit of the
/// group's share, set against showing nothing.
struct BundleUse: Sendable {
    /// Today's bundle; empty where there is none, or it is no longer allowed.
    let kept: [Int]
    /// What it takes off the row of changed customers when it is shown again, at least 0.
    let keeping: Double
    /// What any bundle uses of the row of changed customers: those who are shown nothing today change.
    let starting: Double
    let steadinessRow: Int
    /// What any bundle uses of the segment's own holdout.
    let holdout: (row: Int, use: Double)?

    /// Adds what a bundle other than the empty one uses.
    func add(_ variants: [Int], to uses: inout [Double]) {
        uses[steadinessRow] += starting - (variants == kept ? keeping : 0)
        if let holdout { uses[holdout.row] += holdout.use }
    }

    /// The most that a bundle uses of a row, or takes off it.
    func largest(ofRow row: Int) -> Double {
        if row == steadinessRow { return max(keeping, starting) }
        guard let holdout, holdout.row == row else { return 0 }
        return holdout.use
    }

    /// What showing anything costs at given prices.
    func cost(_ prices: [Double]) -> Double {
        prices[steadinessRow] * starting + (holdout.map { prices[$0.row] * $0.use } ?? 0)
    }

    /// What showing today's bundle saves at given prices.
    func saving(_ prices: [Double]) -> Double { prices[steadinessRow] * keeping }

    /// The better of the best bundle by its pairs alone, today's, and nothing. Ties go to today's bundle, then to nothing.
    ///
    /// - Parameter keptValue: reduced value of today's bundle by its pairs alone.
    func choice(
        best: (value: Double, variants: [Int]), keptValue: Double, prices: [Double]
    ) -> (value: Double, variants: [Int]) {
        let cost = self.cost(prices)
        let found = best.value - cost
        let again = kept.isEmpty ? -Double.infinity : keptValue - cost + saving(prices)
        if again >= found && again > 0 { return (again, kept) }
        return !best.variants.isEmpty && found > 0 ? (found, best.variants) : (0, [])
    }

    /// Whether a choice stays the best wherever prices lie in a box.
    ///
    /// - Parameters:
    ///   - chosen: at the middle of the box.
    ///   - best: by pairs alone, where what was chosen is worth the least that the box allows, and all else the most.
    ///   - keptValue: of today's bundle by its pairs alone, as far as the box allows against the chosen one.
    ///   - chosenValue: of the chosen bundle by its pairs alone, at worst.
    func isSteady(
        _ chosen: [Int], best: (value: Double, variants: [Int]), keptValue: Double, chosenValue: Double, prices: [Double], radii: [Double]
    ) -> Bool {
        let (cost, costMove) = (self.cost(prices), self.cost(radii))
        let (saving, savingMove) = (self.saving(prices), self.saving(radii))
        if chosen.isEmpty {
            let most = cost - costMove
            return best.value <= most && (kept.isEmpty || keptValue + saving + savingMove <= most)
        }
        if chosen == kept {
            let least = chosenValue + saving - savingMove
            return (best.variants == kept || least >= best.value) && least > cost + costMove
        }
        return best.variants == chosen && (kept.isEmpty || best.value > keptValue + saving + savingMove) && best.value > cost + costMove
    }
}

extension CurrentParts {
    /// One a part.
    ///
    /// - Parameters:
    ///   - steadinessRow: behind it stand the rows of the crowded segments.
    ///   - isAllowed: whether a part may still be shown what it is shown today.
    func bundleUses(steadinessRow: Int, isAllowed: (Int, [Int]) -> Bool) -> [BundleUse] {
        parts.enumerated().map { number, part in
            let isKept = !part.bundle.isEmpty && isAllowed(number, part.bundle)
            return BundleUse(
                kept: isKept ? part.bundle : [], keeping: isKept ? part.customers : 0, starting: part.bundle.isEmpty ? part.customers : 0,
                steadinessRow: steadinessRow, holdout: part.holdout.map { (steadinessRow + 1 + $0, part.weight) })
        }
    }
}

import OfferLearning
import OfferModel

/// The customers of a macro-segment who are on the ladder: their mean value, and what they are expected to bring month by month.
package struct LadderGroup: Sendable {
    /// nil for segments without a macro-segment.
    package let macro: String?
    package let customers: Double
    /// Mean V of all assets together.
    package let value: Double
    /// Of the mean value. Parts that rest on the same counts with other margins count as wrong together, so it is never too small.
    package let standardError: Double
    /// Mean margin of all assets together in the present month and those after it, not discounted.
    package let margins: [Double]

    /// The groups by name, those without customers left out; segments without a macro-segment last.
    static func all(_ values: LadderValues, ladder: Ladder, scenario: Scenario) -> [LadderGroup] {
        let segments = scenario.segments.entityIndices.filter { ladder.chains[$0.position] != nil && scenario.segments[$0].customers > 0 }
        let groups = Dictionary(grouping: segments) { scenario.segments[$0].macro }
        return groups.sorted { ($0.key == nil ? 1 : 0, $0.key ?? "") < ($1.key == nil ? 1 : 0, $1.key ?? "") }.map {
            LadderGroup(macro: $0.key, segments: $0.value, values, ladder, scenario)
        }
    }

    private init(macro: String?, segments: [SegmentIndex], _ values: LadderValues, _ ladder: Ladder, _ scenario: Scenario) {
        let customers = segments.reduce(0) { $0 + scenario.segments[$1].customers }
        let months = ladder.horizonMonths ?? LadderChain.usualMonths
        var shares: [Ladder.Chain: [Double]] = [:]
        for segment in segments {
            guard let chain = ladder.chains[segment.position], let level = scenario.segments[segment].level else { continue }
            var share = shares[chain] ?? [Double](repeating: 0, count: ladder.levels.count)
            share[level.position] += scenario.segments[segment].customers / customers
            shares[chain] = share
        }
        var value = 0.0
        var errors: [Int: Double] = [:]
        var margins = [Double](repeating: 0, count: months)
        for (chain, solution) in values.chains {
            guard let share = shares[chain] else { continue }
            value += share.indices.reduce(0) { $0 + share[$1] * solution.total($1) }
            errors[chain.transitions, default: 0] += solution.standardError(share)
            let amounts = ladder.margins[chain.margins].amounts.map { $0.reduce(0, +) }
            for (month, mean) in solution.expected(amounts, from: share, months: months).enumerated() { margins[month] += mean }
        }
        self.macro = macro
        self.customers = customers
        self.value = value
        self.margins = margins
        standardError = errors.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
    }
}

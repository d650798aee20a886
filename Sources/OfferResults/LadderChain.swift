import OfferLearning
package import OfferModel

/// One matrix of transitions with one table of margins, and what follows from them for every level.
package struct LadderChain: Sendable {
    package struct LevelValue: Sendable {
        /// V of all assets together, and of each.
        package let value: Double
        package let assets: [Double]
        /// 0 where the transitions are known.
        package let standardError: Double
        /// Transitions seen from the level; nil where they are known.
        package let seen: Double?
    }

    package let chain: Ladder.Chain
    /// Whom the transitions and the margins speak of.
    package let transitionsKey: String
    package let marginsKey: String
    package let segments: Int
    package let customers: Double
    package let levels: [LevelValue]
    /// P, row after row.
    package let probabilities: [[Double]]
    /// Months after the present one at which the levels are told, and then for each level at first the probabilities of all levels.
    package let overTime: [(months: Int, probabilities: [[Double]])]

    /// Without a horizon a year is shown.
    static let usualMonths = 12

    init(_ chain: Ladder.Chain, _ solution: LadderSolution, ladder: Ladder, scenario: Scenario) {
        self.chain = chain
        transitionsKey = ladder.transitions[chain.transitions].key
        marginsKey = ladder.margins[chain.margins].key
        let members = scenario.segments.entityIndices.filter { ladder.chains[$0.position] == chain }
        segments = members.count
        customers = members.reduce(0) { $0 + scenario.segments[$1].customers }
        let levelCount = ladder.levels.count
        let seen: [Double]? =
            if case .counts(let counts) = ladder.transitions[chain.transitions].content {
                (0..<levelCount).map { level in counts[level * levelCount..<(level + 1) * levelCount].reduce(0) { $0 + ($1 ?? 0) } }
            } else { nil }
        levels = (0..<levelCount).map { level in
            LevelValue(
                value: solution.total(level), assets: scenario.assets.indices.map { solution.value(level, asset: $0) },
                standardError: solution.standardError(of: level), seen: seen?[level])
        }
        probabilities = solution.probabilities
        let last = (ladder.horizonMonths ?? Self.usualMonths + 1) - 1
        let months = Set([1, 3, 6, 12, 24, last]).filter { $0 >= 1 && $0 <= max(last, 1) }.sorted()
        let powers = solution.distributions(months: months.last ?? 0)
        overTime = months.map { (months: $0, probabilities: powers[$0]) }
    }
}

import DenseAlgebra
package import OfferModel

/// The values of a scenario's pairs by its ladder: every chain of transitions and margins solved once.
package struct LadderValues: Sendable {
    package let scenario: Scenario
    private let ladder: Ladder
    /// By chain.
    private let solutions: [Ladder.Chain: LadderSolution]

    /// nil where the scenario has no ladder.
    package init?(of scenario: Scenario) {
        guard let ladder = scenario.ladder else { return nil }
        self.scenario = scenario
        self.ladder = ladder
        let levelCount = ladder.levels.count
        let estimates = ladder.transitions.map {
            TransitionEstimate(of: $0, levelCount: levelCount, pseudoCount: ladder.pseudoCount)
        }
        var solutions: [Ladder.Chain: LadderSolution] = [:]
        for chain in Set(ladder.chains.compactMap(\.self)) {
            let amounts = ladder.margins[chain.margins].amounts
            solutions[chain] = LadderSolution(
                estimates[chain.transitions],
                margins: Matrix(rowCount: levelCount, columnCount: scenario.assets.count) { amounts[$0][$1] }, discount: ladder.discount,
                horizonMonths: ladder.horizonMonths)
        }
        self.solutions = solutions
    }

    /// The chains in use, in order.
    package var chains: [(chain: Ladder.Chain, solution: LadderSolution)] {
        solutions.sorted { $0.key < $1.key }.map { (chain: $0.key, solution: $0.value) }
    }

    package func solution(of segment: SegmentIndex) -> LadderSolution? {
        ladder.chains[segment.position].flatMap { solutions[$0] }
    }

    /// The scenario with the values of the pairs that no table states, their standard errors beside the stated uncertainty, and what each
    /// level is worth.
    package func filledIn() -> Scenario {
        var values = scenario.values
        var deviations: [Double] = []
        deviations.reserveCapacity(scenario.segments.count * scenario.offers.count)
        var known: [Climb: Double] = [:]
        var filledIn = SegmentOfferGrid<Bool>(
            repeating: false, segmentCount: scenario.segments.count, offerCount: scenario.offers.count)
        for segment in scenario.segments.entityIndices {
            for offer in scenario.offers.entityIndices {
                guard !scenario.values.isStated(segment, offer), let climb = climb(segment, offer), let solution = solutions[climb.chain]
                else {
                    deviations.append(0)
                    continue
                }
                for asset in scenario.assets.entityIndices where !scenario.assets[asset].isExternal {
                    values[segment, offer, asset] = ValueStep(
                        now: solution.values[climb.from, asset.position], ifCompleted: solution.values[climb.to, asset.position])
                }
                let deviation = known[climb] ?? solution.relativeError(from: climb.from, to: climb.to)
                known[climb] = deviation
                filledIn[segment, offer] = true
                deviations.append(deviation)
            }
        }
        let errors = ValueErrors(
            deviations: deviations, offerCount: scenario.offers.count, sources: ladder.chains.map { $0?.transitions })
        let amounts = solutions.mapValues(\.values.rows)
        return scenario.with(
            values: values, levelValues: LevelValues(amounts, chains: ladder.chains, filledIn: filledIn), valueErrors: errors)
    }

    /// What an offer does to a segment's customers: from their level to the one that it leads to, or to their own where that is higher.
    package struct Climb: Hashable, Comparable, Sendable {
        package let chain: Ladder.Chain
        package let from: Int
        package let to: Int

        package static func < (left: Self, right: Self) -> Bool {
            (left.chain, left.from, left.to) < (right.chain, right.from, right.to)
        }
    }

    /// nil where the segment is not on the ladder, or the offer leads to no level.
    package func climb(_ segment: SegmentIndex, _ offer: OfferIndex) -> Climb? {
        guard let chain = ladder.chains[segment.position], let level = scenario.segments[segment].level,
            let target = scenario.offers[offer].leadsTo
        else { return nil }
        return Climb(chain: chain, from: level.position, to: max(level, target).position)
    }
}

extension LadderSolution {
    /// Standard error of a change of value in shares of its size, which is the sum of the assets' changes without their signs: the
    /// deviation that the value factor takes, so that the change of all assets together has the standard error. 0 where nothing changes.
    package func relativeError(from: Int, to: Int) -> Double {
        let size = (0..<values.columnCount).reduce(0) { $0 + abs(values[to, $1] - values[from, $1]) }
        return size > 0 ? standardError(from: from, to: to) / size : 0
    }
}

package import OfferModel

/// What all offers together promise to a customer of one segment, rung by rung: the percent that they add up to, and what each further rung
/// brings and costs.
///
/// A rung that requires others is valued as shown to those who have completed them, at the level of the ladder of value that they have then
/// reached.
package struct OfferLadder: Sendable {
    package enum Status: String, Sendable {
        /// The plan shows it.
        case shown
        /// It may be shown now.
        case open
        /// It may be shown once the rungs that it requires are completed.
        case later
        /// These customers have completed it before: its cashback is over.
        case done
        /// It may never be shown to them.
        case closed
    }

    package struct Rung: Sendable {
        package let offer: OfferIndex
        package let status: Status
        /// What the rung promises; nil where it is done or closed.
        package let promise: Promise?
        /// Base percent and those of all rungs up to this one, in percent.
        package let totalPercent: Double
    }

    /// A variant with its figures per customer shown it, money in currency units.
    package struct Promise: Sendable {
        package let variant: VariantIndex
        /// Share of the segment that the plan shows it.
        package let share: Double
        /// Probability that all rungs it requires are completed, if each is shown as soon as it may be.
        package let reached: Double
        /// q (1 - phi).
        package let completion: Double
        package let value: Double
        package let externalFee: Double
        package let cost: Double

        /// Value and partners' fees.
        package var income: Double { value + externalFee }
        package var netValue: Double { income - cost }
    }

    package let segment: SegmentIndex
    /// Each after those that it requires, else in the scenario's order.
    package let rungs: [Rung]
    private let basePercent: Double

    /// The percent at the top of the ladder.
    package var fullPercent: Double { rungs.last?.totalPercent ?? basePercent }

    /// Place of the first rung with which the percents add up to more than `limit`, where the base percent alone does not; rounding does
    /// not count.
    package func place(above limit: Double) -> Int? {
        isBase(above: limit) ? nil : rungs.firstIndex { $0.promise != nil && $0.totalPercent > limit + 1e-9 }
    }

    package func isBase(above limit: Double) -> Bool { basePercent > limit + 1e-9 }

    /// A figure summed over the rungs, each as often as it is reached: per customer who is shown the whole ladder.
    package func expected(_ figure: (Promise) -> Double) -> Double {
        rungs.reduce(0) { sum, rung in sum + (rung.promise.map { $0.reached * figure($0) } ?? 0) }
    }
}

extension OfferLadder {
    /// The ladder of every segment.
    ///
    /// - Parameter plan: what is shown now; nil for nothing.
    package static func all(in scenario: Scenario, plan: Plan?) -> [OfferLadder] {
        let eligibility = Eligibility(of: scenario)
        let order = order(of: scenario.offers)
        let shares = (plan ?? Plan(bundles: [])).variantShares(segmentCount: scenario.segments.count)
        return scenario.segments.entityIndices.map { segment in
            var climb = LadderClimb(segment: segment, scenario: scenario, eligibility: eligibility, shares: shares[segment.position])
            for offer in order { climb.step(to: offer) }
            return OfferLadder(segment: segment, rungs: climb.rungs, basePercent: scenario.segments[segment].basePercent)
        }
    }

    /// The offers, each after those that it requires, else in their own order.
    static func order(of offers: [Offer]) -> [OfferIndex] {
        var left = offers.entityIndices
        var order: [OfferIndex] = []
        var placed = Set<OfferIndex>()
        while let next = left.firstIndex(where: { offers[$0].requires.isSubset(of: placed) }) {
            placed.insert(left[next])
            order.append(left.remove(at: next))
        }
        return order
    }
}

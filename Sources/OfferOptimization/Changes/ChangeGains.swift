import Execution
import OfferEconomics
import OfferModel

/// What changing some offers of one segment would bring at given prices of the rows: exact for each set of offers, for then everybody
/// who keeps the same is best shown one and the same.
struct ChangeGains {
    /// Customers of one context and what is best for them.
    struct Part {
        let context: ShownSegment.Context
        /// Variants of the offers that change, ascending.
        let variants: [Int]
        /// Priced value for the whole segment.
        let value: Double
    }

    private let proposal: ProposedPlan
    private var segment = 0
    private var rules: LocalRules
    private var reduced: [Double]
    private var masked: [Double]
    private var bundles: BundleSearch

    init(of proposal: ProposedPlan) {
        self.proposal = proposal
        rules = LocalRules(contacts: 0, headroom: 0)
        reduced = Array(repeating: 0, count: proposal.problem.scenario.variants.count)
        masked = reduced
        bundles = BundleSearch(proposal.problem)
    }

    /// Turns to a segment.
    ///
    /// - Parameter weights: the prices, and the objective where it counts.
    mutating func turn(to segment: Int, weights: PriceWeights) {
        let problem = proposal.problem
        let table = problem.table
        self.segment = segment
        rules = LocalRules(of: SegmentIndex(segment), in: problem.scenario)
        for variant in reduced.indices { reduced[variant] = 0 }
        weights.withWeights { columns, weightsOf in
            for pair in table.pairs(of: SegmentIndex(segment)) {
                let variant = Int(table.variants[pair])
                let weights = weightsOf(problem.macroOfSegment[segment], problem.offerOfVariant[variant])
                var value = 0.0
                for (place, column) in columns.enumerated() { value += weights[place] * table[column, pair] }
                reduced[variant] = value
            }
        }
    }

    /// Priced value that the best change of some offers adds to what the proposal has in them.
    mutating func gain(ofChanging offers: [Int]) -> Double {
        gain(ofChanging: offers, reachable: proposal.problem.reachableShare)
    }

    /// What no change of any offers gains more than, also where the proposal breaks into the holdout.
    mutating func gainOfChangingAll() -> Double {
        gain(
            ofChanging: Array(proposal.problem.scenario.offers.indices),
            reachable: max(proposal.problem.reachableShare, proposal.segments[segment].share))
    }

    private mutating func gain(ofChanging offers: [Int], reachable: Double) -> Double {
        bestParts(changing: offers, reachable: reachable).reduce(0) { gain, part in
            part.context.shown.reduce(gain + part.context.share * part.value) { gain, shown in
                gain - shown.share * shown.variants.reduce(0) { $0 + reduced[$1] }
            }
        }
    }

    /// What is best for the customers of each context when some offers change.
    mutating func bestParts(changing offers: [Int]) -> [Part] {
        bestParts(changing: offers, reachable: proposal.problem.reachableShare)
    }

    private mutating func bestParts(changing offers: [Int], reachable: Double) -> [Part] {
        let problem = proposal.problem
        for offer in offers {
            for variant in problem.scenario.variantRanges[offer] { masked[variant] = reduced[variant] }
        }
        defer {
            for offer in offers {
                for variant in problem.scenario.variantRanges[offer] { masked[variant] = 0 }
            }
        }
        let contexts = proposal.segments[segment].contexts(
            changing: offers, offerOfVariant: problem.offerOfVariant, reachable: reachable)
        return contexts.map { context in
            let left = rules.beside(context.kept, basisPoints: problem.basisPointsOfVariant)
            masked.withUnsafeBufferPointer { bundles.search($0, under: left) }
            return Part(context: context, variants: bundles.bestVariants, value: bundles.bestValue)
        }
    }
}

extension ProposedPlan {
    /// The gains of all sets of offers in all segments at given prices, in one pass.
    ///
    /// - Parameters:
    ///   - prices: lambda >= 0, one a row; not all of them 0 where the objective does not count.
    ///   - objectiveWeight: 1, or 0 where only the rules matter.
    func gains(of sets: OfferSets, prices: [Double], objectiveWeight: Double) -> [SegmentGains] {
        let weights = PriceWeights(of: problem, prices: prices, objectiveWeight: objectiveWeight)
        return problem.workers.mapRanges(count: segments.count, rangeLength: 8) { range, _ in
            var gains = ChangeGains(of: self)
            return range.map { segment in
                gains.turn(to: segment, weights: weights)
                return SegmentGains(
                    ofSet: sets.sets.map { gains.gain(ofChanging: $0) },
                    ofAll: sets.areAll ? nil : gains.gainOfChangingAll())
            }
        }.flatMap { $0 }
    }
}

/// Priced gains of one segment, by set of offers.
struct SegmentGains: Sendable {
    let ofSet: [Double]
    /// Of changing every offer, which no set gains more than; nil where the sets say it already.
    let ofAll: Double?
}

/// The sets of offers whose change in one segment is looked at one by one: all small ones.
struct OfferSets: Sendable {
    /// Ascending positions of offers; by size, then in order.
    let sets: [[Int]]
    /// Offers in the largest of them.
    let largest: Int
    /// Whether no larger set matters.
    let areAll: Bool

    /// Sets of more offers are too many to look at.
    private static let mostOffers = 3
    /// Gains that one pass may hold.
    private static let mostGains = 3_000_000

    /// - Parameter most: changes that are allowed in all.
    init(offerCount: Int, most: Int, segmentCount: Int) {
        var sets = (0..<offerCount).map { [$0] }
        var ofSize = sets
        var largest = 1
        while largest < min(most, offerCount, Self.mostOffers) {
            let larger = ofSize.flatMap { set in (set[set.count - 1] + 1..<max(offerCount, set[set.count - 1] + 1)).map { set + [$0] } }
            guard (sets.count + larger.count) * segmentCount <= Self.mostGains else { break }
            sets += larger
            ofSize = larger
            largest += 1
        }
        self.sets = sets
        self.largest = largest
        areAll = largest >= min(most, offerCount)
    }
}

import OfferModel

/// The search for the best bundle where the ladder ceiling, or the limits of several kinds of members, forbid the obvious one.
///
/// A multiple-choice knapsack: at most one variant an offer, each kind of member with its contacts and its headroom. Sizes are
/// small (offers are few), so branch and bound with two bounds mostly ends after tens of nodes. Where it does not, because many
/// offers are alike, it remembers what each state was reached with: percents are whole steps, so states are few.
struct CeilingSearch {
    /// A variant worth considering.
    private struct Option {
        let variant: Int
        let value: Double
        let basisPoints: Int
    }

    /// A step along the upper hull of an offer's (percent, value) for one kind of member.
    private struct Step {
        let depth: Int
        let basisPoints: Int
        let value: Double
    }

    /// What an offer's best option adds to the best that one kind of member does not get.
    private struct Gain {
        let depth: Int
        let value: Double
    }

    /// All that the best completion of a bundle depends on.
    private struct State: Hashable {
        let depth: Int
        let contacts: [Int]
        let headroom: [Int]
    }

    private let rules: LocalRules
    /// Options of each offer, best first; offers by their best option, best first.
    private var offers: [[Option]] = []
    /// Steps of all offers, steepest first, for each kind of member.
    private var steps: [[Step]] = []
    /// Gains of all offers, largest first, for each kind of member.
    private var gains: [[Gain]] = []
    /// Sum of the best options that a kind of member does not get, over the offers from each depth on.
    private var unseen: [[Double]] = []
    /// Sum of the largest percents of the offers from each depth on.
    private var mostBasisPoints: [Int] = []
    private var contactsLeft: [Int]
    private var headroomLeft: [Int]
    private var chosen: [Int] = []
    private var bestValue = 0.0
    private var bestVariants: [Int] = []
    private var nodes = 0
    private var reached: [State: Double] = [:]

    /// Nodes from which on states are remembered.
    private static let nodesWithoutMemory = 500

    init(scenario: Scenario, reduced: UnsafeBufferPointer<Double>, rules: LocalRules) {
        self.rules = rules
        contactsLeft = rules.kinds.map(\.contacts)
        headroomLeft = rules.kinds.map(\.headroom)
        for range in scenario.variantRanges {
            let options = range.filter { reduced[$0] > 0 }.map {
                Option(variant: $0, value: reduced[$0], basisPoints: scenario.variants[$0].percent.basisPoints)
            }
            let undominated = options.filter { option in !options.contains { dominates($0, option) } }
            if !undominated.isEmpty {
                offers.append(undominated.sorted { ($0.value, $1.variant) > ($1.value, $0.variant) })
            }
        }
        offers.sort { ($0[0].value, $1[0].variant) > ($1[0].value, $0[0].variant) }
        steps = rules.kinds.map { hullSteps(for: $0) }
        let bestUnseen = rules.kinds.map { kind in
            offers.map { options in options.first { !kind.gets($0.variant) }?.value ?? 0 }
        }
        gains = bestUnseen.map { best in
            offers.enumerated().map { Gain(depth: $0, value: $1[0].value - best[$0]) }.filter { $0.value > 0 }
                .sorted { $0.value > $1.value }
        }
        unseen = bestUnseen.map { Self.suffixSums($0, zero: 0) }
        mostBasisPoints = Self.suffixSums(offers.map { $0.reduce(0) { max($0, $1.basisPoints) } }, zero: 0)
    }

    /// Sums from each element on to the end, then zero.
    private static func suffixSums<Number: AdditiveArithmetic>(_ numbers: [Number], zero: Number) -> [Number] {
        var sums = [zero]
        for number in numbers.reversed() { sums.append(sums[sums.count - 1] + number) }
        return sums.reversed()
    }

    mutating func best() -> (value: Double, variants: [Int]) {
        descend(to: 0, value: 0)
        return (bestValue, bestVariants)
    }

    private mutating func descend(to depth: Int, value: Double) {
        if value > bestValue {
            bestValue = value
            bestVariants = chosen
        }
        guard depth < offers.count, bound(from: depth, value: value) > bestValue, !isBeaten(at: depth, value: value) else { return }
        for option in offers[depth] where fits(option) {
            take(option, sign: 1)
            chosen.append(option.variant)
            descend(to: depth + 1, value: value + option.value)
            chosen.removeLast()
            take(option, sign: -1)
        }
        descend(to: depth + 1, value: value)
    }

    /// Whether this state was reached before with at least this value. Room that the remaining offers cannot use does not count.
    private mutating func isBeaten(at depth: Int, value: Double) -> Bool {
        nodes += 1
        guard nodes > Self.nodesWithoutMemory else { return false }
        let state = State(
            depth: depth, contacts: contactsLeft.map { min($0, offers.count - depth) },
            headroom: headroomLeft.map { min($0, mostBasisPoints[depth]) })
        if let earlier = reached[state], earlier >= value { return true }
        reached[state] = value
        return false
    }

    private func fits(_ option: Option) -> Bool {
        rules.kinds.indices.allSatisfy {
            !rules.kinds[$0].gets(option.variant) || (contactsLeft[$0] > 0 && option.basisPoints <= headroomLeft[$0])
        }
    }

    private mutating func take(_ option: Option, sign: Int) {
        for kind in rules.kinds.indices where rules.kinds[kind].gets(option.variant) {
            contactsLeft[kind] -= sign
            headroomLeft[kind] -= sign * option.basisPoints
        }
    }

    /// No bundle that keeps what is chosen so far is worth more: the least of the bounds of all kinds of members.
    private func bound(from depth: Int, value: Double) -> Double {
        rules.kinds.indices.reduce(.infinity) { least, kind in
            min(least, value + min(contactsBound(kind, from: depth), ceilingBound(kind, from: depth)))
        }
    }

    /// The best options of the remaining offers: those that the member does not get are free, and contacts go where they gain most.
    private func contactsBound(_ kind: Int, from depth: Int) -> Double {
        var free = contactsLeft[kind]
        var bound = unseen[kind][depth]
        for gain in gains[kind] where gain.depth >= depth {
            guard free > 0 else { break }
            free -= 1
            bound += gain.value
        }
        return bound
    }

    /// The linear relaxation of the remaining offers under the headroom left.
    private func ceilingBound(_ kind: Int, from depth: Int) -> Double {
        var headroom = max(0, headroomLeft[kind])
        var bound = 0.0
        for step in steps[kind] where step.depth >= depth {
            if step.basisPoints > headroom {
                return headroom > 0 ? bound + step.value * Double(headroom) / Double(step.basisPoints) : bound
            }
            headroom -= step.basisPoints
            bound += step.value
        }
        return bound
    }

    /// Whether `other` is at least as good as `option` in every respect, and not the same in all but its place.
    private func dominates(_ other: Option, _ option: Option) -> Bool {
        guard other.basisPoints <= option.basisPoints, other.value >= option.value else { return false }
        if other.basisPoints == option.basisPoints && other.value == option.value && other.variant >= option.variant { return false }
        return rules.kinds.allSatisfy { !$0.gets(other.variant) || $0.gets(option.variant) }
    }

    /// The upper hull of each offer's options, from nothing up; an option that the member does not get weighs nothing.
    private func hullSteps(for kind: LocalRules.Kind) -> [Step] {
        var all: [Step] = []
        for (depth, options) in offers.enumerated() {
            var hull = [(basisPoints: 0, value: 0.0)]
            let points = options.map { (basisPoints: kind.gets($0.variant) ? $0.basisPoints : 0, value: $0.value) }
            for point in points.sorted(by: { ($0.basisPoints, $1.value) < ($1.basisPoints, $0.value) })
            where point.value > hull[hull.count - 1].value {
                while hull.count > 1, !isSteeper(hull[hull.count - 2], hull[hull.count - 1], than: point) { hull.removeLast() }
                hull.append(point)
            }
            for (from, to) in zip(hull, hull.dropFirst()) {
                all.append(Step(depth: depth, basisPoints: to.basisPoints - from.basisPoints, value: to.value - from.value))
            }
        }
        return all.sorted { $0.value * Double($1.basisPoints) > $1.value * Double($0.basisPoints) }
    }

    private func isSteeper(
        _ first: (basisPoints: Int, value: Double), _ second: (basisPoints: Int, value: Double),
        than third: (basisPoints: Int, value: Double)
    ) -> Bool {
        (second.value - first.value) * Double(third.basisPoints - second.basisPoints)
            > (third.value - second.value) * Double(second.basisPoints - first.basisPoints)
    }
}

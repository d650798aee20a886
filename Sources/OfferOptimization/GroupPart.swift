import OfferModel

/// A bundle shown to a share of one group.
struct GroupPart: Sendable {
    let group: Int
    /// Ascending positions.
    let variants: [Int]
    let share: Double

    /// Shares this close to none, or to all that offers may reach, are rounding.
    static let noise = 1e-11

    /// The plan, segment by segment: of its group's bundles each member gets the pairs that are open to it; equal bundles are added
    /// up, the greatest share comes first.
    static func plan(_ parts: [GroupPart], in problem: GroupedProblem) -> Plan {
        let reachable = problem.base.reachableShare
        if let weights = problem.grouping.weights { return plan(parts, weights: weights, in: problem) }
        let partsOfGroup = Dictionary(grouping: parts, by: \.group)
        var bundles: [PlannedBundle] = []
        for (group, parts) in partsOfGroup.sorted(by: { $0.key < $1.key }) {
            for member in problem.grouping.members(of: group) {
                if problem.grouping.isSegment(group), let only = parts.first, parts.count == 1 {
                    bundles.append(only.bundle(1, of: member, upTo: reachable))
                    continue
                }
                var shares: [[Int]: Double] = [:]
                for part in parts { shares[problem.bundle(part.variants, shownTo: member), default: 0] += part.share }
                shares[[]] = nil
                let ordered = shares.sorted { ($1.value, LexicalOrder($0.key)) < ($0.value, LexicalOrder($1.key)) }
                for (number, (variants, share)) in ordered.enumerated() {
                    bundles.append(
                        GroupPart(group: group, variants: variants, share: share).bundle(number + 1, of: member, upTo: reachable))
                }
            }
        }
        return Plan(bundles: bundles.sorted { ($0.segment, $0.number) < ($1.segment, $1.number) })
    }

    /// The plan where segments were told apart by what they are shown today: what their parts are shown is put together.
    private static func plan(_ parts: [GroupPart], weights: [Double], in problem: GroupedProblem) -> Plan {
        let reachable = problem.base.reachableShare
        var shares = [[[Int]: Double]](repeating: [:], count: problem.base.scenario.segments.count)
        for part in parts.sorted(by: { $0.group < $1.group }) where !part.variants.isEmpty {
            shares[problem.grouping.members[part.group]][part.variants, default: 0] += part.share * weights[part.group]
        }
        var bundles: [PlannedBundle] = []
        for (segment, shares) in shares.enumerated() {
            let shown = shares.filter { $0.value > noise }
            let ordered = shown.sorted { ($1.value, LexicalOrder($0.key)) < ($0.value, LexicalOrder($1.key)) }
            for (number, (variants, share)) in ordered.enumerated() {
                bundles.append(GroupPart(group: segment, variants: variants, share: share).bundle(number + 1, of: segment, upTo: reachable))
            }
        }
        return Plan(bundles: bundles)
    }

    private func bundle(_ number: Int, of member: Int, upTo reachable: Double) -> PlannedBundle {
        PlannedBundle(
            segment: SegmentIndex(member), number: number, variants: variants.map { VariantIndex($0) },
            share: share > reachable - Self.noise ? reachable : share)
    }

    /// Segments of a plan in which some bundle, the empty one beyond the holdout included, has a share strictly between none and all.
    static func splitSegments(of plan: Plan, in problem: OptimizationProblem) -> Int {
        Set(plan.bundles.filter { $0.share < problem.reachableShare - noise }.map(\.segment)).count
    }

    /// Groups in which some bundle, the empty one beyond the holdout included, has a share strictly between none and all.
    static func splitGroups(_ parts: [GroupPart], in problem: GroupedProblem) -> Int {
        let whole = problem.base.reachableShare - noise
        return Set(parts.filter { $0.share < whole }.map(\.group)).count
    }
}

/// Compares lists element by element.
private struct LexicalOrder: Comparable {
    let elements: [Int]

    init(_ elements: [Int]) {
        self.elements = elements
    }

    static func < (left: Self, right: Self) -> Bool {
        left.elements.lexicographicallyPrecedes(right.elements)
    }
}

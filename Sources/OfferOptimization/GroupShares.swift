import OfferModel

/// The master's answer as shares of each group's bundles, rounding noise removed.
struct GroupShares {
    private struct Part {
        let group: Int
        let variants: [Int]
        let share: Double
    }

    private let parts: [Part]
    private let reachableShare: Double

    /// Shares this close to none or all are rounding.
    private static let noise = 1e-11

    init(_ solution: Master.Solution, of generation: ColumnGeneration) {
        let reachable = generation.problem.base.reachableShare
        reachableShare = reachable
        parts = zip(generation.master.columns, solution.shares).compactMap { column, share in
            guard share > Self.noise else { return nil }
            return Part(group: column.group, variants: column.variants, share: share > reachable - Self.noise ? reachable : share)
        }
    }

    var splitGroups: Int {
        Set(parts.filter { $0.share < reachableShare }.map(\.group)).count
    }

    /// What each segment is shown: of its group's bundles the pairs that are open to it, equal bundles added up, greatest share
    /// first.
    func plan(in problem: GroupedProblem) -> Plan {
        let partsOfGroup = Dictionary(grouping: parts, by: \.group)
        var bundles: [PlannedBundle] = []
        for group in 0..<problem.grouping.count {
            guard let parts = partsOfGroup[group] else { continue }
            for member in problem.grouping.members(of: group) {
                var shares: [[Int]: Double] = [:]
                for part in parts { shares[problem.bundle(part.variants, shownTo: member), default: 0] += part.share }
                shares[[]] = nil
                let ordered = shares.sorted { ($1.value, $0.key.lexical) < ($0.value, $1.key.lexical) }
                for (number, (variants, share)) in ordered.enumerated() {
                    bundles.append(
                        PlannedBundle(
                            segment: SegmentIndex(member), number: number + 1, variants: variants.map { VariantIndex($0) },
                            share: min(share, reachableShare)))
                }
            }
        }
        return Plan(bundles: bundles.sorted { ($0.segment, $0.number) < ($1.segment, $1.number) })
    }
}

extension [Int] {
    /// Compares element by element.
    fileprivate var lexical: LexicalOrder { LexicalOrder(elements: self) }
}

private struct LexicalOrder: Comparable {
    let elements: [Int]

    static func < (left: Self, right: Self) -> Bool {
        left.elements.lexicographicallyPrecedes(right.elements)
    }
}

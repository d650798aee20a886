import OfferEconomics
import OfferModel

/// Every allowed bundle of every group, one by one: what the pricing pass never has to do, written out for checks and for other
/// solvers.
struct BundleListing {
    /// Bundles of each group, the empty one left out.
    let bundles: [[[Int]]]

    /// - Parameter limit: most bundles in all.
    /// - Returns: nil when there are more.
    init?(of problem: GroupedProblem, limit: Int) {
        var left = limit
        var bundles: [[[Int]]] = []
        for group in 0..<problem.grouping.count {
            var found: [[Int]] = []
            guard
                Self.extend([], from: 0, openOffers: problem.openVariants(of: group), of: problem, group: group, into: &found, left: &left)
            else { return nil }
            bundles.append(found)
        }
        self.bundles = bundles
    }

    /// Appends every allowed extension of `bundle` by variants of the offers from `offer` on. A bundle that is not allowed has no
    /// allowed extension: contacts and percents only grow.
    private static func extend(
        _ bundle: [Int], from offer: Int, openOffers: [[Int]], of problem: GroupedProblem, group: Int, into found: inout [[Int]],
        left: inout Int
    ) -> Bool {
        for next in offer..<openOffers.count {
            for variant in openOffers[next] {
                let longer = bundle + [variant]
                guard problem.rules[group].allow(longer, basisPoints: problem.base.basisPointsOfVariant) else { continue }
                guard left > 0 else { return false }
                left -= 1
                found.append(longer)
                guard extend(longer, from: next + 1, openOffers: openOffers, of: problem, group: group, into: &found, left: &left) else {
                    return false
                }
            }
        }
        return true
    }
}

extension GroupedProblem {
    /// Variants open to at least one member, offer by offer.
    fileprivate func openVariants(of group: Int) -> [[Int]] {
        var open = Set<Int>()
        for member in grouping.members(of: group) {
            for pair in base.table.pairs(of: SegmentIndex(member)) { open.insert(Int(base.table.variants[pair])) }
        }
        return base.scenario.variantRanges.map { $0.filter(open.contains) }
    }
}

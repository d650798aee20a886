/// Splits whole minor units by fixed shares, so that the parts sum to the whole and none falls when the whole grows.
///
/// Each unit goes where share / (2 k + 1) is largest, k the units there so far: Sainte-Laguë's rule. Rounding each part, or the largest
/// remainder, would be as close, but takes a unit away from somebody now and then when one more comes. The parts depend on the whole alone
/// and not on the steps in which it grew, so two ways of paying the same in the end pay everybody the same.
package struct ProportionalSplit: Sendable {
    /// Positions of those with a share, ascending.
    private let receivers: [Int]
    /// Their shares, summing to 1.
    private let shares: [Double]
    private let count: Int

    /// - Parameter shares: by position, each at least 0, not all 0.
    package init(shares: [Double]) {
        precondition(shares.allSatisfy { $0 >= 0 } && shares.contains { $0 > 0 }, "somebody must receive")
        let total = shares.reduce(0, +)
        receivers = shares.indices.filter { shares[$0] > 0 }
        self.shares = receivers.map { shares[$0] / total }
        count = shares.count
    }

    /// Whole parts of a whole amount, by position.
    ///
    /// - Parameter whole: in minor units, at least 0.
    package func parts(of whole: Int64) -> [Int64] {
        precondition(whole >= 0, "what is split in all is never negative")
        guard whole > 0 else { return Array(repeating: 0, count: count) }
        var parts = shares.map { min(whole, Int64($0 * Double(whole))) }
        var left = whole - parts.reduce(0, +)
        // The start is off by less than a unit each, but where amounts are beyond what Double tells apart.
        while left > 0 {
            parts[next(parts)] += 1
            left -= 1
        }
        while left < 0 {
            parts[last(parts)] -= 1
            left += 1
        }
        // Now the sum is right; the rule's parts are those between which no unit wants to move.
        while case (let from, let to) = (last(parts), next(parts)), isAhead((to, parts[to]), of: (from, parts[from] - 1)) {
            parts[from] -= 1
            parts[to] += 1
        }
        var all = [Int64](repeating: 0, count: count)
        for (place, receiver) in receivers.enumerated() { all[receiver] = parts[place] }
        return all
    }

    /// Whose turn it is for one more unit.
    private func next(_ parts: [Int64]) -> Int {
        parts.indices.dropFirst().reduce(0) { isAhead(($1, parts[$1]), of: ($0, parts[$0])) ? $1 : $0 }
    }

    /// Whose last unit came last.
    private func last(_ parts: [Int64]) -> Int {
        let holders = parts.indices.filter { parts[$0] > 0 }
        return holders.dropFirst().reduce(holders[0]) { isAhead(($0, parts[$0] - 1), of: ($1, parts[$1] - 1)) ? $1 : $0 }
    }

    private typealias Unit = (place: Int, held: Int64)

    /// Whether one unit comes before another; of equal claims the earlier place's.
    private func isAhead(_ unit: Unit, of other: Unit) -> Bool {
        let (claim, otherClaim) = (claim(unit), claim(other))
        return claim != otherClaim ? claim > otherClaim : unit.place < other.place
    }

    private func claim(_ unit: Unit) -> Double { shares[unit.place] / (2 * Double(unit.held) + 1) }
}

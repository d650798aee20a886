import CRandomStreams
import Foundation

/// A rare event that may happen to each of many items, independently: an item has a uniform in [0, 1), and the event happens where it is below
/// a probability. As with `RandomStream`, an item's uniform is a pure function of seed, name and id: raise the probability, and the same
/// items are hit and some more.
///
/// The work grows with the number of events rather than that of items: an item's uniform is 1 - exp(-T), T its waiting time, and of 4,096 items
/// the first of which the time is up are told by the arrivals of one Poisson process. Above a probability of one quarter those that are still
/// waiting get a number each.
package struct EventStream: Sendable {
    private let arrivals: crandom_stream
    /// Of those whose uniform is one quarter or above: where in what is left.
    private let late: RandomStream

    /// Up to here uniforms come from arrivals.
    private static let edge = 0.25

    package init(seed: UInt64, name: SIMD3<UInt32>) {
        arrivals = crandom_stream(
            key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)), counter: (name.x, name.y, name.z))
        // Another key, so that the two never share a block.
        late = RandomStream(seed: seed ^ 0xFFFF_FFFF_0000_0000, name: name)
    }

    /// The members whose uniform is below each of two probabilities; those above 1 count as 1.
    package func items(below first: Double, and second: Double = 0, among members: ItemSet) -> (first: ItemSet, second: ItemSet) {
        let early = earlyItems(below: first, and: second, among: members)
        return (
            withLateItems(early.first, below: first, among: members), withLateItems(early.second, below: second, among: members)
        )
    }

    private func earlyItems(below first: Double, and second: Double, among members: ItemSet) -> (first: ItemSet, second: ItemSet) {
        func time(_ probability: Double) -> Double {
            -log1p(-min(Self.edge, max(0, probability))) * Double(CRANDOM_GROUP)
        }
        let groups = members.words.count / ItemSet.wordsInGroup
        var firstWords = [UInt64](repeating: 0, count: members.words.count)
        var secondWords = [UInt64](repeating: 0, count: members.words.count)
        withUnsafePointer(to: arrivals) { crandom_events($0, groups, time(first), time(second), &firstWords, &secondWords) }
        var items = (first: ItemSet(words: firstWords), second: ItemSet(words: secondWords))
        items.first.formIntersection(members)
        items.second.formIntersection(members)
        return items
    }

    /// - Parameter early: those below the edge.
    private func withLateItems(_ early: ItemSet, below probability: Double, among members: ItemSet) -> ItemSet {
        guard probability > Self.edge else { return early }
        var waiting = members
        waiting.subtract(early)
        let ids = waiting.ids
        let limit = (min(1, probability) - Self.edge) / (1 - Self.edge)
        var items = early
        for (id, uniform) in zip(ids, late.uniforms(ids)) where uniform < limit { items.insert(id) }
        return items
    }
}

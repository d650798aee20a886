import CRandomStreams

/// Two rare events that may happen to each of many items, independently: an item has two uniforms in [0, 1), and an event happens where its
/// uniform is below a probability. As with `RandomStream`, an item's uniforms are a pure function of seed, name and id: raise a
/// probability, and the same items are hit and some more.
///
/// The work is a fraction of a block for each item, as long as the probabilities are below 1 / 64 and 1 / 16.
package struct EventStream: Sendable {
    private let groups: crandom_stream
    private let items: crandom_stream

    package init(seed: UInt64, name: SIMD3<UInt32>) {
        let key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        items = crandom_stream(key: key, counter: (name.x, name.y, name.z))
        // Another key, so that groups and items never share a block.
        groups = crandom_stream(key: (key.0, ~key.1), counter: (name.x, name.y, name.z))
    }

    /// A set of ids, one bit each.
    package struct Members: Sendable {
        fileprivate var words: [UInt64] = []
        package private(set) var count = 0

        package init(_ ids: some Sequence<UInt32>) {
            for id in ids {
                let word = Int(id / 64)
                if word >= words.count { words.append(contentsOf: repeatElement(0, count: word + 1 - words.count)) }
                words[word] |= 1 << UInt64(id % 64)
            }
            count = words.reduce(0) { $0 + $1.nonzeroBitCount }
        }
    }

    /// A probability as uniforms meet it, times 2^53; certainty is above every uniform.
    package struct Probability: Sendable, Comparable {
        fileprivate let limit: UInt64

        package init(_ probability: Double) {
            limit = UInt64(min(1, max(0, probability)) * 0x1p53)
        }

        package static func < (left: Self, right: Self) -> Bool { left.limit < right.limit }
    }

    /// An item that an event may have happened to.
    package struct Hit: Sendable {
        package let id: UInt32
        private let first: UInt64
        private let second: UInt64

        fileprivate init(id: UInt32, first: UInt64, second: UInt64) {
            self.id = id
            self.first = first
            self.second = second
        }

        package func firstIsBelow(_ probability: Probability) -> Bool { first < probability.limit }

        package func secondIsBelow(_ probability: Probability) -> Bool { second < probability.limit }
    }

    /// The members whose first uniform is below one probability or whose second is below another, ascending.
    package func hits(among members: Members, first: Probability, second: Probability) -> [Hit] {
        guard first.limit > 0 || second.limit > 0, members.count > 0 else { return [] }
        return withUnsafePointer(to: groups) { groups in
            withUnsafePointer(to: items) { items in
                withUnsafeTemporaryAllocation(of: UInt32.self, capacity: members.count + 64) { ids in
                    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * members.count + 128) { uniforms in
                        let seconds = uniforms.baseAddress! + members.count + 64
                        let count = crandom_events(
                            groups, items, members.words, members.words.count, first.limit, second.limit, ids.baseAddress,
                            uniforms.baseAddress, seconds)
                        return (0..<count).map { Hit(id: ids[$0], first: uniforms[$0], second: seconds[$0]) }
                    }
                }
            }
        }
    }
}

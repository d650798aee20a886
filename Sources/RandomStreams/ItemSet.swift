import CRandomStreams

/// A set of the ids below some number, one bit each.
package struct ItemSet: Sendable, Equatable {
    /// Bit id % 64 of word id / 64, in whole groups of an event stream.
    package private(set) var words: [UInt64]

    static let wordsInGroup = Int(CRANDOM_GROUP) / 64
    /// Ids are below this number.
    static let mostItems = Int(CRANDOM_GROUP) * Int(CRANDOM_GROUPS)

    /// The empty set.
    ///
    /// - Parameter limit: ids to come are below it.
    package init(below limit: Int) {
        precondition((0...Self.mostItems).contains(limit), "no room for \(limit) ids")
        let groups = (limit + Int(CRANDOM_GROUP) - 1) / Int(CRANDOM_GROUP)
        words = Array(repeating: 0, count: groups * Self.wordsInGroup)
    }

    init(words: [UInt64]) {
        self.words = words
    }

    package var count: Int {
        words.withUnsafeBufferPointer { words in
            var count = 0
            for place in 0..<words.count where words[place] != 0 { count &+= words[place].nonzeroBitCount }
            return count
        }
    }

    package mutating func insert(_ id: UInt32) {
        words[Int(id / 64)] |= 1 << UInt64(id % 64)
    }

    /// The ids, ascending.
    package var ids: [UInt32] {
        [UInt32](unsafeUninitializedCapacity: count) { ids, count in
            words.withUnsafeBufferPointer { words in
                var found = 0
                for place in 0..<words.count where words[place] != 0 {
                    var left = words[place]
                    while left != 0 {
                        ids[found] = UInt32(truncatingIfNeeded: place &* 64 &+ left.trailingZeroBitCount)
                        found &+= 1
                        left &= left &- 1
                    }
                }
                count = found
            }
        }
    }

    /// All sets of an operation have room for the same ids.
    package mutating func formUnion(_ other: ItemSet) {
        combine(other) { $0 | $1 }
    }

    package mutating func formIntersection(_ other: ItemSet) {
        combine(other) { $0 & $1 }
    }

    package mutating func subtract(_ other: ItemSet) {
        combine(other) { $0 & ~$1 }
    }

    private mutating func combine(_ other: ItemSet, _ operation: (UInt64, UInt64) -> UInt64) {
        precondition(words.count == other.words.count, "sets over different ids")
        other.words.withUnsafeBufferPointer { other in
            words.withUnsafeMutableBufferPointer { words in
                for place in 0..<words.count { words[place] = operation(words[place], other[place]) }
            }
        }
    }
}

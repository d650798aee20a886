import OfferModel
import RandomStreams

/// A segment's customers in the order of a random number of each, the same in every replication.
///
/// Who stands between two places is told without sorting: the keys at the two ends, found among those that share their first bits, part
/// them from all others.
struct HashedOrder {
    /// By id: the number's first 32 bits before the id, which tells equal numbers apart.
    private let keys: [UInt64]
    /// How many keys have first bits below each; the last is the number of all.
    private let countsBelow: [Int]

    private static let firstBits = 8

    init(of segment: SegmentIndex, count: Int, seed: UInt64) {
        let ids = (0..<count).map { UInt32($0) }
        keys = zip(RandomStream(seed: seed, segment: segment, .order).uniforms(ids), ids).map { UInt64($0 * 0x1p32) << 32 | UInt64($1) }
        var countsBelow = [Int](repeating: 0, count: (1 << Self.firstBits) + 1)
        for key in keys { countsBelow[Self.bits(of: key) + 1] += 1 }
        for bits in 1..<countsBelow.count { countsBelow[bits] += countsBelow[bits - 1] }
        self.countsBelow = countsBelow
    }

    private static func bits(of key: UInt64) -> Int { Int(key >> UInt64(64 - firstBits)) }

    /// Who stands at some places, counted from 0.
    func customers(_ places: Range<Int>) -> ItemSet {
        let (first, end) = (key(at: places.lowerBound), key(at: places.upperBound))
        var customers = ItemSet(below: keys.count)
        for (id, key) in keys.enumerated() where first <= key && key < end { customers.insert(UInt32(id)) }
        return customers
    }

    /// The key of a place; past the last one it is above all keys.
    private func key(at place: Int) -> UInt64 {
        guard place < keys.count else { return .max }
        let bits = countsBelow.lastIndex { $0 <= place }!
        return keys.filter { Self.bits(of: $0) == bits }.sorted()[place - countsBelow[bits]]
    }
}

import Foundation
import RandomStreams
import Testing

@Suite struct EventStreamTests {
    private static let seed: UInt64 = 0x0123_4567_89AB_CDEF
    private static let itemCount = 10_000
    private static let ids: [UInt32] = (0..<UInt32(itemCount)).filter { $0 % 3 != 0 || $0 > 5_000 }
    private let stream = EventStream(seed: seed, name: [7, 8, 9])
    private let members = set(of: ids)

    private static func set(of ids: some Sequence<UInt32>, below limit: Int = itemCount) -> ItemSet {
        var set = ItemSet(below: limit)
        for id in ids { set.insert(id) }
        return set
    }

    /// The uniforms of all items, worked out on their own: by the first arrival at each, or by its own block where there is none in time.
    private static let uniforms: [Double] = {
        var uniforms = (0..<UInt32(itemCount)).map { id in
            let block = Philox.block(counter: [id, 7, 8, 9], key: [0x89AB_CDEF, ~0x0123_4567])
            return 0.25 + 0.75 * Double(UInt64(block[0]) << 21 | UInt64(block[1]) >> 11) * 0x1p-53
        }
        for group in 0...(itemCount - 1) / 4_096 {
            var (time, number) = (0.0, UInt32(0))
            while true {
                let block = Philox.block(counter: [UInt32(group) << 16 | number, 7, 8, 9], key: [0x89AB_CDEF, 0x0123_4567])
                time -= log(1 - Double(UInt64(block[0]) << 20 | UInt64(block[1]) >> 12) * 0x1p-52) / 4_096
                number += 1
                guard time < -log(0.75) else { break }
                let item = group * 4_096 + Int(block[2] >> 20)
                if item < itemCount, uniforms[item] >= 0.25 { uniforms[item] = 1 - exp(-time) }
            }
        }
        return uniforms
    }()

    @Test(arguments: [(0.001, 0.03), (0.0, 0.2), (0.3, 0.0), (0.0, 0.0), (1.0, 0.1), (1e-12, 1.0), (0.25, 0.2501), (0.9, 0.24)])
    func itemsAreThoseBelowTheirProbability(first: Double, second: Double) {
        let items = stream.items(below: first, and: second, among: members)
        #expect(items.first.ids == Self.ids.filter { Self.uniforms[Int($0)] < first })
        #expect(items.second.ids == Self.ids.filter { Self.uniforms[Int($0)] < second })
    }

    /// Shares of a million items below many probabilities, on both sides of the edge, within five standard errors; and independence.
    @Test func eventsHaveTheirProbabilities() {
        let all = Self.set(of: 0..<1_000_000, below: 1_000_000)
        func error(_ count: Int, _ probability: Double) -> Double {
            (Double(count) - 1e6 * probability) / (1e6 * probability * (1 - probability)).squareRoot()
        }
        let others = EventStream(seed: Self.seed, name: [7, 8, 10]).items(below: 0.1, among: all).first
        for probability in [1e-4, 0.003, 1.0 / 64, 0.07, 0.2499, 0.2501, 0.3, 0.5, 0.9, 0.999] {
            var items = stream.items(below: probability, among: all).first
            #expect(abs(error(items.count, probability)) < 5)
            items.formIntersection(others)
            #expect(abs(error(items.count, 0.1 * probability)) < 5)
        }
        // Neighbours share their arrivals.
        let isHit = Set(stream.items(below: 0.1, among: all).first.ids)
        #expect(abs(error(isHit.count { isHit.contains($0 + 1) }, 0.01)) < 5)
        #expect(abs(error(isHit.count { isHit.contains($0 ^ 2_048) }, 0.01)) < 7)
    }

    @Test func aGreaterProbabilityHitsTheSameItemsAndMore() {
        let few = Set(stream.items(below: 0.05, among: members).first.ids)
        for greater in [0.06, 0.3] {
            let many = Set(stream.items(below: greater, among: members).first.ids)
            #expect(few.isSubset(of: many) && few.count < many.count)
        }
        #expect(stream.items(below: 1.5, among: members).first == members && stream.items(below: -1, among: members).first.count == 0)
    }
}

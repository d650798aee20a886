import RandomStreams
import Testing

@Suite struct EventStreamTests {
    private static let seed: UInt64 = 0x0123_4567_89AB_CDEF
    private static let ids: [UInt32] = (0..<6_000).filter { $0 % 3 != 0 || $0 > 5_000 }
    private let stream = EventStream(seed: seed, name: [7, 8, 9])
    private let members = EventStream.Members(ids)

    /// Both uniforms of an item times 2^53, worked out on their own.
    private static func uniforms(_ id: UInt32) -> (first: UInt64, second: UInt64) {
        let group = id / 64
        let words = (0..<5).flatMap { (number: UInt32) -> [UInt64] in
            let block = Philox.block(counter: [group * 5 + number, 7, 8, 9], key: [0x89AB_CDEF, ~0x0123_4567])
            return [UInt64(block[0]) << 32 | UInt64(block[1]), UInt64(block[2]) << 32 | UInt64(block[3])]
        }
        let bit = UInt64(id % 64)
        let isLow = (words[..<6].allSatisfy { $0 >> bit & 1 == 1 }, words[6...].allSatisfy { $0 >> bit & 1 == 1 })
        let own = Philox.block(counter: [id, 7, 8, 9], key: [0x89AB_CDEF, 0x0123_4567])
        func placed(_ high: UInt32, _ low: UInt32, _ isLow: Bool, _ power: UInt64) -> UInt64 {
            let bits = UInt64(high) << 21 | UInt64(low) >> 11
            let edge: UInt64 = 1 << (53 - power)
            // bits / 2^power rounded down below the edge, rounded up above it.
            return isLow ? bits >> power : edge + bits - (bits + (1 << power) - 1) >> power
        }
        return (placed(own[0], own[1], isLow.0, 6), placed(own[2], own[3], isLow.1, 4))
    }

    @Test(arguments: [(0.001, 0.03), (0.0, 0.2), (0.3, 0.0), (0.0, 0.0), (1.0, 0.1), (1e-12, 1.0), (1.0 / 64, 1.0 / 16), (0.0157, 0.0626)])
    func hitsAreThoseBelowTheirProbability(first: Double, second: Double) {
        let limits = (UInt64(first * 0x1p53), UInt64(second * 0x1p53))
        let expected = Self.ids.filter { Self.uniforms($0).first < limits.0 || Self.uniforms($0).second < limits.1 }
        let hits = stream.hits(among: members, first: .init(first), second: .init(second))
        #expect(hits.map(\.id) == expected)
        for hit in hits {
            #expect(hit.firstIsBelow(.init(first)) == (Self.uniforms(hit.id).first < limits.0))
            #expect(hit.secondIsBelow(.init(second)) == (Self.uniforms(hit.id).second < limits.1))
        }
    }

    /// Shares of a million items below many probabilities, on both sides of the edges, within five standard errors; and independence.
    @Test func eventsHaveTheirProbabilities() {
        let all = EventStream.Members(0..<1_000_000)
        let hits = stream.hits(among: all, first: .init(1), second: .init(1))
        #expect(hits.count == 1_000_000)
        func error(_ count: Int, _ probability: Double) -> Double {
            (Double(count) - 1e6 * probability) / (1e6 * probability * (1 - probability)).squareRoot()
        }
        for probability in [1e-4, 0.003, 1.0 / 64, 0.02, 1.0 / 16, 0.07, 0.3, 0.5, 0.9, 0.999] {
            #expect(abs(error(hits.count { $0.firstIsBelow(.init(probability)) }, probability)) < 5)
            #expect(abs(error(hits.count { $0.secondIsBelow(.init(probability)) }, probability)) < 5)
            let both = hits.count { $0.firstIsBelow(.init(0.1)) && $0.secondIsBelow(.init(probability)) }
            #expect(abs(error(both, 0.1 * probability)) < 5)
        }
        // Neighbours in a group share words, but not their bits.
        let isLow = hits.map { $0.secondIsBelow(.init(1.0 / 16)) }
        #expect(abs(error(zip(isLow, isLow.dropFirst()).count { $0 && $1 }, 1.0 / 256)) < 5)
    }

    @Test func aGreaterProbabilityHitsTheSameItemsAndMore() {
        let few = Set(stream.hits(among: members, first: .init(0.01), second: .init(0.05)).map(\.id))
        let many = Set(stream.hits(among: members, first: .init(0.02), second: .init(0.3)).map(\.id))
        #expect(few.isSubset(of: many) && few.count < many.count)
        let others = Set(
            EventStream(seed: Self.seed, name: [7, 8, 10]).hits(among: members, first: .init(0.01), second: .init(0.05)).map(\.id))
        #expect(others != few)
    }
}

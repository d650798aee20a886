import OfferSettlement
import TestSupport
import Testing

@Suite struct ProportionalSplitTests {
    private static func shares(seed: Int) -> [Double] {
        var generator = SplitMix64(seed: seed)
        let weights = (0..<generator.count(1...6)).map { _ in generator.onceIn(4) ? 0 : generator.pick([1, 2, generator.number(0...1)]) }
        return weights.contains { $0 > 0 } ? weights : [1]
    }

    /// Dealt one by one by the rule, without any short cut.
    @Test(arguments: 1...100)
    func isTheRuleDealtUnitByUnit(seed: Int) {
        let shares = Self.shares(seed: seed)
        let total = shares.reduce(0, +)
        let split = ProportionalSplit(shares: shares)
        var dealt = [Int64](repeating: 0, count: shares.count)
        for whole in 1...300 {
            let claims = shares.indices.map { shares[$0] / total / Double(2 * dealt[$0] + 1) }
            let best = claims.firstIndex(of: claims.max()!)!
            dealt[best] += 1
            #expect(split.parts(of: Int64(whole)) == dealt, "\(whole)")
        }
        #expect(split.parts(of: 0).allSatisfy { $0 == 0 })
    }

    @Test(arguments: 1...100)
    func partsSumToTheWholeAreCloseAndNeverFall(seed: Int) {
        let shares = Self.shares(seed: seed)
        let total = shares.reduce(0, +)
        let split = ProportionalSplit(shares: shares)
        var generator = SplitMix64(seed: seed + 1_000)
        var whole: Int64 = 0
        var before = split.parts(of: 0)
        for _ in 0..<60 {
            whole += Int64(generator.pick([1, 2, 7, generator.count(0...1_000_000), generator.count(0...1_000_000_000_000)]))
            let parts = split.parts(of: whole)
            #expect(parts.reduce(0, +) == whole)
            #expect(zip(parts, before).allSatisfy { $0 >= $1 })
            for (part, share) in zip(parts, shares) { #expect(abs(Double(part) - share / total * Double(whole)) < 1.5) }
            before = parts
        }
    }

    @Test func theLargestAmountsKeepTheirSum() {
        let wholes: [Int64] = [(1 << 53) + 1, (1 << 60) + 12_345, (1 << 62) - 1]
        for shares in [[0.72, 0.1, 0.12, 0.06], [1.0 / 3, 1.0 / 3, 1.0 / 3], [1e-12, 1]] {
            let split = ProportionalSplit(shares: shares)
            for whole in wholes { #expect(split.parts(of: whole).reduce(0, +) == whole) }
        }
    }
}

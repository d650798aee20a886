import Foundation
import OfferEconomics
import OfferStress
import TestSupport
import Testing

@Suite struct SampleTests {
    /// CVaR against its definition: the least of e + E[max(x - e, 0)] / (1 - alpha) over all e; the function is piecewise linear with
    /// its corners at the outcomes.
    @Test(arguments: [1, 2, 7, 20, 101, 400], [0.5, 0.9, 0.95, 0.99])
    func conditionalValueAtRiskIsTheLeast(count: Int, level: Double) {
        var generator = SplitMix64(seed: count)
        let outcomes = (0..<count).map { _ in generator.number(-50...100) }
        let least = outcomes.map { e in
            e + outcomes.reduce(0) { $0 + max($1 - e, 0) } / (Double(count) * (1 - level))
        }.min()!
        #expect(abs(Sample(outcomes).conditionalValueAtRisk(level) - least) < 1e-10)
    }

    /// The ceil(p n - 1e-9)-th smallest.
    @Test(arguments: [(0.95, 20, 19.0), (0.95, 21, 20), (0.99, 100, 99), (0.99, 101, 100), (0.05, 20, 1), (0.5, 1, 1)])
    func quantilesAreRanks(probability: Double, count: Int, rank: Double) {
        #expect(Sample((1...count).reversed().map(Double.init)).quantile(probability) == rank)
    }

    /// For the mean of equal blocks: the standard deviation of the blocks' means over the root of their number.
    @Test func theJackknifeOfAMeanIsThatOfBlockMeans() throws {
        var generator = SplitMix64(seed: 3)
        let outcomes = (0..<160).map { _ in generator.number(0...1) }
        let blocks = outcomes.indices.map { $0 % 8 }
        let means = (0..<8).map { block in outcomes.indices.filter { blocks[$0] == block }.reduce(0) { $0 + outcomes[$1] } / 20 }
        let error = try #require(Sample.standardErrorOfMean(outcomes, blocks: blocks))
        #expect(abs(error - Sample(means).standardDeviation / 8.0.squareRoot()) < 1e-14)
        #expect(Sample.standardErrorOfMean(outcomes, blocks: outcomes.map { _ in 0 }) == nil)
    }

    /// Of 1 ... 100 at 90 %: three ranks to either side, so 3. Half of 100 outcomes: 5 %.
    @Test func errorsOfTailsByHand() {
        let sample = Sample((1...100).map(Double.init))
        #expect(sample.standardErrorOfQuantile(0.9) == 3)
        #expect(abs(sample.standardError(ofShare: 0.5) - 0.05) < 1e-16)
        // Beyond VaR = 90 lie 1 ... 10, in tenths of the draws: a mean of 5.5 with ten values 10, 20, ..., 100 and ninety zeros.
        let squares = (1...10).reduce(0.0) { $0 + pow(Double($1) * 10, 2) } - 100 * 5.5 * 5.5
        #expect(abs(sample.standardErrorOfConditionalValueAtRisk(0.9) - (squares / 99 / 100).squareRoot()) < 1e-9)
    }
}

package import OfferEconomics

/// How far estimates from draws may be from the truth.
extension Sample {
    /// Of the mean of outcomes that come in independent blocks, by the jackknife over blocks (Efron and Tibshirani 1993, chapter 11). The
    /// draws of a block may depend on one another, as Sobol points do. For blocks of one size it is the standard deviation of their means
    /// over the root of their number.
    ///
    /// - Parameter blocks: the block of each outcome, from 0.
    /// - Returns: nil where there is one block only.
    package static func standardErrorOfMean(_ outcomes: [Double], blocks: [Int]) -> Double? {
        let blockCount = (blocks.max() ?? 0) + 1
        guard blockCount > 1 else { return nil }
        var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: blockCount)
        for (outcome, block) in zip(outcomes, blocks) {
            sums[block].sum += outcome
            sums[block].count += 1
        }
        let all = sums.reduce(0) { $0 + $1.sum }
        let without = Sample(sums.map { (all - $0.sum) / Double(outcomes.count - $0.count) })
        return without.standardDeviation * Double(blockCount - 1) / Double(blockCount).squareRoot()
    }

    /// Of a quantile of independent outcomes: half the distance of the outcomes one binomial standard deviation of ranks below and above.
    package func standardErrorOfQuantile(_ probability: Double) -> Double {
        let count = Double(sorted.count)
        let spread = (count * probability * (1 - probability)).squareRoot()
        func outcome(_ rank: Double) -> Double { sorted[min(max(Int(rank), 1), sorted.count) - 1] }
        return (outcome((count * probability + spread).rounded(.up)) - outcome((count * probability - spread).rounded(.down))) / 2
    }

    /// Of CVaR of independent outcomes: that of the mean of e + max(x - e, 0) / (1 - alpha) at e = VaR.
    package func standardErrorOfConditionalValueAtRisk(_ level: Double) -> Double {
        let value = quantile(level)
        return Sample(sorted.map { value + max($0 - value, 0) / (1 - level) }).standardError
    }

    /// Of a share of independent outcomes.
    package func standardError(ofShare share: Double) -> Double {
        (share * (1 - share) / Double(sorted.count)).squareRoot()
    }
}

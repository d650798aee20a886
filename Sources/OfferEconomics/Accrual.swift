import Foundation

/// Cashback earned in a month under a cap (model.md section 2).
package enum Accrual {
    /// A(r, C; m) = E[min(r S, C)] for spend S lognormal with mean m and coefficient of variation c.
    ///
    /// - Parameters:
    ///   - rate: r, a fraction, at least 0.
    ///   - cap: C, currency units a month, at least 0; nil for no cap.
    ///   - meanSpend: m, currency units a month, at least 0.
    ///   - variation: c, at least 0; 0 means constant spend.
    /// - Returns: currency units a month, in [0, min(r m, C)]. Written with erfc so that both tails keep their relative accuracy.
    package static func expected(rate: Double, cap: Double?, meanSpend: Double, variation: Double) -> Double {
        guard rate > 0, meanSpend > 0 else { return 0 }
        guard let cap else { return rate * meanSpend }
        // A variation whose square is lost counts as none.
        let variance = log1p(variation * variation)
        guard variance > 0 else { return min(rate * meanSpend, cap) }
        let sigma = variance.squareRoot()
        let mu = log(meanSpend) - variance / 2
        let standardized = (log(cap / rate) - mu) / sigma
        return rate * meanSpend * normalCDF(standardized - sigma) + cap * normalCDF(-standardized)
    }

    private static func normalCDF(_ x: Double) -> Double {
        0.5 * erfc(-x / 2.0.squareRoot())
    }
}

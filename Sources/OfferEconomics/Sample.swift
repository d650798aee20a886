/// Equally likely outcomes of a quantity: draws or replications (model.md section 9).
package struct Sample: Sendable {
    /// In the order in which they were drawn, which is the same for all quantities.
    package let outcomes: [Double]
    /// Ascending.
    package let sorted: [Double]
    package let mean: Double
    /// Of the outcomes, with n - 1; 0 for a single one.
    package let standardDeviation: Double

    /// - Precondition: at least one outcome.
    package init(_ outcomes: [Double]) {
        precondition(!outcomes.isEmpty, "a sample has an outcome")
        let count = Double(outcomes.count)
        let mean = outcomes.reduce(0, +) / count
        let squares = outcomes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.outcomes = outcomes
        self.mean = mean
        standardDeviation = outcomes.count > 1 ? (squares / (count - 1)).squareRoot() : 0
        sorted = outcomes.sorted()
    }

    /// Of the mean of independent outcomes; 0 for a single one.
    package var standardError: Double { standardDeviation / Double(sorted.count).squareRoot() }

    /// nil for a single outcome, which says nothing about how far off it is.
    package var knownStandardError: Double? { sorted.count > 1 ? standardError : nil }

    /// VaR: the ceil(p n - 1e-9)-th smallest, the smallest for p = 0.
    package func quantile(_ probability: Double) -> Double {
        let rank = Int((probability * Double(sorted.count) - 1e-9).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }

    /// min over e of e + E[max(x - e, 0)] / (1 - alpha), which is reached at e = VaR.
    package func conditionalValueAtRisk(_ level: Double) -> Double {
        let value = quantile(level)
        let excess = sorted.reduce(0) { $0 + max($1 - value, 0) }
        return value + excess / (Double(sorted.count) * (1 - level))
    }

    /// Share of the outcomes above a limit.
    package func share(above limit: Double) -> Double {
        Double(sorted.count { Self.isBeyond($0, limit) }) / Double(sorted.count)
    }

    /// Whether an outcome is above a limit; what is above by rounding alone is not.
    package static func isBeyond(_ outcome: Double, _ limit: Double) -> Bool {
        outcome > limit + 1e-9 * max(1, abs(limit))
    }
}

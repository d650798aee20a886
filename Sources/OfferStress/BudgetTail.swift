package import OfferEconomics
package import OfferModel

/// How a budget fares over draws (model.md section 9).
///
/// Standard errors are those of independent draws. Sobol points and antithetic pairs are at least as exact as that.
package struct BudgetTail: Sendable {
    package struct Estimate: Sendable {
        package let value: Double
        package let standardError: Double
    }

    package let budget: Budget
    /// As the inputs stand.
    package let expected: Double
    package let uses: Sample

    package var breachProbability: Estimate {
        let share = uses.share(above: budget.amount)
        return Estimate(value: share, standardError: uses.standardError(ofShare: share))
    }

    package func valueAtRisk(_ level: Double) -> Estimate {
        Estimate(value: uses.quantile(level), standardError: uses.standardErrorOfQuantile(level))
    }

    package func conditionalValueAtRisk(_ level: Double) -> Estimate {
        Estimate(
            value: uses.conditionalValueAtRisk(level), standardError: uses.standardErrorOfConditionalValueAtRisk(level))
    }

    /// What must be held above the expected use to meet it with a probability.
    package func reserve(_ probability: Double) -> Estimate {
        let value = valueAtRisk(probability)
        // What is above by rounding alone needs no reserve.
        let reserve = Sample.isBeyond(value.value, expected) ? value.value - expected : 0
        return Estimate(value: reserve, standardError: value.standardError)
    }

    /// Whether the budget breaks more often than it may; false where nobody says how often it may.
    package var failsGate: Bool { budget.breachProbability.map { breachProbability.value > $0 } ?? false }
}

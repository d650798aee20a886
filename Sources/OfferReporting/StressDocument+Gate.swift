import OfferModel
package import OfferResults
import OfferStress

extension StressDocument {
    /// One line for each budget that breaks more often than it may.
    package var gateMessages: [String] {
        failedGates.map { tail in
            "gate failed: budget:\(tail.budget.id) breaks in \(percent(tail.breachProbability.value)) of the draws, "
                + "and may in \(percent(tail.budget.breachProbability ?? 0))"
        }
    }

    private func percent(_ share: Double) -> String { AmountText.trimmed(100 * share, decimals: 2) + " %" }
}

import OfferModel
package import ScenarioFiles

/// How late tables make draws wider, in sentences.
package enum WideningText {
    package static func lines(
        _ widenings: [ScenarioTables.Widening], _ deviations: [ScenarioTables.WidenedDeviation]
    ) -> [String] {
        widenings.map { widening in
            let days = widening.daysLate == 1 ? "1 day" : "\(widening.daysLate) days"
            let factors = widening.factors.map(\.rawValue).joined(separator: ", ")
            return "\(widening.table) is \(days) late: stated standard deviations of \(factors) count "
                + "\(AmountText.trimmed(widening.multiplier, decimals: 3)) times in draws."
        }
            + deviations.map {
                "\($0.path): \(AmountText.trimmed($0.stated, decimals: 6)) counts as \(AmountText.trimmed($0.used, decimals: 6))."
            }
            + unstated(widenings, deviations)
    }

    /// Factors that nobody has called uncertain, so that nothing is there to widen.
    private static func unstated(
        _ widenings: [ScenarioTables.Widening], _ deviations: [ScenarioTables.WidenedDeviation]
    ) -> [String] {
        let factors = Factor.allCases.filter { factor in
            widenings.contains { $0.factors.contains(factor) } && !deviations.contains { $0.path.hasSuffix(".\(factor.rawValue)") }
        }
        guard !factors.isEmpty else { return [] }
        return ["No standard deviation is stated of \(factors.map(\.rawValue).joined(separator: ", ")), so draws do not vary them."]
    }
}

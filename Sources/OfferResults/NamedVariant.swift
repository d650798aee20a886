import OfferModel
import TableFiles

/// A variant of an offer as people name it.
package struct NamedVariant: Sendable {
    package let offer: String
    package let percent: Double
    /// nil for no cap.
    package let monthlyCap: Double?
    package let months: Int

    init(_ variant: VariantIndex, in scenario: Scenario) {
        let cell = scenario.variants[variant]
        offer = scenario.offers[cell.offer].id
        percent = cell.percent.percent
        monthlyCap = cell.monthlyCap
        months = cell.months
    }

    var members: [JSONValue.Member] {
        [
            .init("offer", .string(offer)), .init("percent", .number(percent)), .init("monthly_cap", .optional(monthlyCap)),
            .init("months", .integer(months)),
        ]
    }
}

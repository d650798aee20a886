package import OfferEconomics
package import OfferModel

/// One variant shown to a share of one segment as part of a bundle.
package struct Recommendation: Sendable {
    package let segment: String
    package let macro: String?
    /// Number of the bundle within its segment, from 1; rows with the same number are shown together.
    package let bundle: Int
    package let offer: String
    package let percent: Double
    package let monthlyCap: Double?
    package let months: Int
    /// Calendar month of the plan in which the offer starts.
    package let startMonth: Int
    /// Share of the segment that is shown the bundle.
    package let share: Double
    package let customers: Double
    package let completions: Double
    package let cost: Double
    package let value: Double
    package let netValue: Double

    package init(_ line: PlanEvaluation.Line, in scenario: Scenario) {
        let variant = scenario.variants[line.variant]
        let segment = scenario.segments[line.bundle.segment]
        self.segment = segment.id
        macro = segment.macro
        bundle = line.bundle.number
        offer = scenario.offers[variant.offer].id
        percent = variant.percent.percent
        monthlyCap = variant.monthlyCap
        months = variant.months
        startMonth = scenario.offers[variant.offer].startMonth
        share = line.bundle.share
        customers = line.customers
        completions = line.customers * line.valuation[.completions]
        cost = line.customers * line.valuation[.cost]
        value = line.customers * line.valuation[.value]
        netValue = line.customers * line.valuation[.netValue]
    }
}

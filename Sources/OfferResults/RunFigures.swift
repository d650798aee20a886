package import OfferModel
package import OfferStress

/// What the report and the tables of a run have and no document of a command states.
package struct RunFigures: Sendable {
    package struct SegmentSize: Sendable {
        package let segment: String
        package let macro: String?
        package let customers: Double

        package init(segment: String, macro: String?, customers: Double) {
            self.segment = segment
            self.macro = macro
            self.customers = customers
        }
    }

    /// All segments, those that are shown nothing as well, in the order of their ids.
    package let segments: [SegmentSize]
    package let curves: [OfferCurve]
    /// One for each recommended line, in their order.
    package let inputs: [LineInputs]
    /// nil where nobody is shown anything, nothing is drawn, or the time was up.
    package let months: MonthDraws?
    /// Whether all that was asked for is there.
    package let isComplete: Bool

    package init(of plan: Plan, months: MonthDraws?, isComplete: Bool, in scenario: Scenario) {
        self.isComplete = isComplete
        segments = scenario.segments.map { SegmentSize(segment: $0.id, macro: $0.macro, customers: $0.customers) }
        curves = OfferCurve.all(of: plan, in: scenario)
        inputs = plan.bundles.flatMap { bundle in
            bundle.variants.compactMap { LineInputs(scenario.variants[$0], in: bundle, of: scenario) }
        }
        self.months = months
    }
}

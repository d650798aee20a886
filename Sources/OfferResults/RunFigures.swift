package import OfferModel
package import OfferStress

/// What the report of a run draws and no document of a command states.
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
    /// nil where nobody is shown anything, nothing is drawn, or the time was up.
    package let months: MonthDraws?
    /// Whether all that was asked for is there.
    package let isComplete: Bool

    package init(of plan: Plan, months: MonthDraws?, isComplete: Bool, in scenario: Scenario) {
        self.isComplete = isComplete
        segments = scenario.segments.map { SegmentSize(segment: $0.id, macro: $0.macro, customers: $0.customers) }
        curves = OfferCurve.all(of: plan, in: scenario)
        self.months = months
    }
}

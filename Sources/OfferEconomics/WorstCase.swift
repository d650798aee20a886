package import OfferModel

/// The most that a plan can cost (model.md section 11): everyone shown accrues the cap every month and redeems it all, or an offer's
/// monthly stop ends it before.
///
/// Stops bind the customer-level simulation alone: expected costs and draws ignore them, so they may lie above the bound by stops.
package struct WorstCase: Sendable {
    package enum Bound: String, Sendable {
        case caps, stops
        case capsAndStops = "caps and stops"
    }

    package struct OfferCase: Sendable {
        package let offer: OfferIndex
        /// Sum n C T; nil where somebody is shown a variant without a cap.
        package let byCaps: Double?
        /// Sum over the months of min(stop, sum n C); nil where a variant has neither cap nor stop.
        package let withStops: Double?
        /// What bounds `withStops`; nil where nothing does.
        package let bound: Bound?
    }

    /// The offers that somebody is shown, in the scenario's order.
    package let offers: [OfferCase]

    /// nil where an offer has none.
    package var byCaps: Double? { Self.sum(offers.map(\.byCaps)) }
    package var withStops: Double? { Self.sum(offers.map(\.withStops)) }

    private static func sum(_ amounts: [Double?]) -> Double? {
        amounts.contains { $0 == nil } ? nil : amounts.reduce(0) { $0 + ($1 ?? 0) }
    }

    package init(of evaluation: PlanEvaluation, in scenario: Scenario) {
        let lines = Dictionary(grouping: evaluation.lines.filter { $0.customers > 0 }) { evaluation.offer(of: $0) }
        offers = lines.sorted { $0.key < $1.key }.map { Self.offerCase($0.key, $0.value, in: scenario) }
    }

    private static func offerCase(_ index: OfferIndex, _ lines: [PlanEvaluation.Line], in scenario: Scenario) -> OfferCase {
        let offer = scenario.offers[index]
        let months = Set(lines.flatMap { offer.activeMonths(of: scenario.variants[$0.variant]) }).sorted()
        var bounds = Set<Bound>()
        let amounts = months.map { month -> Double? in
            let capped = sum(
                lines.filter { offer.activeMonths(of: scenario.variants[$0.variant]).contains(month) }.map { line in
                    scenario.variants[line.variant].monthlyCap.map { line.customers * $0 }
                })
            guard let stop = offer.monthlyStop, stop < capped ?? .infinity else {
                if capped != nil { bounds.insert(.caps) }
                return capped
            }
            bounds.insert(.stops)
            return stop
        }
        let withStops = sum(amounts)
        return OfferCase(
            offer: index, byCaps: sum(lines.map { line in line.valuation.economics.worstCase.map { line.customers * $0 } }),
            withStops: withStops, bound: withStops == nil ? nil : bounds.count == 2 ? .capsAndStops : bounds.first ?? .caps)
    }
}

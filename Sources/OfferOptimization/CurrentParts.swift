package import OfferModel

/// The customers of every segment, told apart by what they are shown today: what makes a limit on changed offers linear.
///
/// A customer changes when his bundle is another one. Customers of a segment are alike, so of those who are shown B today min(y_B, y0_B)
/// need not change. A segment counts as parts, one for each of today's bundles and one for nobody's: in the part of B a customer who is
/// shown B has not changed, any other has. Splitting a segment changes no optimum (model.md section 16), and the best way to deal bundles
/// to parts is the one that changes fewest: so the programme over parts has the optimum of the one with min.
///
/// The holdout is taken from those who are shown nothing today, as far as they reach: they need not change, and may not. Where they do
/// not reach, and a segment has several bundles, which of them gives up how much is the optimizer's to choose: a row holdout:SEGMENT.
package struct CurrentParts: Sendable {
    struct Part: Sendable {
        let segment: Int
        /// Times a segment's figures, for a part that is shown something as far as offers may reach.
        let weight: Double
        /// Share of all customers, times `weight`.
        let customers: Double
        /// Today's bundle, ascending; empty for those who are shown nothing.
        let bundle: [Int]
        /// Its place in `crowded`.
        let holdout: Int?
    }

    let parts: [Part]
    /// Segments with a row holdout:SEGMENT, ascending.
    package let crowded: [SegmentIndex]
    /// Share of all customers who are shown something today: who would change if nobody were shown anything.
    let shownShare: Double
    /// N_s as a share of all customers.
    private let segmentShares: [Double]
    private let shownShares: [Double]

    /// A share this close to none is rounding.
    private static let noise = 1e-12

    /// nil where the scenario states no limit on changed offers.
    package init?(of scenario: Scenario) {
        guard scenario.maxChangedShare != nil, let plan = scenario.currentPlan else { return nil }
        let all = scenario.segments.reduce(0) { $0 + $1.customers }
        let segmentShares = scenario.segments.map { all > 0 ? $0.customers / all : 0 }
        let holdout = scenario.programme.holdoutShare
        let reachable = 1 - holdout
        var parts: [Part] = []
        var crowded: [SegmentIndex] = []
        var shownShares: [Double] = []
        for (segment, bundles) in plan.bundleShares(segmentCount: scenario.segments.count).enumerated() {
            let idle = bundles.shareShownNothing
            shownShares.append(1 - idle)
            let isCrowded = idle < holdout - Self.noise
            let isMixed = isCrowded && bundles.count > 1
            for bundle in bundles {
                // One bundle beyond what offers may reach is the whole segment, of which the holdout is left out as ever.
                let weight = isCrowded && !isMixed ? 1 : bundle.share / reachable
                parts.append(
                    Part(
                        segment: segment, weight: weight, customers: weight * segmentShares[segment],
                        bundle: bundle.variants.map(\.position), holdout: isMixed ? crowded.count : nil))
            }
            if isMixed { crowded.append(SegmentIndex(segment)) }
            if idle - holdout > Self.noise {
                let weight = (idle - holdout) / reachable
                parts.append(
                    Part(segment: segment, weight: weight, customers: weight * segmentShares[segment], bundle: [], holdout: nil))
            }
        }
        self.parts = parts
        self.crowded = crowded
        self.segmentShares = segmentShares
        self.shownShares = shownShares
        shownShare = zip(segmentShares, shownShares).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Share of all customers who change in each segment, less those who would if it were shown nothing.
    func relativeChanges(of plan: Plan, from current: Plan, in scenario: Scenario) -> [Double] {
        let changed = PlanDifference(of: plan, from: current, in: scenario).changedShares
        return changed.indices.map { segmentShares[$0] * (changed[$0] - shownShares[$0]) }
    }
}

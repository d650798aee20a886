package import OfferModel

/// A supporting plane of CVaR at one plan (model.md section 9): the mean cost over that plan's worst draws. No plan's CVaR is below its
/// own mean over any such choice of draws, so a ceiling on CVaR is a ceiling on every cut.
package struct TailCut: Sendable {
    package let budget: TailBudget
    /// The worst draws at 1 / (n (1 - alpha)) each, the last one fractional, so that the weights sum to 1.
    let weights: [(draw: Int, weight: Double)]

    /// - Parameter costs: of the plan, one a draw.
    package init(of budget: TailBudget, worstOf costs: [Double]) {
        let order = costs.indices.sorted { (costs[$1], $0) < (costs[$0], $1) }
        let whole = 1 / (Double(costs.count) * (1 - budget.level))
        var left = 1.0
        var weights: [(draw: Int, weight: Double)] = []
        for draw in order where left > 1e-12 {
            weights.append((draw, min(whole, left)))
            left -= whole
        }
        self.budget = budget
        self.weights = weights
    }

    /// The mean over the cut's draws; for the costs that it was made of, their CVaR.
    package func mean(of costs: [Double]) -> Double {
        weights.reduce(0) { $0 + $1.weight * costs[$1.draw] }
    }
}

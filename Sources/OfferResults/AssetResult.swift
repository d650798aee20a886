package import OfferEconomics
package import OfferModel

/// What a plan means for one coalition asset, or for the programme itself (model.md section 6). The P&Ls add up to net value.
package struct AssetResult: Sendable {
    package let asset: String
    /// Value gained.
    package let gain: Double
    /// Points paid for.
    package let funding: Double
    /// Fees paid; negative where received.
    package let fees: Double
    package let profit: Double

    /// The coalition's assets in the scenario's order, then the programme.
    package static func all(of evaluation: PlanEvaluation, in scenario: Scenario) -> [AssetResult] {
        let payers = scenario.offers.entityIndices.map { scenario.payer(of: $0) }
        func payer(_ line: PlanEvaluation.Line) -> AssetIndex? { payers[evaluation.offer(of: line).position] }

        let members = scenario.assets.entityIndices.filter { !scenario.assets[$0].isExternal }.map { asset in
            AssetResult(
                asset: scenario.assets[asset].id,
                gain: evaluation.total { $0.valuation.gain(of: asset) },
                funding: evaluation.total(where: { payer($0) == asset }) { $0.valuation.economics.cost },
                fees: evaluation.total(where: { payer($0) == asset }) { $0.valuation.economics.fee })
        }
        let programme = AssetResult(
            asset: "programme", gain: 0,
            funding: evaluation.total(where: { payer($0) == nil }) { $0.valuation.economics.cost },
            fees: -evaluation.total { $0.valuation.economics.fee })
        return members + [programme]
    }

    private init(asset: String, gain: Double, funding: Double, fees: Double) {
        self.asset = asset
        self.gain = gain
        self.funding = funding
        self.fees = fees
        profit = gain - funding - fees
    }
}

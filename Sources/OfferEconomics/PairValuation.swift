package import OfferModel

/// The economics of one open pair together with what its values and payers say.
package struct PairValuation: Sendable {
    package let economics: PairEconomics
    /// V, over the coalition's assets.
    package let value: Double

    /// What an experiment measured of the pair; nil where the figures are the model's.
    private let measured: MeasuredFigures.Pair?
    private let segment: SegmentIndex
    private let offer: OfferIndex
    private let scenario: Scenario

    /// nil where the pair has no response.
    package init?(of variant: Variant, to segment: SegmentIndex, in scenario: Scenario, shift: PairShift = .none) {
        guard let response = scenario.responses[segment, variant.offer] else { return nil }
        let economics = PairEconomics(
            segment: scenario.segments[segment], response: response, offer: scenario.offers[variant.offer], variant: variant,
            programme: scenario.programme, shift: shift)
        var value = 0.0
        for asset in 0..<scenario.assets.count where !scenario.assets[asset].isExternal {
            value += economics.gain(of: scenario.assets[asset], step: scenario.values[segment, variant.offer, AssetIndex(asset)])
        }
        measured = scenario.measuredPair(variant, shownTo: segment)
        self.economics = economics
        self.value = measured?.value ?? value
        self.segment = segment
        self.offer = variant.offer
        self.scenario = scenario
    }

    /// Fees that come from outside the coalition.
    package var externalFee: Double {
        scenario.payer(of: offer) == nil ? economics.fee : 0
    }

    package var netValue: Double { value + externalFee - economics.cost }

    package func gain(of asset: AssetIndex) -> Double {
        economics.gain(of: scenario.assets[asset], step: scenario.values[segment, offer, asset])
    }

    package func gain(of asset: AssetIndex, inMonth month: Int) -> Double {
        economics.gain(of: scenario.assets[asset], step: scenario.values[segment, offer, asset], inMonth: month)
    }

    /// P&L of a coalition asset: its gain, less the points and fees of the offers that it sponsors.
    package func profit(of asset: AssetIndex) -> Double {
        gain(of: asset) - (scenario.payer(of: offer) == asset ? economics.cost + economics.fee : 0)
    }

    /// P&L of the programme.
    package var programmeProfit: Double {
        economics.fee - (scenario.payer(of: offer) == nil ? economics.cost : 0)
    }

    /// A measure per customer shown. An exposure without a cap counts as 0: a row that would add it up closes the pair
    /// (`Eligibility.hasUnboundedExposure`).
    package subscript(measure: Measure) -> Double {
        switch measure {
        case .netValue: netValue
        case .value: value
        case .valueAndExternalFees: value + externalFee
        case .cost: economics.cost
        case .costInMonth(let month): economics.cost(inMonth: month)
        case .accrued: economics.accrued
        case .accruedInMonth(let month): economics.accrued(inMonth: month)
        case .cashInMonth(let month): economics.cash(inMonth: month)
        case .worstCase: economics.worstCase ?? 0
        case .worstCaseInMonth(let month): economics.worstCase(inMonth: month) ?? 0
        case .fraudLoss: economics.fraudLoss
        case .completions: economics.completion
        case .incrementalCompletions: economics.incrementalCompletion
        case .profit(let asset): profit(of: asset)
        case .programmeProfit: programmeProfit
        case .measured(let row): measured?.uses[row] ?? 0
        case .tailCost: preconditionFailure("a cut looks at many draws, a valuation at one state of the inputs")
        }
    }
}

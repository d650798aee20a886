package import OfferModel

/// A scenario free to change: what tests permute, split, scale and tighten before they ask for the real one.
package struct ScenarioDraft: Sendable {
    package var objective = Scenario.Objective.netValue
    package var mode = Scenario.Mode.split
    package var programme = Programme(
        maxTotalPercent: nil, percentBasis: .effective, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: nil)
    package var assets: [Asset]
    package var offers: [Offer]
    package var segments: [SegmentDraft]
    package var budgets: [Budget] = []
    package var fraudLimits: [FraudLimit] = []
    package var reach: [ReachTarget] = []
    package var returns: [ReturnFloor] = []
    package var tailBudgets: [TailBudget] = []
    package var uncertainty = Uncertainty()
    package var stresses: [Stress] = []
    package var openingBalances: [OpeningBalance] = []
    /// Offers closed to whole macro-segments; those closed to one segment stand with it.
    package var macroExclusions: [(offer: OfferIndex, macro: String)] = []

    package init(assets: [Asset], offers: [Offer], segments: [SegmentDraft]) {
        self.assets = assets
        self.offers = offers
        self.segments = segments
    }

    /// The scenario, its segments sorted by id.
    package func scenario() -> Scenario {
        let segments = segments.sorted { $0.id < $1.id }
        var responses = SegmentOfferGrid<Response?>(repeating: nil, segmentCount: segments.count, offerCount: offers.count)
        var values = ValueTable(segmentCount: segments.count, offerCount: offers.count, assetCount: assets.count)
        var exclusions = macroExclusions.map { Exclusion(offer: $0.offer, scope: .macro($0.macro), reason: nil) }
        for (position, segment) in segments.enumerated() {
            let index = SegmentIndex(position)
            for offer in offers.entityIndices {
                responses[index, offer] = segment.responses[offer.position]
                for asset in assets.entityIndices { values[index, offer, asset] = segment.values[offer.position][asset.position] }
                if segment.excluded.contains(offer) {
                    exclusions.append(Exclusion(offer: offer, scope: .segment(index), reason: "test"))
                }
            }
        }
        return Scenario(
            name: "random", currency: "RUB", objective: objective, granularity: .segment, mode: mode, seed: 1, programme: programme,
            assets: assets, offers: offers, segments: segments.map(\.segment), responses: responses, values: values, budgets: budgets,
            fraudLimits: fraudLimits, reach: reach, returns: returns, tailBudgets: tailBudgets, exclusions: exclusions,
            maxChangedShare: nil,
            uncertainty: uncertainty, stresses: stresses, openingBalances: openingBalances)
    }

    /// The same without any coupling row.
    package var withoutRows: ScenarioDraft {
        var free = self
        free.budgets = []
        free.fraudLimits = []
        free.reach = []
        free.returns = []
        free.tailBudgets = []
        free.assets = assets.map { $0.with(profitFloor: nil) }
        free.programme = programme.with(profitFloor: nil)
        return free
    }
}

extension Asset {
    package func with(profitFloor: Double?) -> Asset {
        Asset(
            id: id, isExternal: isExternal, earnShare: earnShare, margin: margin, redeemShare: redeemShare, profitFloor: profitFloor)
    }
}

extension Programme {
    package func with(profitFloor: Double?) -> Programme {
        Programme(
            maxTotalPercent: maxTotalPercent, percentBasis: percentBasis, holdoutShare: holdoutShare, profitFloor: profitFloor,
            pointsExpireAfterMonths: pointsExpireAfterMonths, monthlyCapPerCustomer: monthlyCapPerCustomer,
            maxRedeemShare: maxRedeemShare, redemptionOrder: redemptionOrder)
    }
}

extension Budget {
    package func with(amount: Double) -> Budget {
        Budget(
            id: id, amount: amount, basis: basis, sponsor: sponsor, offer: offer, macro: macro, month: month,
            breachProbability: breachProbability)
    }
}

extension FraudLimit {
    package func with(amount: Double) -> FraudLimit {
        FraudLimit(id: id, amount: amount, sponsor: sponsor, offer: offer)
    }
}

extension ReachTarget {
    package func with(completions: Double) -> ReachTarget {
        ReachTarget(id: id, completions: completions, basis: basis, sponsor: sponsor, offer: offer)
    }
}

extension ReturnFloor {
    package func with(ratio: Double) -> ReturnFloor {
        ReturnFloor(id: id, ratio: ratio, sponsor: sponsor, offer: offer)
    }
}

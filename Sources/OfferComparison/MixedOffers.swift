import OfferModel

/// The offers of a mix, and the first scenario's rows in the mix's numbers.
struct MixedOffers {
    let offers: [Offer]
    /// Of the mix's offers, in the first and in the second scenario.
    let old: [OfferIndex?]
    let new: [OfferIndex?]
    let budgets: [Budget]
    let fraudLimits: [FraudLimit]
    let reach: [ReachTarget]
    let returns: [ReturnFloor]
    /// Of the second's offers, in the mix.
    private let places: [OfferIndex?]

    /// - Parameter areNew: whether the offers are those of the second scenario.
    init(of mix: ScenarioMix, areNew: Bool) {
        let (before, after) = (mix.before, mix.after)
        let ids = (areNew ? after : before).offers.map(\.id)
        let assets = Positions(mix.assetIDs)
        // Every asset of either side is in the mix.
        func asset(_ index: AssetIndex, of scenario: Scenario) -> AssetIndex { assets.indices(of: [scenario.assets[index].id])[0]! }
        offers = (areNew ? after : before).offers.map { offer in
            Offer(
                id: offer.id, sponsor: asset(offer.sponsor, of: areNew ? after : before), percents: offer.percents,
                monthlyCaps: offer.monthlyCaps, months: offer.months, startMonth: offer.startMonth, acquisitionFee: offer.acquisitionFee,
                requires: offer.requires, fraud: offer.fraud, monthlyStop: offer.monthlyStop)
        }
        old = Positions(before.offers.map(\.id)).indices(of: ids)
        new = Positions(after.offers.map(\.id)).indices(of: ids)
        let mixed = Positions(ids)
        places = mixed.indices(of: after.offers.map(\.id))
        let oldPlaces: [OfferIndex?] = mixed.indices(of: before.offers.map(\.id))

        /// What a row of the first speaks of; nil where its offer is gone.
        func scope(_ sponsor: AssetIndex?, _ offer: OfferIndex?) -> (sponsor: AssetIndex?, offer: OfferIndex?)? {
            let place = offer.flatMap { oldPlaces[$0.position] }
            guard offer == nil || place != nil else { return nil }
            return (sponsor.map { asset($0, of: before) }, place)
        }
        budgets = before.budgets.compactMap { row in
            scope(row.sponsor, row.offer).map {
                Budget(
                    id: row.id, amount: row.amount, basis: row.basis, sponsor: $0.sponsor, offer: $0.offer, macro: row.macro,
                    month: row.month, breachProbability: row.breachProbability)
            }
        }
        fraudLimits = before.fraudLimits.compactMap { row in
            scope(row.sponsor, row.offer).map { FraudLimit(id: row.id, amount: row.amount, sponsor: $0.sponsor, offer: $0.offer) }
        }
        reach = before.reach.compactMap { row in
            scope(row.sponsor, row.offer).map {
                ReachTarget(id: row.id, completions: row.completions, basis: row.basis, sponsor: $0.sponsor, offer: $0.offer)
            }
        }
        returns = before.returns.compactMap { row in
            scope(row.sponsor, row.offer).map { ReturnFloor(id: row.id, ratio: row.ratio, sponsor: $0.sponsor, offer: $0.offer) }
        }
    }

    /// An offer of the second scenario in the mix; nil where it is not there yet.
    func mixed(new offer: OfferIndex) -> OfferIndex? { places[offer.position] }
}

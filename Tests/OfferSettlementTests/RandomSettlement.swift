import OfferModel
import TestSupport

/// Random scenarios with a plan: from fractions of a kopeck to billions, one asset or several, assets that only earn or only redeem,
/// partners that redeem, offers that start late, points that are there when the plan begins.
enum RandomSettlement {
    /// - Parameter opens: whether there may be points when the plan begins.
    static func make(seed: Int, opens: Bool = true) -> (scenario: Scenario, plan: Plan) {
        var draft = ScenarioDraft.random(seed: seed).withoutRows
        var generator = SplitMix64(seed: 50_000 + seed)
        // A single customer's points are then a few kopecks, or less than one.
        if generator.onceIn(4) { draft = draft.withMoney(times: generator.pick([1e-7, 1e-5, 1e-4])) }
        let weights = draft.assets.map { _ in generator.onceIn(3) ? 0 : generator.number(0.1...1) }
        let total = weights.reduce(0, +)
        draft.assets = zip(draft.assets, weights).enumerated().map { place, pair in
            pair.0.with(redeemShare: total > 0 ? pair.1 / total : place == 0 ? 1 : 0)
        }
        draft.openingBalances = opens ? balances(in: draft, using: &generator) : []
        let scenario = draft.scenario()
        return (scenario, scenario.randomPlan(seed: seed + 7_000))
    }

    private static func balances(in draft: ScenarioDraft, using generator: inout SplitMix64) -> [OpeningBalance] {
        guard generator.onceIn(3) else { return [] }
        var payers: [AssetIndex?] = [nil]
        for asset in draft.assets.entityIndices where !draft.assets[asset].isExternal { payers.append(asset) }
        let oldest = 1 - min(12, draft.programme.pointsExpireAfterMonths ?? 12)
        return payers.flatMap { payer in
            (oldest...0).filter { _ in generator.onceIn(3) }.map { vintage in
                OpeningBalance(
                    payer: payer, vintage: vintage, amountMinor: Int64(generator.pick([0, 1, 2, 999, generator.count(0...1_000_000_000)])),
                    monthlyRedemption: generator.onceIn(2) ? nil : generator.pick([0, 0.01, 0.5, 1]))
            }
        }
    }
}

extension Asset {
    func with(redeemShare: Double) -> Asset {
        Asset(
            id: id, isExternal: isExternal, earnShare: earnShare, margin: margin, redeemShare: redeemShare, profitFloor: profitFloor)
    }
}

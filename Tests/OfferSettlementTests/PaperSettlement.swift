import OfferEconomics
import OfferModel
import OfferSettlement
import TestSupport

/// A case small enough to follow by hand: everybody completes when shown, spends `spend` a month without variation and gets 10 % of it.
/// The bank sponsors a card, a partner a theatre ticket that the programme pays for; points go 70 : 30 at the grocery and the bank.
struct PaperSettlement {
    var spend = 1_000.0
    var months = 1
    var monthlyRedemption = 0.5
    var expiry: Int? = 2
    var fee = 0.0
    /// Shown the card, the theatre, or both.
    var shown = [0]
    var opening: [OpeningBalance] = []
    var redeemShares = [0.7, 0.3, 0]

    static let grocery = 0, bank = 1, partner = 2, programme = 3

    var scenario: Scenario {
        let curve = CompletionCurve.table([CompletionPoint(percent: 0, completion: 1)])
        let step = [ValueStep(now: 0, ifCompleted: 0), ValueStep(now: 0, ifCompleted: 40), ValueStep(now: 0, ifCompleted: 0)]
        let segment = SegmentDraft(
            id: "s", customers: 1, monthlySpend: spend, monthlyRedemption: monthlyRedemption,
            responses: Array(repeating: Response(organic: 0, curve: curve), count: 2), values: [step, step])
        var draft = ScenarioDraft(
            assets: [
                Asset(id: "grocery", isExternal: false, earnShare: 1, margin: 0, redeemShare: redeemShares[0], profitFloor: nil),
                Asset(id: "bank", isExternal: false, earnShare: 0, margin: 0, redeemShare: redeemShares[1], profitFloor: nil),
                Asset(id: "tickets", isExternal: true, earnShare: 0, margin: 0, redeemShare: redeemShares[2], profitFloor: nil),
            ],
            offers: [(id: "card", sponsor: 1, start: 1), (id: "theatre", sponsor: 2, start: 2)].map {
                Offer(
                    id: $0.id, sponsor: AssetIndex($0.sponsor), percents: [Percent(basisPoints: 1_000)], monthlyCaps: [nil],
                    months: [months], startMonth: $0.start, acquisitionFee: fee, requires: [], fraud: nil)
            }, segments: [segment])
        draft.programme = Programme(
            maxTotalPercent: nil, percentBasis: .effective, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: expiry)
        draft.openingBalances = opening
        return draft.scenario()
    }

    var plan: Plan {
        Plan(
            bundles: shown.isEmpty
                ? []
                : [PlannedBundle(segment: SegmentIndex(0), number: 1, variants: shown.map { VariantIndex($0) }, share: 1)])
    }

    func settled(shift: PairShift = .none) throws -> Settlement {
        try Settlement(of: plan, in: scenario, under: shift)
    }
}

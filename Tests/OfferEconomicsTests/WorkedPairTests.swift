import OfferEconomics
import OfferModel
import TestSupport
import Testing

/// One pair worked through all formulas of model.md sections 2 to 6, with 40 digits, by a program that shares nothing with this one
/// (mpmath).
@Suite struct WorkedPairTests {
    private static let draft: ScenarioDraft = {
        var segment = SegmentDraft(
            id: "s", customers: 1, monthlySpend: 12_000, spendVariation: 0.8, monthlyRedemption: 0.25, spendLift: 1.5,
            fraudMultiplier: 1.5,
            responses: [
                Response(organic: 0.06, curve: .logistic(intercept: -3, slope: 0.9, ceiling: 0.8, durationSlope: 0.4))
            ],
            values: [[ValueStep(now: 400, ifCompleted: 900), ValueStep(now: 1_300, ifCompleted: 1_500), ValueStep(now: 7, ifCompleted: 8)]])
        segment.macro = "m"
        var draft = ScenarioDraft(
            assets: [
                Asset(id: "grocer", isExternal: false, earnShare: 0.6, margin: 0.2, redeemShare: 1, profitFloor: nil),
                Asset(id: "bank", isExternal: false, earnShare: 0.4, margin: 0.1, redeemShare: 0, profitFloor: nil),
                // Its value step is no part of anything: partners have no value terms.
                Asset(id: "partner", isExternal: true, earnShare: 0, margin: 0, redeemShare: 0, profitFloor: nil),
            ],
            offers: [offer(sponsor: 0)], segments: [segment])
        draft.programme = Programme(
            maxTotalPercent: nil, percentBasis: .effective, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: 6)
        return draft
    }()

    private static func offer(sponsor: Int) -> Offer {
        Offer(
            id: "o", sponsor: AssetIndex(sponsor), percents: [Percent(basisPoints: 700)], monthlyCaps: [300], months: [3], startMonth: 2,
            acquisitionFee: 40, requires: [],
            fraud: FraudProfile(rate: 0.01, referencePercent: 5, elasticity: 1.2, monthlyDetection: 0.4))
    }

    private func pair(sponsor: Int) throws -> PairValuation {
        var draft = Self.draft
        draft.offers = [Self.offer(sponsor: sponsor)]
        let scenario = draft.scenario()
        return try #require(PairValuation(of: scenario.variants[0], to: SegmentIndex(0), in: scenario))
    }

    private func expect(_ found: Double, _ wanted: Double, _ comment: Comment) {
        // Some dozens of roundings.
        #expect(abs(found - wanted) <= 1e-13 * max(1, abs(wanted)), comment)
    }

    @Test func theEconomicsOfThePair() throws {
        let economics = try pair(sponsor: 0).economics
        expect(economics.effectiveRate, 0.0241047469565285401, "effective rate")
        expect(economics.monthlyAccrual, 290.254018251248657, "accrual at the lifted spend")
        expect(economics.fraudulentShare, 0.0224618178902264462, "fraudulent share")
        expect(economics.completion, 0.3155069557501872, "honest completion")
        expect(economics.organicCompletion, 0.0586522909265864132, "honest organic completion")
        expect(economics.fraudLoss, 13.2075489194531504, "fraud loss")
        expect(economics.extraSpend, 410.681627894677123, "extra spend")
        expect(economics.accrued, 287.939033997585365, "accrued")
        expect(economics.cost, 239.042732087927556, "cost")
        expect(economics.deadweight, 41.9824369106589274, "deadweight")
        expect(economics.fee, 12.620278230007488, "fee")
        #expect(economics.worstCase == 900)
    }

    @Test func theMonthsOfThePair() throws {
        let economics = try pair(sponsor: 0).economics
        let accrued = [0, 98.3157070597786719, 95.6202889129514984, 94.0030380248551942, 0]
        let cost = [0, 82.0169397565594024, 79.3215216097322288, 77.7042707216359247, 0]
        let cash = [
            0, 0, 29.6328357902456184, 44.1081354608017082, 55.3689229357428516, 39.7072849526987966, 29.7804637145240974,
            22.3353477858930731, 12.6768190136149874, 5.43292243440642318, 0, 0,
        ]
        for month in 1...5 {
            expect(economics.accrued(inMonth: month), accrued[month - 1], "accrued in month \(month)")
            expect(economics.cost(inMonth: month), cost[month - 1], "cost in month \(month)")
            #expect(economics.worstCase(inMonth: month) == ((2...4).contains(month) ? 300 : 0))
        }
        for month in 1...12 { expect(economics.cash(inMonth: month), cash[month - 1], "cash in month \(month)") }
    }

    @Test func theValueOfThePair() throws {
        let pair = try pair(sponsor: 0)
        expect(pair.gain(of: AssetIndex(0)), 177.709127759161648, "grocer's gain")
        expect(pair.gain(of: AssetIndex(1)), 67.7981980805072424, "bank's gain")
        expect(pair.value, 245.507325839668891, "value")
        expect(pair.netValue, 6.46459375174133479, "net value")
        #expect(pair.externalFee == 0)
        expect(pair.profit(of: AssetIndex(0)), -73.9538825587733956, "sponsor's P&L")
        expect(pair.profit(of: AssetIndex(1)), 67.7981980805072424, "other asset's P&L")
        expect(pair.programmeProfit, 12.620278230007488, "programme's P&L")
    }

    @Test func aPartnersFeeIsIncomeAndTheProgrammePaysItsPoints() throws {
        let pair = try pair(sponsor: 2)
        expect(pair.externalFee, 12.620278230007488, "fee from outside")
        expect(pair.netValue, 245.507325839668891 + 12.620278230007488 - 239.042732087927556, "net value")
        expect(pair[.valueAndExternalFees], 245.507325839668891 + 12.620278230007488, "what a return floor counts")
        expect(pair.profit(of: AssetIndex(0)), 177.709127759161648, "grocer's P&L is its gain")
        expect(pair.programmeProfit, 12.620278230007488 - 239.042732087927556, "programme's P&L")
    }
}

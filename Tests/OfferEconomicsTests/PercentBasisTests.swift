import OfferEconomics
import OfferModel
import TestSupport
import Testing

/// What moves behaviour: the percent received, or the percent advertised (model.md section 2).
@Suite struct PercentBasisTests {
    private func economics(
        _ basis: Programme.PercentBasis, cap: Double?, spend: Double = 10_000, variation: Double = 0, lift: Double = 0
    ) -> PairEconomics {
        let offer = Offer(
            id: "o", sponsor: AssetIndex(0), percents: [Percent(basisPoints: 500)], monthlyCaps: [cap], months: [2], startMonth: 1,
            acquisitionFee: 0, requires: [], fraud: nil)
        let segment = SegmentDraft(
            id: "s", monthlySpend: spend, spendVariation: variation, spendLift: lift, responses: [], values: [])
        // Completion is the percent itself, in hundredths, so that the test reads which percent was used.
        let response = Response(
            organic: 0, curve: .table([CompletionPoint(percent: 0, completion: 0), CompletionPoint(percent: 100, completion: 1)]))
        let programme = Programme(
            maxTotalPercent: nil, percentBasis: basis, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: nil)
        return PairEconomics(
            segment: segment.segment, response: response, offer: offer,
            variant: Variant(offer: OfferIndex(0), percent: Percent(basisPoints: 500), monthlyCap: cap, months: 2), programme: programme)
    }

    @Test func aCapLowersTheEffectivePercentAndCompletionWithIt() {
        // 5 % of 10,000 is 500; a cap of 200 leaves 2 %.
        #expect(abs(economics(.effective, cap: 200).effectiveRate - 0.02) <= 1e-17)
        #expect(abs(economics(.effective, cap: 200).completion - 0.02) <= 1e-16)
        #expect(economics(.effective, cap: 200).monthlyAccrual == 200)
    }

    @Test func theHeadlineIgnoresTheCap() {
        #expect(economics(.headline, cap: 200).effectiveRate == 0.05)
        #expect(abs(economics(.headline, cap: 200).completion - 0.05) <= 1e-16)
        #expect(economics(.headline, cap: 200).monthlyAccrual == 200)
    }

    @Test func withoutACapThatBindsTheTwoAgree() {
        for cap in [nil, 1_000] as [Double?] {
            #expect(abs(economics(.effective, cap: cap).completion - economics(.headline, cap: cap).completion) <= 1e-16)
        }
    }

    @Test func theLiftRaisesSpendByTheRateInUse() {
        // 10,000 (1 + 2 * 0.05) at 5 %.
        #expect(abs(economics(.headline, cap: nil, lift: 2).monthlyAccrual - 550) <= 1e-11)
        // 10,000 (1 + 2 * 0.02) at 5 %, above a cap of 200 all the same.
        #expect(economics(.effective, cap: 200, lift: 2).monthlyAccrual == 200)
        // q T l e m = 0.02 * 2 * 2 * 0.02 * 10,000
        #expect(abs(economics(.effective, cap: 200, lift: 2).extraSpend - 16) <= 1e-12)
    }

    @Test(arguments: [Programme.PercentBasis.effective, .headline], [100, nil] as [Double?])
    func whoSpendsNothingAccruesNothingButStillResponds(basis: Programme.PercentBasis, cap: Double?) {
        let idle = economics(basis, cap: cap, spend: 0, variation: 0.5, lift: 3)
        #expect(idle.effectiveRate == 0.05)
        #expect(abs(idle.completion - 0.05) <= 1e-16)
        #expect(idle.monthlyAccrual == 0 && idle.cost == 0 && idle.extraSpend == 0 && idle.accrued == 0)
    }

    @Test func aVanishingSpendLeadsToTheSameRate() {
        #expect(abs(economics(.effective, cap: 100, spend: 1e-9, variation: 0.5).effectiveRate - 0.05) <= 1e-15)
    }
}

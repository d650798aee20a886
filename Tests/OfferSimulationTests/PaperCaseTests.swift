import OfferEconomics
import OfferModel
import OfferSimulation
import Testing

/// Each step of model.md section 10 followed by hand.
@Suite struct PaperCaseTests {
    /// What each month redeemed.
    private func redeemed(_ outcome: SimulationOutcome) -> [Double] { outcome.months.map(\.redeemed) }

    private func expect(_ found: [Double], _ wanted: [Double], _ comment: Comment? = nil) {
        #expect(found.count == wanted.count && zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-9 }, comment ?? "\(found)")
    }

    @Test func pointsAreRedeemedInTheMonthsAfterTheirAccrualAndTheRestExpires() throws {
        // 100 accrued in month 1; half of the rest goes in each of months 2 and 3, at whose end 25 expire.
        let outcome = try PaperCase(monthlyRedemption: 0.5, expiry: 2).outcome()
        expect(outcome.months.map(\.accrued), [100, 0, 0])
        expect(redeemed(outcome), [0, 50, 25])
        expect(outcome.months.map(\.expired), [0, 0, 25])
        expect(outcome.months.map(\.outstanding), [100, 50, 0])
        #expect(outcome.agreement.allSatisfy { abs($0.expected - $0.simulated) < 1e-9 })
        #expect(outcome.limits.isEmpty)
    }

    @Test func theStopPaysOneOfTwoCustomersInFullAndTheOtherTheRemainder() throws {
        let outcome = try PaperCase(customers: 2, stop: 150).outcome()
        expect(outcome.months.map(\.accrued), [150, 0])
        expect(redeemed(outcome), [0, 150])
        #expect(outcome.limits.map(\.limit) == [.monthlyStop(OfferIndex(0))])
        expect(outcome.limits.map(\.saved), [50])
        #expect(outcome.worstCase.withStops == 150 && outcome.worstCase.byCaps == nil)
    }

    @Test func theStopIsPaidInAnotherOrderEveryMonth() throws {
        // One of 40 is paid each month; were the order the same, one customer's expiry would take all.
        let claims = try PaperCase(customers: 40, months: 12, stop: 100).outcome()
        expect(claims.months.map(\.accrued), Array(repeating: 100, count: 12) + [0])
        expect(claims.limits.map(\.saved), [12 * 3_900])
    }

    @Test func theProgrammeCapScalesBaseAndOffersTogether() throws {
        // Base 20 and two offers of 100 under a cap of 55: a quarter of each, 50 of the offers.
        let outcome = try PaperCase(basePercent: 2, programmeCap: 55, offerCount: 2).outcome()
        expect(outcome.months.map(\.accrued), [50, 0])
        expect(outcome.limits.map(\.saved), [150])
        #expect(outcome.limits.map(\.limit) == [.programmeCap])
    }

    @Test func theLimitOnRedemptionLetsPointsExpire() throws {
        // 100 accrued; 5 % of 1,000 may be redeemed in the only month that they live.
        let outcome = try PaperCase(expiry: 1, maxRedeemShare: 0.05).outcome()
        expect(redeemed(outcome), [0, 50])
        expect(outcome.months.map(\.expired), [0, 50])
        expect(outcome.limits.map(\.saved), [50])
        #expect(outcome.limits.map(\.limit) == [.maxRedeemShare])
        #expect(!outcome.agreement.contains { $0.quantity == .cost } && outcome.agreement.contains { $0.quantity == .accrued })
    }

    @Test func theLimitIsSharedByVintagesInProportion() throws {
        // Month 3: half of 80 and half of 100 are wanted, 45 may go: 20 and 25. Then 60 - 20 expire.
        let outcome = try PaperCase(months: 2, monthlyRedemption: 0.5, expiry: 2, maxRedeemShare: 0.045).outcome()
        let second = 55.0 + 100
        let share = 45 / second
        expect(redeemed(outcome), [0, 45, 45, 0.5 * 100 * (1 - share)])
        expect(outcome.months.map(\.expired), [0, 0, 55 * (1 - share), 0.5 * 100 * (1 - share)])
    }

    @Test func theOldestPointsFirstRedeemMore() throws {
        let vintage = try PaperCase(months: 2, monthlyRedemption: 0.5, expiry: 2).outcome()
        expect(redeemed(vintage), [0, 50, 75, 25])
        expect(vintage.months.map(\.expired), [0, 0, 25, 25])
        let fifo = try PaperCase(months: 2, monthlyRedemption: 0.5, expiry: 2, order: .fifo).outcome()
        // Month 3: 75 of 150 are wanted: the 50 that are left of month 1, then 25 of month 2.
        expect(redeemed(fifo), [0, 50, 75, 37.5])
        expect(fifo.months.map(\.expired), [0, 0, 0, 37.5])
        #expect(fifo.limits.map(\.limit) == [.oldestFirst])
        expect(fifo.limits.map(\.saved), [-12.5])
    }

    @Test func theOrderAndTheLimitOnRedemptionAreToldApart() throws {
        // Without the limit 50, 75 and 37.5 are redeemed, 12.5 more than half of 200. Under it each month takes 45, in month 3 from the
        // 55 of month 1, of which 10 expire.
        let both = try PaperCase(months: 2, monthlyRedemption: 0.5, expiry: 2, maxRedeemShare: 0.045, order: .fifo).outcome()
        expect(redeemed(both), [0, 45, 45, 45])
        expect(both.months.map(\.expired), [0, 0, 10, 55])
        #expect(both.limits.map(\.limit) == [.oldestFirst, .maxRedeemShare])
        expect(both.limits.map(\.saved), [-12.5, 27.5])
        // A limit that nobody meets is not named; points that never expire are redeemed in any order.
        let idle = try PaperCase(months: 2, monthlyRedemption: 0.5, expiry: 2, maxRedeemShare: 0.5, order: .fifo).outcome()
        expect(idle.limits.map(\.saved), [-12.5])
        let lasting = try PaperCase(months: 2, monthlyRedemption: 0.5, maxRedeemShare: 0.045, order: .fifo).outcome()
        #expect(lasting.limits.map(\.limit) == [.oldestFirst, .maxRedeemShare] && lasting.limits[0].saved == 0)
    }

    @Test(arguments: [(0.0, [200.0, 200, 200, 0]), (1.0, [200, 0, 0])])
    func fraudAccruesTheCapUntilItIsDetectedAndGoesInTheNextMonth(detection: Double, accrued: [Double]) throws {
        let everybody = FraudProfile(rate: 1, referencePercent: 10, elasticity: 1, monthlyDetection: detection)
        let outcome = try PaperCase(months: 3, cap: 200, monthlyRedemption: 0.1, fraud: everybody, expiry: 1).outcome()
        expect(outcome.months.map(\.fraud).map { $0 }, accrued + Array(repeating: 0, count: outcome.months.count - accrued.count))
        expect(Array(redeemed(outcome).dropFirst()), Array(outcome.months.map(\.fraud).dropLast()))
        #expect(outcome[.completions].mean == 0 && outcome[.expired].mean == 0)
    }

    @Test func aFraudulentAccountMeetsTheProgrammeCap() throws {
        let everybody = FraudProfile(rate: 1, referencePercent: 10, elasticity: 1, monthlyDetection: 1)
        let outcome = try PaperCase(cap: 200, basePercent: 5, fraud: everybody, programmeCap: 100).outcome()
        expect(outcome.months.map(\.accrued), [80, 0])
    }

    @Test func persistentSpendIsTheSameEveryMonth() throws {
        let same = try PaperCase(months: 4, spendVariation: 1, spendPersistence: 1).outcome().months.map(\.accrued)
        #expect(same[0] != 100 && same[0] == same[1] && same[1] == same[3])
        let other = try PaperCase(months: 4, spendVariation: 1, spendPersistence: 0.5).outcome().months.map(\.accrued)
        #expect(Set(other.prefix(4)).count == 4)
    }

    @Test func pointsThatNeverExpireAreAllRedeemedInTheEnd() throws {
        let quick = try PaperCase(monthlyRedemption: 0.4).outcome()
        #expect(abs(quick[.cost].mean - 100) < 0.005)
        #expect(quick.months.count < 40)
        // One in a thousand a month: what a century leaves is redeemed at its end.
        let slow = try PaperCase(monthlyRedemption: 0.001).outcome()
        #expect(abs(slow[.cost].mean - 100) < 1e-9)
    }

    @Test func pointsThatNobodyRedeemsStayOutstanding() throws {
        let outcome = try PaperCase(monthlyRedemption: 0).outcome()
        #expect(outcome[.cost].mean == 0 && outcome.stranded == 100)
    }
}

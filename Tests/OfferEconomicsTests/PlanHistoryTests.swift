import OfferEconomics
import OfferModel
import TestSupport
import Testing

/// A plan told month by month adds up to the plan.
@Suite struct PlanHistoryTests {
    @Test(arguments: [(0.3, 6), (0.3, nil), (1, 2), (1, nil), (0.001, nil), (0, 3), (0, nil)] as [(Double, Int?)])
    func aScheduleIsThatOfEachAge(theta: Double, expiry: Int?) {
        let redemption = Redemption(monthlyShare: theta, expiryMonths: expiry)
        let schedule = redemption.schedule(of: 250)
        #expect(schedule.count <= expiry ?? 1_200)
        #expect(abs(schedule.reduce(0, +) - 250 * redemption.redeemedShare) <= 1e-10)
        // The last one takes what is left where points never expire.
        for (place, amount) in schedule.enumerated().dropLast(expiry == nil ? 1 : 0) {
            #expect(abs(amount - 250 * redemption.share(redeemedAtAge: place + 1)) <= 1e-10)
        }
    }

    @Test(arguments: 1...150)
    func sumsAreThoseOfThePlan(seed: Int) {
        let scenario = ScenarioDraft.random(seed: seed).withoutRows.scenario()
        let evaluation = PlanEvaluation(of: scenario.randomPlan(seed: seed), in: scenario)
        let history = PlanHistory(expectedOf: evaluation, in: scenario)
        func isEqual(_ found: Double, _ wanted: Double, size: Double) -> Bool { abs(found - wanted) <= 1e-11 * max(size, abs(wanted)) }
        for offer in scenario.offers.entityIndices {
            let own = { (line: PlanEvaluation.Line) in evaluation.offer(of: line) == offer }
            func total(_ figure: (PairValuation) -> Double) -> Double {
                evaluation.total(where: own, of: { figure($0.valuation) })
            }
            let vintages = history.vintages.filter { $0.offer == offer }
            let accrued = total(\.economics.accrued)
            #expect(isEqual(vintages.reduce(0) { $0 + $1.accrued }, accrued, size: 0))
            #expect(isEqual(vintages.reduce(0) { $0 + $1.redeemed.reduce(0, +) }, total(\.economics.cost), size: accrued))
            #expect(isEqual(vintages.reduce(0) { $0 + $1.redeemable }, total(\.economics.cost), size: accrued))
            #expect(isEqual(history.fees[offer.position].reduce(0, +), total(\.economics.fee), size: 0))
            for vintage in vintages {
                let wanted = total { $0[.accruedInMonth(vintage.month)] }
                #expect(isEqual(vintage.accrued, wanted, size: 0), "month \(vintage.month)")
                let isStranding = scenario.programme.pointsExpireAfterMonths == nil
                #expect(isStranding || vintage.stranded == 0)
                let left = vintage.accrued - vintage.redeemed.reduce(0, +) - vintage.stranded
                #expect(isStranding ? abs(left) <= 1e-11 * vintage.accrued : left >= -1e-11 * vintage.accrued)
            }
        }
        for asset in scenario.assets.entityIndices {
            let isMember = !scenario.assets[asset].isExternal
            let gain = isMember ? evaluation.total { $0.valuation.gain(of: asset) } : 0
            let size = evaluation.total { abs($0.valuation.gain(of: asset)) }
            #expect(isEqual(history.gains[asset.position].reduce(0, +), gain, size: size))
        }
    }
}

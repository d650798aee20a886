import Execution
import OfferEconomics
import OfferModel
import OfferSimulation
import TestSupport
import Testing

/// The two orders of redemption are worked out in two ways: sums and the few whom the limit holds back, or every account's every vintage.
/// Where the order does not matter, they must come to the same.
@Suite struct RedemptionOrderTests {
    private static let shares = [0.002, 0.01, 0.03, 0.1]

    private func outcomes(seed: Int, limit: Double, expiry: Int?, months: [Int]?, replications: Int) throws -> [SimulationOutcome] {
        try [Programme.RedemptionOrder.vintage, .fifo].map { order in
            let (scenario, plan) = RandomPlan.make(seed: seed) { draft in
                draft.programme = Programme(
                    maxTotalPercent: nil, percentBasis: .effective, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: expiry,
                    monthlyCapPerCustomer: seed % 2 == 0 ? 200 : nil, maxRedeemShare: limit, redemptionOrder: order)
                draft.offers = draft.offers.map {
                    let offer = $0.with(monthlyStop: seed % 3 == 0 ? 5_000 : nil)
                    return months.map { offer.with(months: $0) } ?? offer
                }
            }
            return try #require(
                try Simulation(of: plan, in: scenario, seed: 5, workers: Workers(threads: 2)).run(replications: replications))
        }
    }

    private func saved(_ outcome: SimulationOutcome) -> Double {
        outcome.limits.first { $0.limit == .maxRedeemShare }?.saved ?? 0
    }

    /// Of points that were all accrued in one month none are older.
    @Test(arguments: shares)
    func pointsOfOneMonthAreRedeemedInAnyOrder(limit: Double) throws {
        var limited = 0
        for seed in 301...312 {
            let outcomes = try outcomes(seed: seed, limit: limit, expiry: seed % 6 + 1, months: [1], replications: 3)
            let (vintage, fifo) = (outcomes[0], outcomes[1])
            let slack = 1e-9 * max(1, vintage[.accrued].mean)
            for quantity in SimulationOutcome.Quantity.allCases {
                for (left, right) in zip(vintage[quantity].sorted, fifo[quantity].sorted) {
                    #expect(abs(left - right) <= slack + 1e-9 * abs(left), "\(quantity), seed \(seed)")
                }
            }
            for (left, right) in zip(vintage.budgets, fifo.budgets) { #expect(abs(left.uses.mean - right.uses.mean) <= slack) }
            for (left, right) in zip(vintage.months, fifo.months) {
                #expect(abs(left.redeemed - right.redeemed) <= slack && abs(left.expired - right.expired) <= slack)
            }
            #expect(abs(saved(vintage) - saved(fifo)) <= slack)
            if saved(vintage) > 0 { limited += 1 }
        }
        #expect(limited >= 4)
    }

    /// Of points that never expire an account has as many left in any order.
    @Test(arguments: shares)
    func pointsThatNeverExpireAreRedeemedAtTheSamePaceInAnyOrder(limit: Double) throws {
        for seed in 401...404 {
            let outcomes = try outcomes(seed: seed, limit: limit, expiry: nil, months: nil, replications: 1)
            let (vintage, fifo) = (outcomes[0], outcomes[1])
            let slack = 1e-9 * max(1, vintage[.accrued].mean)
            #expect(vintage.months.count == fifo.months.count)
            for (left, right) in zip(vintage.months, fifo.months) {
                #expect(abs(left.redeemed - right.redeemed) <= slack && abs(left.outstanding - right.outstanding) <= slack)
            }
        }
    }
}

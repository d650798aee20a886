import Foundation
import OfferEconomics
import OfferModel
import Testing

/// The three forms of the response (model.md section 3).
@Suite struct CompletionTests {
    @Test func logisticByHand() {
        let curve = CompletionCurve.logistic(intercept: -2, slope: 0.3, ceiling: 0.9, durationSlope: 0.5)
        // 0.9 / (1 + exp(-(-2 + 1.5 + 0.5 ln 4)))
        #expect(abs(curve.completion(percent: 5, months: 4) - 0.493323514310154561) <= 1e-15)
        // ln 1 = 0: one month has no duration effect.
        #expect(curve.completion(percent: 0, months: 1) == 0.9 / (1 + exp(2)))
    }

    @Test func logisticKeepsToItsLimits() {
        let steep = CompletionCurve.logistic(intercept: 0, slope: 1_000, ceiling: 0.4, durationSlope: 0)
        #expect(steep.completion(percent: 100, months: 1) == 0.4)
        let falling = CompletionCurve.logistic(intercept: -2_000, slope: 0, ceiling: 0.4, durationSlope: 0)
        #expect(falling.completion(percent: 5, months: 1) == 0)
    }

    @Test func aDurationSlopeRaisesCompletionWithMonths() {
        let curve = CompletionCurve.logistic(intercept: -2, slope: 0.3, ceiling: 1, durationSlope: 0.4)
        let byMonths = [1, 2, 3, 6, 12].map { curve.completion(percent: 5, months: $0) }
        for (shorter, longer) in zip(byMonths, byMonths.dropFirst()) { #expect(shorter < longer) }
        // Odds grow by 2 to the power of the slope when months double.
        let odds = byMonths.map { $0 / (1 - $0) }
        #expect(abs(odds[1] / odds[0] - pow(2, 0.4)) <= 1e-14)
        #expect(abs(odds[4] / odds[3] - pow(2, 0.4)) <= 1e-13)
    }

    @Test func saturatingByHand() {
        let curve = CompletionCurve.saturating(floor: 0.05, ceiling: 0.65, halfPercent: 2)
        #expect(abs(curve.completion(percent: 4, months: 1) - 0.45) <= 1e-15)
        #expect(curve.completion(percent: 0, months: 1) == 0.05)
        // Half way up at the half percent, whatever the duration.
        #expect(abs(curve.completion(percent: 2, months: 12) - 0.35) <= 1e-15)
    }

    @Test(arguments: [(-1, 0.1), (0, 0.1), (1, 0.1), (2, 0.175), (3, 0.25), (4, 0.25), (5, 0.25), (7.5, 0.55), (10, 0.85), (99, 0.85)])
    func tableByHand(percent: Double, expected: Double) {
        let points = [(1, 0.1), (3, 0.25), (5, 0.25), (10, 0.85)].map { CompletionPoint(percent: $0.0, completion: $0.1) }
        #expect(abs(CompletionCurve.table(points).completion(percent: percent, months: 3) - expected) <= 1e-15)
    }

    @Test func aTableOfOnePointIsConstant() {
        let curve = CompletionCurve.table([CompletionPoint(percent: 3, completion: 0.2)])
        #expect([0, 3, 8].map { curve.completion(percent: $0, months: 1) } == [0.2, 0.2, 0.2])
    }
}

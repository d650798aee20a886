import Foundation
import OfferLearning
import OfferModel
import TestSupport
import Testing

/// Fits by hand, and against a search that shares nothing with them.
@Suite struct ResponseFitTests {
    /// Two percents leave the logit nothing to approximate: it passes through both shares.
    @Test func twoPercentsAreMetExactly() throws {
        let arms = [Experiments.arm(percent: 2, 20, of: 100), Experiments.arm(percent: 4, 60, of: 200)]
        let fit = try ResponseCalibration(arms).responses[0].candidates.logistic.get()
        let slope = (log(0.3 / 0.7) - log(0.2 / 0.8)) / 2
        #expect(abs(fit.estimate.parameters[1] - slope) < 1e-9)
        #expect(abs(fit.estimate.parameters[0] - (log(0.25) - 2 * slope)) < 1e-9)
        // Variances of two logits, 1 / (n p (1 - p)), add up.
        let error = ((1 / 16.0 + 1 / 42.0) / 4).squareRoot()
        let found = try #require(fit.estimate.standardError(1))
        #expect(abs(found - error) < 1e-9)
    }

    @Test func durationsHaveTheirOwnSlope() throws {
        let arms = [
            Experiments.arm(percent: 2, 20, of: 100, months: 1), Experiments.arm(percent: 2, 30, of: 100, months: 3),
            Experiments.arm(percent: 4, 40, of: 100, months: 1),
        ]
        let parameters = try ResponseCalibration(arms).responses[0].candidates.logistic.get().estimate.parameters
        #expect(abs(parameters[2] - (log(3 / 7.0) - log(0.25)) / log(3)) < 1e-9)
    }

    @Test(arguments: 1...20)
    func noNearbySaturatingCurveIsMoreLikely(seed: Int) throws {
        var generator = SplitMix64(seed: seed)
        let curve = CompletionCurve.saturating(
            floor: generator.number(0.01...0.3), ceiling: generator.number(0.35...0.95), halfPercent: generator.number(0.2...20))
        let arms = Experiments.arms(curve: curve, percents: [0, 1, 3, 5, 10], customers: 150, using: &generator)
        let fit = try ResponseCalibration(arms).responses[0].candidates.saturating.get()
        func likelihood(_ floor: Double, _ ceiling: Double, _ half: Double) -> Double {
            arms.reduce(0) { sum, arm in
                let share = floor + (ceiling - floor) * arm.percent / (arm.percent + half)
                return sum + Double(arm.completed) * log(share) + Double(arm.customers - arm.completed) * log(1 - share)
            }
        }
        let found = fit.estimate.parameters
        for _ in 0..<4_000 {
            let scale = pow(10, generator.number(-5...0))
            let floor = min(1 - 1e-9, max(1e-9, found[0] + scale * generator.number(-1...1)))
            let ceiling = min(1 - 1e-9, max(1e-9, found[1] + scale * generator.number(-1...1)))
            // Within the bounds of the search.
            let half = min(max(found[2] + 5 * scale * generator.number(-1...1), log(1e-3)), log(1e3))
            #expect(likelihood(floor, ceiling, exp(half)) <= fit.logLikelihood + 1e-6)
        }
    }

    /// Counts and customer rows are the same experiment.
    @Test func splittingAnArmChangesNothing() throws {
        let arms = Experiments.published("thornton")
        let split = arms.flatMap { arm in
            [
                Experiments.arm(percent: arm.percent, arm.completed, of: arm.completed),
                Experiments.arm(percent: arm.percent, 0, of: arm.customers - arm.completed),
            ]
        }
        let whole = ResponseCalibration(arms).responses[0]
        let parts = ResponseCalibration(split.reversed()).responses[0]
        #expect(whole.estimate.parameters == parts.estimate.parameters)
        #expect(whole.organic.rate == parts.organic.rate)
    }
}

import Foundation
import OfferEconomics
import TestSupport
import Testing

/// Expected accrual under a cap (model.md section 2).
@Suite struct AccrualTests {
    struct Case: Sendable {
        let rate: Double
        let cap: Double?
        let mean: Double
        let variation: Double
        let expected: Double
    }

    /// Computed with 40 digits by mpmath, from the formula of the model.
    @Test(arguments: [
        Case(rate: 0.07, cap: 300, mean: 12_000, variation: 0.8, expected: 289.25696347834248093),
        Case(rate: 0.05, cap: 500, mean: 10_000, variation: 0.5, expected: 406.64247839654990641),
        Case(rate: 0.03, cap: 40, mean: 900, variation: 6, expected: 11.11947587090675274),
        Case(rate: 0.15, cap: 1_500, mean: 10_000, variation: 0.001, expected: 1_499.401586753934998),
        Case(rate: 0.005, cap: 10_000, mean: 2_000_000, variation: 0.3, expected: 8_833.0552171421270708),
        Case(rate: 0.01, cap: 5, mean: 0.001, variation: 3, expected: 9.9999999999999976013e-6),
        Case(rate: 0.07, cap: 1e-12, mean: 50, variation: 2.5, expected: 9.9999999999999997989e-13),
        Case(rate: 0.1, cap: 1e-6, mean: 10_000, variation: 1, expected: 1e-6),
        Case(rate: 0.1, cap: 1e9, mean: 10_000, variation: 1, expected: 1_000),
        Case(rate: 0.2, cap: 1, mean: 1e6, variation: 0.05, expected: 1),
    ])
    func itIsTheClosedForm(_ wanted: Case) {
        let found = Accrual.expected(rate: wanted.rate, cap: wanted.cap, meanSpend: wanted.mean, variation: wanted.variation)
        // Some ten roundings of sizes near one.
        #expect(abs(found - wanted.expected) <= 2e-14 * wanted.expected)
    }

    /// Rates, caps, spends and variations over many orders of magnitude, drawn at random.
    @Test(arguments: 1...400)
    func itIsTheIntegralOverLognormalSpend(seed: Int) {
        var generator = SplitMix64(seed: seed)
        let rate = generator.number(0.0005...0.5)
        let mean = exp(generator.number(-3...16))
        let variation = generator.onceIn(4) ? generator.number(2...8) : generator.number(0.02...2)
        // From a cap that nearly everybody meets to one that nearly nobody does.
        let cap = rate * mean * exp(generator.number(-12...12))
        let found = Accrual.expected(rate: rate, cap: cap, meanSpend: mean, variation: variation)
        let integral = Self.integral(rate: rate, cap: cap, mean: mean, variation: variation)
        // The quadrature is exact to about 1e-13.
        #expect(abs(found - integral) <= 1e-12 * integral, "rate \(rate), cap \(cap), mean \(mean), variation \(variation)")
    }

    /// E[min(r S, C)] with ln S = mu + sigma z, by Gauss-Legendre panels that meet at the kink.
    private static func integral(rate: Double, cap: Double, mean: Double, variation: Double) -> Double {
        let sigma = log(1 + variation * variation).squareRoot()
        let mu = log(mean) - sigma * sigma / 2
        let kink = (log(cap / rate) - mu) / sigma
        let density = { (z: Double) in exp(-z * z / 2) / (2 * Double.pi).squareRoot() }
        var below = 0.0
        var above = 0.0
        // Below the kink the integrand peaks at z = sigma, above it at 0; 40 standard deviations further nothing is left.
        below = panels(from: min(-40, kink - 40), to: min(kink, sigma + 40)) { rate * exp(mu + sigma * $0) * density($0) }
        above = panels(from: max(kink, -40), to: max(40, kink + 40)) { cap * density($0) }
        return below + above
    }

    private static func panels(from start: Double, to end: Double, _ function: (Double) -> Double) -> Double {
        guard end > start else { return 0 }
        let nodes = [0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363]
        let weights = [0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763]
        let count = Int(((end - start) / 0.25).rounded(.up))
        let half = (end - start) / Double(count) / 2
        var sum = 0.0
        for panel in 0..<count {
            let middle = start + Double(2 * panel + 1) * half
            for (node, weight) in zip(nodes, weights) {
                sum += weight * half * (function(middle - node * half) + function(middle + node * half))
            }
        }
        return sum
    }

    @Test func withoutVariationItIsTheSmallerOfShareAndCap() {
        #expect(Accrual.expected(rate: 0.05, cap: 300, meanSpend: 4_000, variation: 0) == 200)
        #expect(Accrual.expected(rate: 0.05, cap: 150, meanSpend: 4_000, variation: 0) == 150)
    }

    /// A variation too small to square is as good as none, at the kink too.
    @Test(arguments: [1e-9, 1e-160, 1e-170, 1e-300])
    func withNextToNoVariationItIsTheSmallerOfShareAndCap(variation: Double) {
        for cap in [100.0, 200, 300] {
            let found = Accrual.expected(rate: 0.05, cap: cap, meanSpend: 4_000, variation: variation)
            // At the kink the loss is 0.4 of a standard deviation.
            #expect(abs(found - min(200, cap)) <= 1e-6, "cap \(cap)")
        }
    }

    @Test func nothingEarnsNothing() {
        #expect(Accrual.expected(rate: 0, cap: 100, meanSpend: 1_000, variation: 1) == 0)
        #expect(Accrual.expected(rate: 0.1, cap: 100, meanSpend: 0, variation: 1) == 0)
        #expect(Accrual.expected(rate: 0.1, cap: 0, meanSpend: 1_000, variation: 1) == 0)
        #expect(Accrual.expected(rate: 0.1, cap: nil, meanSpend: 0, variation: 1) == 0)
    }

    @Test(arguments: [0, 0.3, 2])
    func withoutACapItIsTheShareOfTheMean(variation: Double) {
        #expect(Accrual.expected(rate: 0.07, cap: nil, meanSpend: 3_000, variation: variation) == 0.07 * 3_000)
    }

    @Test(arguments: [0, 0.1, 0.7, 3])
    func itRisesWithRateCapAndSpendAndNeverPassesItsBounds(variation: Double) {
        let steps = (0...60).map { exp(Double($0) / 5 - 6) }
        let accrual = { (rate: Double, cap: Double, mean: Double) in
            Accrual.expected(rate: rate, cap: cap, meanSpend: mean, variation: variation)
        }
        let curves: [[Double]] = [
            steps.map { accrual(min(1, 0.05 * $0), 300, 8_000) }, steps.map { accrual(0.05, 300 * $0, 8_000) },
            steps.map { accrual(0.05, 300, 8_000 * $0) },
        ]
        for curve in curves {
            // Flat stretches may lose a unit in the last place.
            for (left, right) in zip(curve, curve.dropFirst()) { #expect(right >= left * (1 - 1e-15)) }
        }
        for (step, value) in zip(steps, curves[1]) { #expect(value <= min(400, 300 * step) * (1 + 1e-15)) }
    }

    /// More spread spend meets the cap more often.
    @Test func itFallsWithVariation() {
        let curve = [0, 0.1, 0.3, 0.8, 1.5, 4, 10].map {
            Accrual.expected(rate: 0.05, cap: 300, meanSpend: 5_000, variation: $0)
        }
        for (left, right) in zip(curve, curve.dropFirst()) { #expect(right < left) }
    }
}

import Foundation
import OfferLearning
import OfferModel
import TestSupport
import Testing

/// Curves that the counts push against a bound, as they often do where no percent of 0 was tried: their errors allow for that, and what
/// is drawn out of many of them is no surer than it may be.
@Suite struct BoundedCurveTests {
    private struct Truth {
        let floor: Double
        let ceiling: Double
        let half: Double

        var curve: CompletionCurve { .saturating(floor: floor, ceiling: ceiling, halfPercent: half) }
        var parameters: [Double] { [floor, ceiling, half] }
    }

    struct Design: Sendable, CustomTestStringConvertible {
        let percents: [Double]
        let customers: Int
        /// Whether curves on a bound are common in it.
        let isOftenBound: Bool

        var testDescription: String { "\(percents), \(customers) each" }
    }

    private static let segments = 200

    /// How many of so many 95 % intervals hold the truth, by parameter; in all, and of curves on a bound.
    private static func held(_ design: Design, seed: Int) throws -> (all: [Int], bound: [Int], boundCount: Int, unknown: Int) {
        var generator = SplitMix64(seed: seed)
        var (all, bound, boundCount, unknown) = ([0, 0, 0], [0, 0, 0], 0, 0)
        for _ in 0..<segments {
            let truth = Truth(
                floor: generator.number(0...0.12), ceiling: generator.number(0.3...0.9), half: exp(generator.number(0...log(6))))
            let arms = Experiments.arms(
                curve: truth.curve, percents: design.percents, customers: design.customers, using: &generator)
            let estimate = try ResponseCalibration(arms).responses[0].candidates.saturating.get().estimate
            let found = [estimate.parameters[0], estimate.parameters[1], exp(estimate.parameters[2])]
            let isBound = found[0] == 0 || found[1] == 1 || !estimate.isFree[2]
            boundCount += isBound ? 1 : 0
            for place in 0..<3 {
                let error = estimate.standardError(place)
                unknown += error == nil ? 1 : 0
                guard abs(found[place] - truth.parameters[place]) <= 1.959964 * (error ?? .infinity) else { continue }
                all[place] += 1
                bound[place] += isBound ? 1 : 0
            }
        }
        return (all, bound, boundCount, unknown)
    }

    @Test(arguments: [
        Design(percents: [1, 2, 4, 7, 10], customers: 300, isOftenBound: true),
        Design(percents: [1, 2, 4, 7, 10], customers: 1_500, isOftenBound: true),
        Design(percents: [2, 5, 10], customers: 1_500, isOftenBound: true),
        Design(percents: [0, 5, 10], customers: 300, isOftenBound: false),
    ])
    func intervalsHoldTheTruthOnABound(design: Design) throws {
        let held = try Self.held(design, seed: 7)
        for place in 0..<3 {
            let coverage = Double(held.all[place]) / Double(Self.segments)
            // 200 of 95 % have a standard deviation of 1.5 %.
            #expect((0.92...0.995).contains(coverage), "parameter \(place): \(coverage)")
            guard design.isOftenBound else { continue }
            #expect(Double(held.bound[place]) >= 0.88 * Double(held.boundCount), "parameter \(place): \(held)")
        }
        if design.isOftenBound { #expect(held.boundCount > 20) }
        #expect(held.unknown < Self.segments / 8, "\(held)")
    }

    /// Macro-segments of eight segments, no percent of 0: the macro-segment's curve lies within its error of the middle of its segments'.
    @Test func macroSegmentsAreNoSurerThanTheyMayBe() throws {
        var generator = SplitMix64(seed: 3)
        var distances: [[Double]] = []
        var (heldSegments, countedSegments) = ([0, 0, 0], 0)
        for number in 0..<40 {
            let middle = Truth(floor: generator.number(0...0.08), ceiling: generator.number(0.4...0.8), half: generator.number(1.5...5))
            var arms: [ExperimentArm] = []
            var truths: [String: Truth] = [:]
            for segment in 0..<8 {
                let truth = Truth(
                    floor: max(0, middle.floor + generator.number(-0.02...0.02)), ceiling: middle.ceiling + generator.number(-0.08...0.08),
                    half: middle.half * exp(generator.number(-0.4...0.4)))
                truths["s\(segment)"] = truth
                arms += Experiments.arms(
                    segment: "s\(segment)", curve: truth.curve, percents: [1, 2, 4, 7, 10], customers: number % 2 == 0 ? 200 : 800,
                    using: &generator)
            }
            let mean = (0..<3).map { place in
                truths.values.map { place == 2 ? log($0.half) : $0.parameters[place] }.reduce(0, +) / 8
            }
            for response in ResponseCalibration(arms, macros: truths.mapValues { _ in "all" }).responses {
                let estimate = response.estimate
                guard estimate.form == .saturating else { continue }
                if response.source == .macro {
                    let half = mean[2]
                    let truth = [mean[0], mean[1], exp(half)]
                    let found = [estimate.parameters[0], estimate.parameters[1], exp(estimate.parameters[2])]
                    distances.append((0..<3).map { (found[$0] - truth[$0]) / (estimate.standardError($0) ?? .infinity) })
                } else if let truth = truths[response.segment] {
                    let found = [estimate.parameters[0], estimate.parameters[1], exp(estimate.parameters[2])]
                    countedSegments += 1
                    for place in 0..<3
                    where abs(found[place] - truth.parameters[place]) <= 1.959964 * (estimate.standardError(place) ?? .infinity) {
                        heldSegments[place] += 1
                    }
                }
            }
        }
        #expect(distances.count > 30)
        for place in 0..<3 {
            #expect(distances.allSatisfy { abs($0[place]) <= 3 }, "parameter \(place): \(distances.map { abs($0[place]) }.max() ?? 0)")
            let coverage = Double(heldSegments[place]) / Double(countedSegments)
            #expect(coverage > 0.9, "parameter \(place): \(coverage)")
        }
    }
}

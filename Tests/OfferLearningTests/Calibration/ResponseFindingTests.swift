import OfferLearning
import OfferModel
import Testing

/// What is said in words about an experiment that does not carry a curve.
@Suite struct ResponseFindingTests {
    private func codes(_ arms: [ExperimentArm], macros: [String: String] = [:]) -> Set<String> {
        Set(ResponseCalibration(arms, macros: macros).findings.map(\.code))
    }

    @Test func onePercentIsNoVariation() {
        let arms = [Experiments.arm(percent: 5, 30, of: 100), Experiments.arm(percent: 0, 5, of: 100, isShown: false)]
        #expect(ResponseCalibration(arms).responses.isEmpty)
        #expect(codes(arms).contains("no-variation"))
    }

    @Test func aCleanCutIsSeparation() {
        let arms = [Experiments.arm(percent: 1, 0, of: 50), Experiments.arm(percent: 5, 50, of: 50)]
        #expect(codes(arms).contains("separation"))
        #expect(ResponseCalibration(arms).responses.isEmpty)
    }

    @Test func nobodyCompletingIsSeparation() {
        let arms = [1.0, 2, 5].map { Experiments.arm(percent: $0, 0, of: 50) }
        #expect(codes(arms).isSuperset(of: ["separation", "too-few"]))
    }

    @Test func aFallingCurveIsNotMonotone() {
        let arms = [
            Experiments.arm(percent: 1, 60, of: 100), Experiments.arm(percent: 5, 40, of: 100), Experiments.arm(percent: 9, 20, of: 100),
        ]
        #expect(codes(arms).contains("not-monotone"))
    }

    @Test func aFallOnTheWayUpIsNotMonotone() throws {
        let arms = [
            Experiments.arm(percent: 1, 100, of: 1000), Experiments.arm(percent: 3, 300, of: 1000),
            Experiments.arm(percent: 5, 200, of: 1000), Experiments.arm(percent: 9, 400, of: 1000),
        ]
        let finding = try #require(ResponseCalibration(arms).findings.first { $0.code == "not-monotone" })
        #expect(
            finding.message.hasPrefix("completion falls from 30.00 % at 3 % to 20.00 % at 5 % (p < 0.0001)"), "\(finding.message)")
    }

    @Test func withoutAControlGroupOrganicIsReadOffTheCurve() throws {
        let arms = [Experiments.arm(percent: 2, 20, of: 100), Experiments.arm(percent: 4, 60, of: 200)]
        #expect(codes(arms).contains("no-control-group"))
        let response = try #require(ResponseCalibration(arms).responses.first)
        #expect(response.organic.source == .curve)
        #expect(response.organic.rate == response.curve.completion(percent: 0, months: 1))
    }

    @Test func anOfferAtZeroPercentIsNoControlGroup() throws {
        let arms = [0.0, 2, 4].map { Experiments.arm(percent: $0, 20 + Int(10 * $0), of: 100) }
        let organic = try #require(ResponseCalibration(arms).responses.first).organic
        #expect(organic.rate == 0.2 && organic.source == .zeroPercent)
        let two = arms + arms.map { Experiments.arm("other", percent: $0.percent, $0.completed, of: 100) }
        let drawn = ResponseCalibration(two, macros: ["all": "m", "other": "m"]).responses
        #expect(drawn.map(\.organic.source) == [.zeroPercent, .shrunkZeroPercent, .shrunkZeroPercent])
    }

    @Test func aFloorAtItsBoundIsSaid() throws {
        let counts = [1.0: 130, 2: 235, 4: 345, 8: 440]
        let arms = counts.map { Experiments.arm(percent: $0.key, $0.value, of: 1_000) }
        let calibration = ResponseCalibration(arms)
        let finding = try #require(calibration.findings.first { $0.code == "at-bound" })
        #expect(finding.message.hasPrefix("the floor is at its bound 0") && finding.help.hasPrefix("try a percent of 0"))
        let errors = try (0..<3).map { try #require(calibration.responses[0].estimate.standardError($0)) }
        #expect(errors.allSatisfy { $0 > 0 })
    }

    @Test func aControlGroupIsTheOrganicRate() throws {
        let arms = [
            Experiments.arm(percent: 0, 7, of: 100, isShown: false), Experiments.arm(percent: 2, 20, of: 100),
            Experiments.arm(percent: 4, 60, of: 200),
        ]
        let organic = try #require(ResponseCalibration(arms).responses.first).organic
        #expect(organic.rate == 0.07)
        #expect(organic.source == .control)
        // Those who were not shown the offer say nothing about the curve.
        #expect(ResponseCalibration(arms).responses[0].arms.count == 2)
    }

    @Test func noEffectIsSaid() {
        let arms = [0.0, 2, 5].map { Experiments.arm(percent: $0, 20, of: 200) }
        #expect(codes(arms).contains("no-effect"))
    }

    @Test func aSegmentWithoutACurveGetsThatOfItsMacroSegment() throws {
        var arms = [Experiments.arm("thin", percent: 5, 3, of: 10)]
        for segment in ["a", "b", "c"] {
            arms += [1.0, 3, 5, 9].map { Experiments.arm(segment, percent: $0, 100 + Int(20 * $0), of: 1000) }
        }
        let macros = Dictionary(uniqueKeysWithValues: ["thin", "a", "b", "c"].map { ($0, "towns") })
        let calibration = ResponseCalibration(arms, macros: macros)
        #expect(calibration.findings.contains { $0.code == "no-variation" && $0.segment == "thin" })
        let thin = try #require(calibration.responses.first { $0.segment == "thin" })
        let macro = try #require(calibration.responses.first { $0.segment == "macro:towns" })
        #expect(thin.source == .shrunk)
        #expect(thin.shrinkage > 0.9)
        let difference = thin.curve.completion(percent: 5, months: 1) - macro.curve.completion(percent: 5, months: 1)
        #expect(abs(difference) < 0.01)
    }

    @Test func fewerCompletingWithAPercentIsSaid() {
        let arms = [
            Experiments.arm(percent: 0, 600, of: 1000), Experiments.arm(percent: 1, 300, of: 1000),
            Experiments.arm(percent: 5, 280, of: 1000),
        ]
        #expect(codes(arms).isSuperset(of: ["falls-with-offer", "not-monotone"]))
        #expect(!codes(arms).contains("no-effect"))
    }

    @Test func oneArmIsToldBesideItsControlGroup() throws {
        let arms = [Experiments.arm(percent: 0, 50, of: 500, isShown: false), Experiments.arm(percent: 5, 100, of: 500)]
        let calibration = ResponseCalibration(arms)
        let finding = try #require(calibration.findings.first { $0.code == "no-variation" })
        #expect(finding.message.hasSuffix("(20.00 % at 5 %, 10.00 % without the offer)"), "\(finding.message)")
        #expect(calibration.organic.map(\.rate.rate) == [0.1])
    }

    @Test func countsOfAnySizeAreFitted() throws {
        let arms = [(1.0, 300), (5, 500), (10, 600)].map { Experiments.arm(percent: $0.0, $0.1 * 1_000_000_000, of: 1_000_000_000_000) }
        guard case .saturating(let floor, let ceiling, let half) = try #require(ResponseCalibration(arms).responses.first).curve else {
            Issue.record("not saturating")
            return
        }
        #expect(abs(floor - 0.2) < 1e-5 && abs(ceiling - 0.8) < 1e-5 && abs(half - 5) < 1e-3)
    }

    /// One curve for all segments is wrong for all of them at once.
    @Test func theErrorOfACurveForAllIsTheOffers() throws {
        let counts = [Experiments.arm("*", percent: 1, 100, of: 1000), Experiments.arm("*", percent: 5, 200, of: 1000)]
        let forAll = try #require(ResponseCalibration(counts).uncertainty)
        #expect(forAll.segment == 0 && forAll.offer > 0)
        let own = [Experiments.arm("a", percent: 1, 100, of: 1000), Experiments.arm("a", percent: 5, 200, of: 1000)]
        let alone = try #require(ResponseCalibration(own).uncertainty)
        #expect(alone.offer == 0 && alone.segment == forAll.offer)
    }
}

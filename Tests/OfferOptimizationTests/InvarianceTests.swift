import Execution
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// The identities of model.md section 16 that speak of the optimum.
@Suite struct InvarianceTests {
    /// Optima of equal problems differ by rounding and by the relative gap of 1e-9 that a proof leaves.
    private let tolerance = 3e-9

    private func objective(_ draft: ScenarioDraft, at granularity: Scenario.Granularity = .segment) throws -> Double? {
        try OptimizationProblem(draft).optimum(at: granularity)?.certificate.objective
    }

    private func expectEqual(_ left: Double?, _ right: Double?, _ comment: Comment) {
        guard let left, let right else {
            #expect(left == nil && right == nil, comment)
            return
        }
        #expect(agree(left, right, within: tolerance), "\(comment.rawValue): \(left), \(right)")
    }

    @Test(arguments: RandomCases.seeds)
    func finerGranularityNeverLowersTheOptimum(seed: Int) throws {
        let draft = try ScenarioDraft.settled(seed: seed)
        let objectives = try Scenario.Granularity.allCases.map { try objective(draft, at: $0) ?? -.infinity }
        for (finer, coarser) in zip(objectives, objectives.dropFirst()) {
            #expect(finer >= coarser - tolerance * max(1, abs(coarser)))
        }
    }

    @Test(arguments: RandomCases.seeds)
    func moreBudgetNeverLowersTheOptimum(seed: Int) throws {
        let draft = try ScenarioDraft.settled(seed: seed)
        let objectives = try [0.5, 1, 1.2, 3].map { try objective(draft.withCeilings(times: $0)) ?? -.infinity }
        for (less, more) in zip(objectives, objectives.dropFirst()) {
            #expect(more >= less - tolerance * max(1, abs(less)) || less == -.infinity)
        }
    }

    @Test(arguments: RandomCases.seeds)
    func equivalentScenariosHaveEqualOptima(seed: Int) throws {
        let draft = try ScenarioDraft.settled(seed: seed)
        var generator = SplitMix64(seed: seed)
        let renamed = draft.withRenamedSegments(using: &generator)
        for granularity in Scenario.Granularity.allCases {
            let plain = try objective(draft, at: granularity)
            expectEqual(plain, try objective(draft.withHalvedSegments, at: granularity), "halved, \(granularity)")
            expectEqual(plain, try objective(renamed, at: granularity), "renamed, \(granularity)")
            for factor in [1_000, 0.01] {
                let scaled = try objective(draft.withMoney(times: factor), at: granularity)
                expectEqual(plain, scaled.map { $0 / factor }, "money times \(factor), \(granularity)")
            }
        }
    }

    @Test(arguments: Array(stride(from: 1, through: RandomCases.seeds.count, by: 4)))
    func twoThreadsGiveTheBitsOfOne(seed: Int) throws {
        // Enough segments that the passes have several ranges to share out.
        let draft = try ScenarioDraft.settled(seed: seed)
        var large = draft
        var generator = SplitMix64(seed: seed)
        large.segments = (0..<(300 / draft.segments.count)).flatMap { copy in
            draft.segments.map { segment in
                var other = segment
                other.id += "-\(copy)"
                other.customers *= generator.number(0.005...0.01)
                return other
            }
        }
        for granularity in [Scenario.Granularity.segment, .programme] {
            let answers = try [1, 2].map { try OptimizationProblem(large, threads: $0).optimum(at: granularity, explaining: true) }
            guard let one = answers[0], let two = answers[1] else {
                #expect(answers[0] == nil && answers[1] == nil)
                continue
            }
            #expect(one.certificate == two.certificate && one.prices == two.prices && one.priceRanges == two.priceRanges)
            #expect(one.plan.bundles.count == two.plan.bundles.count)
            for (left, right) in zip(one.plan.bundles, two.plan.bundles) {
                #expect(left.segment == right.segment && left.variants == right.variants && left.share == right.share)
            }
        }
    }
}

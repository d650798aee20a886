import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Enough groups that they are not solved at once: blocks, compaction and the exact rest must give the optimum of the whole.
@Suite struct ManyGroupsTests {
    @Test(arguments: 1...max(24, RandomCases.seeds.count / 16))
    func manySegmentsAgreeWithTheProgrammeOverAllBundles(seed: Int) throws {
        let problem = OptimizationProblem(try .populous(seed: seed, segments: 700), threads: 2)
        let program = try #require(try problem.bundleProgram(at: .segment, limit: 150_000))
        let reference = try ScaledSolver.solve(program)
        guard let found = try problem.optimum(at: .segment, explaining: true) else {
            #expect(reference == nil)
            return
        }
        let expected = try #require(reference, "infeasible against \(found.certificate)")
        #expect(agree(found.certificate.objective, expected.objective, within: 1e-7))
        let tight = problem.rows.filter { row in
            let use = row.use(by: found.evaluation, in: problem.scenario)
            return abs(row.slack(at: use.used)) <= 1e-6 * max(1, abs(row.limit), use.absolute)
        }
        #expect(found.splitGroups <= tight.count)
    }
}

extension ScenarioDraft {
    /// A settled random scenario whose segments are repeated with random sizes, spends and base percents.
    static func populous(seed: Int, segments count: Int) throws -> ScenarioDraft {
        let draft = try ScenarioDraft.settled(seed: seed)
        var generator = SplitMix64(seed: seed)
        var large = draft
        large.segments = (0..<count).map { position in
            var segment = draft.segments[position % draft.segments.count]
            segment.id = "s\(10_000 + position)"
            segment.customers *= Double(draft.segments.count) / Double(count) * generator.number(0.2...1.8)
            // Bundles of three and four would be too many to list for so many segments.
            segment.contacts = min(segment.contacts ?? 2, 2)
            segment.monthlySpend *= generator.number(0.3...2)
            segment.fraudMultiplier *= generator.number(0.5...1.5)
            return segment
        }
        return large
    }
}

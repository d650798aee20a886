import Execution
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Where several plans are equally good, the same one is chosen on every run.
@Suite struct TieTests {
    /// Every segment twice under other names, every offer twice: each optimum has many equals.
    private static func tied(seed: Int) throws -> ScenarioDraft {
        var draft = try ScenarioDraft.settled(seed: seed).withHalvedSegments
        let last = draft.offers[draft.offers.count - 1]
        draft.offers.append(
            Offer(
                id: "twin-of-last", sponsor: last.sponsor, percents: last.percents, monthlyCaps: last.monthlyCaps, months: last.months,
                startMonth: last.startMonth, acquisitionFee: last.acquisitionFee, requires: last.requires, fraud: last.fraud))
        for position in draft.segments.indices {
            draft.segments[position].responses.append(draft.segments[position].responses[draft.offers.count - 2])
            draft.segments[position].values.append(draft.segments[position].values[draft.offers.count - 2])
        }
        return draft
    }

    @Test(arguments: Array(stride(from: 1, through: 120, by: 3)))
    func neitherThreadsNorTheOrderOfSegmentsDecideThem(seed: Int) throws {
        let draft = try Self.tied(seed: seed)
        var generator = SplitMix64(seed: seed)
        let current = draft.scenario().randomCurrentPlan(seed: seed)
        for limit in [nil, 0.2] as [Double?] {
            let plans = try [1, 4, 1].map { threads in
                var shuffled = draft
                shuffled.segments.shuffle(using: &generator)
                let scenario = shuffled.scenario().with(currentPlan: current, maxChangedShare: limit)
                return try OptimizationProblem(scenario, workers: Workers(threads: threads)).optimum(at: .segment)?.plan
            }
            for plan in plans.dropFirst() {
                #expect(plan?.bundles.map(\.segment) == plans[0]?.bundles.map(\.segment))
                #expect(plan?.bundles.map(\.variants) == plans[0]?.bundles.map(\.variants))
                #expect(plan?.bundles.map(\.share) == plans[0]?.bundles.map(\.share))
            }
        }
    }
}

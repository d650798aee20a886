import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Rows whose limit is zero and whose largest use is a bundle that nobody would be shown.
@Suite struct RowScaleTests {
    /// One offer must be completed 20 times at a loss, which a return floor forbids; the other offer would lose up to 1e12 a completion.
    @Test(arguments: [1e6, 1e9, 1e12])
    func aBreachedReturnFloorIsNoRounding(loss: Double) throws {
        let offers = (0..<2).map { position in
            Offer(
                id: "offer\(position)", sponsor: AssetIndex(0), percents: [Percent(basisPoints: 100)], monthlyCaps: [300], months: [1],
                startMonth: 1, acquisitionFee: 0, requires: [], fraud: nil)
        }
        let response = Response(organic: 0.01, curve: .table([CompletionPoint(percent: 1, completion: 0.03)]))
        var draft = ScenarioDraft(
            assets: [
                Asset(id: "grocery", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)
            ],
            offers: offers,
            segments: [
                SegmentDraft(
                    id: "s", customers: 2_000, monthlySpend: 9_000, contacts: 1, responses: [response, response],
                    values: [[ValueStep(now: 0, ifCompleted: 60)], [ValueStep(now: loss, ifCompleted: 0)]])
            ])
        draft.reach = [ReachTarget(id: "r", completions: 20, basis: .incremental, sponsor: nil, offer: OfferIndex(0))]
        draft.returns = [ReturnFloor(id: "r", ratio: 1.05, sponsor: nil, offer: nil)]
        guard case .infeasible(let story?) = try Optimizer(OptimizationProblem(draft)).optimize(at: .segment) else {
            Issue.record("not told to be infeasible")
            return
        }
        #expect(story.clashing == ["reach:r", "return:r"])
    }
}

import OfferEconomics
import OfferModel
import TestSupport
import Testing

/// The ladder of offers on paper. 1,000 a month without variation, all points redeemed: at r % a completer costs 10 r.
@Suite struct OfferLadderTests {
    private static let shop = Asset(id: "shop", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)
    private static let partner = Asset(id: "partner", isExternal: true, earnShare: 0, margin: 0, redeemShare: 0, profitFloor: nil)

    private static func offer(
        _ id: String, _ percents: [Double], requires: Set<OfferIndex> = [], sponsor: Int = 0, fee: Double = 0, leadsTo: Int? = nil
    ) -> Offer {
        Offer(
            id: id, sponsor: AssetIndex(sponsor), percents: percents.map { Percent(basisPoints: Int($0 * 100)) }, monthlyCaps: [nil],
            months: [1], startMonth: 1, acquisitionFee: fee, requires: requires, fraud: nil, leadsTo: leadsTo.map { LevelIndex($0) })
    }

    private static func response(_ points: [(Double, Double)]) -> Response {
        Response(organic: 0, curve: .table(points.map { CompletionPoint(percent: $0.0, completion: $0.1) }))
    }

    private static func step(_ change: Double) -> [ValueStep] {
        [ValueStep(now: 0, ifCompleted: change), ValueStep(now: 0, ifCompleted: 0)]
    }

    /// `first` at 5 or 10 % is completed by a fifth or two fifths; `second`, which stands before it, by half of those; `third` by a tenth of
    /// those. `tickets` is a partner's who pays 30, `never` has no response, `past` was completed before.
    private static func draft() -> ScenarioDraft {
        let offers = [
            offer("second", [20], requires: [OfferIndex(1)], leadsTo: 2), offer("first", [5, 10], leadsTo: 1),
            offer("third", [70], requires: [OfferIndex(0), OfferIndex(1)]), offer("tickets", [2], sponsor: 1, fee: 30), offer("never", [3]),
            offer("past", [9]),
        ]
        var segment = SegmentDraft(
            id: "all", basePercent: 5,
            responses: [
                response([(20, 0.5)]), response([(5, 0.2), (10, 0.4)]), response([(70, 0.1)]), response([(2, 0.1)]), nil,
                response([(9, 0.5)]),
            ],
            values: [step(300), step(500), step(1_000), step(0), step(0), step(0)])
        segment.completed = [OfferIndex(5)]
        return ScenarioDraft(assets: [shop, partner], offers: offers, segments: [segment])
    }

    private static func ladder(_ draft: ScenarioDraft = OfferLadderTests.draft(), plan: Plan? = nil) -> OfferLadder {
        OfferLadder.all(in: draft.scenario(), plan: plan)[0]
    }

    @Test func rungsStandAboveThoseTheyRequire() {
        let ladder = Self.ladder()
        #expect(ladder.rungs.map(\.offer.position) == [1, 0, 2, 3, 4, 5])
        #expect(ladder.rungs.map(\.status) == [.open, .later, .later, .open, .closed, .done])
    }

    @Test func percentsAddUpBeyondAHundred() {
        let ladder = Self.ladder()
        #expect(ladder.rungs.map(\.totalPercent) == [15, 35, 105, 107, 107, 107])
        #expect(ladder.fullPercent == 107)
        #expect(ladder.place(above: 100).map { ladder.rungs[$0].offer } == OfferIndex(2))
        #expect(ladder.place(above: 35).map { ladder.rungs[$0].offer } == OfferIndex(2))
        #expect(ladder.place(above: 34.99).map { ladder.rungs[$0].offer } == OfferIndex(0))
        #expect(ladder.place(above: 107) == nil)
    }

    /// Value 0.4 x 500, 0.5 x 300, 0.1 x 1,000; cost 0.4 x 100, 0.5 x 200, 0.1 x 700 and, for the partner, 0.1 x 20 against a fee of 3.
    @Test func eachRungHasItsOwnValueAndCost() {
        let promises = Self.ladder().rungs.compactMap(\.promise)
        for (promise, wanted) in zip(promises, [(0.4, 200.0, 40.0, 160.0), (0.5, 150, 100, 50), (0.1, 100, 70, 30), (0.1, 0, 2, 1)]) {
            #expect(abs(promise.completion - wanted.0) < 1e-12 && abs(promise.value - wanted.1) < 1e-9)
            #expect(abs(promise.cost - wanted.2) < 1e-9 && abs(promise.netValue - wanted.3) < 1e-9)
        }
    }

    @Test func upperRungsCountAsOftenAsTheyAreReached() {
        let ladder = Self.ladder()
        for (promise, reached) in zip(ladder.rungs.compactMap(\.promise), [1, 0.4, 0.2, 1]) {
            #expect(abs(promise.reached - reached) < 1e-12)
        }
        #expect(abs(ladder.expected { $0.value } - (200 + 0.4 * 150 + 0.2 * 100)) < 1e-9)
        #expect(abs(ladder.expected { $0.cost } - (40 + 0.4 * 100 + 0.2 * 70 + 2)) < 1e-9)
    }

    /// The plan shows 5 % to most and 10 % to few.
    @Test func aRungThatThePlanShowsIsWhatItShows() throws {
        let scenario = Self.draft().scenario()
        let range = scenario.variantRanges[1]
        let plan = Plan(bundles: [
            PlannedBundle(segment: SegmentIndex(0), number: 1, variants: [VariantIndex(range.lowerBound)], share: 0.6),
            PlannedBundle(segment: SegmentIndex(0), number: 2, variants: [VariantIndex(range.lowerBound + 1)], share: 0.3),
        ])
        let ladder = Self.ladder(plan: plan)
        let promise = try #require(ladder.rungs[0].promise)
        #expect(ladder.rungs[0].status == .shown && promise.share == 0.6)
        #expect(abs(promise.completion - 0.2) < 1e-12 && ladder.rungs[0].totalPercent == 10)
        #expect(abs(ladder.rungs[1].promise!.reached - 0.2) < 1e-12)
    }

    /// Without `first`, nobody ever gets to what requires it.
    @Test func aClosedRungClosesThoseAboveIt() {
        var draft = Self.draft()
        draft.segments[0].excluded = [OfferIndex(1)]
        let ladder = Self.ladder(draft)
        #expect(ladder.rungs.map(\.status) == [.closed, .closed, .closed, .open, .closed, .done])
        #expect(ladder.fullPercent == 7)
    }

    /// Levels are worth 0, 100 and 180: a second step from the level of the first brings 80, where the pair by itself says 180.
    @Test func anUpperRungIsValuedFromTheLevelOfTheOneBelow() throws {
        var draft = Self.draft()
        draft.segments[0].level = LevelIndex(0)
        draft.segments[0].values[0] = Self.step(180)
        draft.segments[0].values[1] = Self.step(100)
        let before = draft.scenario()
        let chain = Ladder.Chain(transitions: 0, margins: 0)
        var filledIn = SegmentOfferGrid<Bool>(repeating: false, segmentCount: 1, offerCount: 6)
        for offer in 0..<2 { filledIn[SegmentIndex(0), OfferIndex(offer)] = true }
        let scenario = before.with(
            values: before.values, levelValues: LevelValues([chain: [[0, 0], [100, 0], [180, 0]]], chains: [chain], filledIn: filledIn),
            valueErrors: ValueErrors(deviations: Array(repeating: 0, count: 6), offerCount: 6, sources: [0]))
        let promises = OfferLadder.all(in: scenario, plan: nil)[0].rungs.compactMap(\.promise)
        #expect(abs(promises[0].value - 0.4 * 100) < 1e-9)
        #expect(abs(promises[1].value - 0.5 * 80) < 1e-9)
        // No level: as the table states it.
        #expect(abs(promises[2].value - 0.1 * 1_000) < 1e-9)
    }

    /// A rung that the segment may be shown is what the plan's own evaluation says of the pair.
    @Test(arguments: 0..<40)
    func openRungsAgreeWithTheEconomicsOfThePair(seed: Int) throws {
        let scenario = ScenarioDraft.random(seed: seed).scenario()
        let eligibility = Eligibility(of: scenario)
        for ladder in OfferLadder.all(in: scenario, plan: scenario.randomPlan(seed: seed)) {
            var percent = scenario.segments[ladder.segment].basePercent
            var below = Set<OfferIndex>()
            for rung in ladder.rungs {
                #expect(scenario.offers[rung.offer].requires.isSubset(of: below))
                below.insert(rung.offer)
                guard let promise = rung.promise else { continue }
                percent += scenario.variants[promise.variant].percent.percent
                #expect(abs(rung.totalPercent - percent) < 1e-9)
                guard rung.status != .later else { continue }
                #expect(eligibility.closure(of: rung.offer, to: ladder.segment) == nil && promise.reached == 1)
                let pair = try #require(PairValuation(of: scenario.variants[promise.variant], to: ladder.segment, in: scenario))
                #expect(abs(promise.netValue - pair.netValue) <= 1e-9 * max(1, abs(pair.value), pair[.cost]))
                #expect(promise.completion == pair[.completions])
            }
        }
    }
}

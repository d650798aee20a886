import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// The price of a cap or a duration, against the scenario whose grid is edited by hand.
@Suite struct GridTests {
    @Test(arguments: 1...40)
    func everyLineIsTheOptimumOfTheEditedGrid(seed: Int) throws {
        let draft = try ScenarioDraft.settled(seed: seed)
        try compare(draft, at: seed.isMultiple(of: 4) ? .macro : seed.isMultiple(of: 7) ? .programme : .segment)
    }

    @Test func manySegmentsToo() throws {
        try compare(try .populous(seed: 5, segments: 500), at: .segment, threads: 2)
    }

    private func compare(_ draft: ScenarioDraft, at granularity: Scenario.Granularity, threads: Int = 1) throws {
        let problem = OptimizationProblem(draft, threads: threads)
        var session = try Optimizer(problem).session(at: granularity)
        guard case .optimal(let optimum) = try session.verify(session.solve()) else { return }
        let lines = try session.gridLines(of: problem.scenario.offers.entityIndices, around: optimum)
        #expect(lines.count == draft.offers.reduce(0) { $0 + $1.monthlyCaps.count + $1.months.count + 1 })
        for line in lines {
            let edited = OptimizationProblem(draft.narrowed(line.offer, to: line.restriction), threads: threads)
            let expected = try edited.optimum(at: granularity)
            switch line.finding {
            case .optimal(let figures):
                let objective = try #require(expected?.certificate.objective, "\(line)")
                #expect(agree(figures.objective, objective, within: 1e-9), "\(line) instead of \(objective)")
                #expect(figures.objective <= optimum.certificate.objective + 1e-9 * max(1, abs(optimum.certificate.objective)))
                #expect(figures.bound >= figures.objective - 1e-8 * max(1, abs(figures.objective)))
            case .infeasible: #expect(expected == nil, "\(line)")
            case .feasible, .notKnown: Issue.record("\(line)")
            }
        }
    }
}

extension ScenarioDraft {
    fileprivate func narrowed(_ offer: OfferIndex, to restriction: GridRestriction) -> ScenarioDraft {
        var edited = self
        let old = offers[offer]
        func changed(caps: [Double?], months: [Int]) -> Offer {
            Offer(
                id: old.id, sponsor: old.sponsor, percents: old.percents, monthlyCaps: caps, months: months, startMonth: old.startMonth,
                acquisitionFee: old.acquisitionFee, requires: old.requires, fraud: old.fraud)
        }
        switch restriction {
        case .monthlyCap(let cap): edited.offers[offer.position] = changed(caps: [cap], months: old.months)
        case .months(let months): edited.offers[offer.position] = changed(caps: old.monthlyCaps, months: [months])
        case .notShown:
            for position in edited.segments.indices { edited.segments[position].excluded.insert(offer) }
        }
        return edited
    }
}

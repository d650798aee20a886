import LinearProgramming
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// What the optimizer says when no plan keeps every row.
@Suite struct InfeasibilityTests {
    /// A settled scenario asked for more than it can give.
    private static func greedyDraft(seed: Int) throws -> ScenarioDraft {
        var draft = try ScenarioDraft.settled(seed: seed)
        var generator = SplitMix64(seed: seed)
        draft.reach = draft.reach.map { $0.with(completions: $0.completions * generator.number(1...4)) }
        if generator.onceIn(2) {
            draft.reach.append(
                ReachTarget(id: "more", completions: generator.number(1...2_000), basis: .all, sponsor: nil, offer: nil))
        }
        if generator.onceIn(3) { draft.programme = draft.programme.with(profitFloor: generator.number(0...1e6)) }
        return draft.withCeilings(times: generator.number(0...0.8))
    }

    @Test(arguments: RandomCases.seeds)
    func storiesOfRandomClashesHold(seed: Int) throws {
        let draft = try Self.greedyDraft(seed: seed)
        let problem = OptimizationProblem(draft)
        for granularity in Scenario.Granularity.allCases {
            guard case .infeasible(let story) = try Optimizer(problem).optimize(at: granularity) else { continue }
            let check = StoryCheck(story: try #require(story, "\(granularity)"), draft: draft, problem: problem, granularity: granularity)
            try check.expectIrreducibleClash()
            try check.expectSufficientRepair()
        }
    }

    @Test func manyOfTheGreedyScenariosAreInfeasible() throws {
        let infeasible = try (1...100).count { seed in
            try OptimizationProblem(Self.greedyDraft(seed: seed)).optimum(at: .segment) == nil
        }
        #expect(infeasible >= 50, "\(infeasible) clashes are too few to learn from")
    }

    @Test func aFloorBeyondEveryCustomerIsItsOwnClash() throws {
        var draft = ScenarioDraft.paper
        draft.reach = [ReachTarget(id: "all", completions: 60, basis: .all, sponsor: nil, offer: nil)]
        draft.budgets = [Budget(id: "b", amount: 1e6, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil)]
        guard case .infeasible(let story?) = try Optimizer(OptimizationProblem(draft)).optimize(at: .segment) else {
            Issue.record("100 customers, of whom at most half complete, make 60 completions")
            return
        }
        #expect(story.clashing == ["reach:all"])
        #expect(story.repair.map(\.row) == ["reach:all"])
        let reached = try #require(story.repair.first?.reached)
        // To the side that keeps it.
        #expect(agree(reached, 50, within: 2e-8) && reached < 50)
    }

    /// Forty completions bring 80 and cost 50 each: a ratio of 1.6 at most, which is told as one, not in money.
    @Test func aReturnFloorIsRepairedByItsRatio() throws {
        var draft = ScenarioDraft.paper
        draft.reach = [ReachTarget(id: "all", completions: 40, basis: .all, sponsor: nil, offer: nil)]
        draft.returns = [ReturnFloor(id: "all", ratio: 1e4, sponsor: nil, offer: nil)]
        guard case .infeasible(let story?) = try Optimizer(OptimizationProblem(draft)).optimize(at: .segment) else {
            Issue.record("nothing brings ten thousand times its cost")
            return
        }
        #expect(story.clashing == ["reach:all", "return:all"])
        let mended = OptimizationProblem(draft.repaired(by: story))
        #expect(try mended.optimum(at: .segment) != nil, "\(story.repair)")
        for shortfall in story.repair where shortfall.row == "return:all" {
            #expect(try shortfall.limit == 1e4 && #require(shortfall.reached) < 1e4)
        }
    }

    @Test func aBudgetTooSmallForItsFloorClashesWithIt() throws {
        var draft = ScenarioDraft.paper
        // 40 completions cost 40 times 50.
        draft.reach = [ReachTarget(id: "all", completions: 40, basis: .all, sponsor: nil, offer: nil)]
        draft.budgets = [
            Budget(id: "ample", amount: 1e6, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil),
            Budget(id: "tight", amount: 1_000, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil),
        ]
        guard case .infeasible(let story?) = try Optimizer(OptimizationProblem(draft)).optimize(at: .segment) else {
            Issue.record("1,000 pay for 20 completions, not for 40")
            return
        }
        #expect(story.clashing == ["budget:tight", "reach:all"])
        #expect(!story.repair.isEmpty && story.repair.allSatisfy { story.clashing.contains($0.row) })
    }
}

private struct StoryCheck {
    let story: InfeasibilityStory
    let draft: ScenarioDraft
    let problem: OptimizationProblem
    let granularity: Scenario.Granularity

    /// Whether the listed programme has a plan.
    private func isFeasible(_ problem: OptimizationProblem, keeping isKept: (CouplingRow) -> Bool) throws -> Bool {
        var program = try #require(try problem.bundleProgram(at: granularity, limit: 100_000))
        for (number, row) in problem.rows.enumerated() where !isKept(row) {
            try program.setRowBounds(number, lower: -.infinity, upper: .infinity)
        }
        return try ScaledSolver.solve(program) != nil
    }

    func expectIrreducibleClash() throws {
        #expect(!story.clashing.isEmpty, "\(granularity)")
        #expect(try !isFeasible(problem) { story.clashing.contains($0.name) }, "\(granularity): \(story.clashing) do not clash")
        for row in story.clashing {
            #expect(
                try isFeasible(problem) { $0.name != row && story.clashing.contains($0.name) },
                "\(granularity): \(story.clashing) clash without \(row)")
        }
    }

    /// The scenario with the limits of the repair has a plan, and so says the optimizer.
    func expectSufficientRepair() throws {
        #expect(!story.repair.isEmpty, "\(granularity)")
        let repaired = OptimizationProblem(draft.repaired(by: story))
        #expect(try isFeasible(repaired) { _ in true }, "\(granularity): \(story.repair) does not suffice")
        // At the edge of what is feasible the proof may fall short of its tolerance.
        #expect(try Optimizer(repaired).optimize(at: granularity).hasPlan, "\(granularity): no plan is found after \(story.repair)")
        for shortfall in story.repair {
            let row = problem.rows.first { $0.name == shortfall.row }!
            #expect(shortfall.limit == row.ratio ?? row.limit, "\(granularity)")
            let reached = shortfall.reached ?? -.infinity
            #expect(row.sense == .ceiling ? reached > shortfall.limit : reached < shortfall.limit, "\(granularity)")
        }
    }
}

extension OptimizationOutcome {
    fileprivate var hasPlan: Bool {
        switch self {
        case .optimal, .feasible: true
        case .infeasible, .outOfTime: false
        }
    }
}

extension ScenarioDraft {
    /// One segment of 100 customers who spend 1,000 a month, one offer of 5 % for one month, completed by half of those shown.
    static var paper: ScenarioDraft {
        ScenarioDraft(
            assets: [Asset(id: "shop", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)],
            offers: [
                Offer(
                    id: "buy", sponsor: AssetIndex(0), percents: [Percent(basisPoints: 500)], monthlyCaps: [nil], months: [1],
                    startMonth: 1, acquisitionFee: 0, requires: [], fraud: nil)
            ],
            segments: [
                SegmentDraft(
                    id: "all", responses: [Response(organic: 0, curve: .table([CompletionPoint(percent: 5, completion: 0.5)]))],
                    values: [[ValueStep(now: 0, ifCompleted: 80)]])
            ])
    }
}

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
        let problem = OptimizationProblem(try Self.greedyDraft(seed: seed))
        for granularity in Scenario.Granularity.allCases {
            guard case .infeasible(let story) = try Optimizer(problem).optimize(at: granularity) else { continue }
            let check = StoryCheck(
                story: try #require(story, "\(granularity)"), problem: problem,
                program: try #require(try problem.bundleProgram(at: granularity, limit: 100_000)))
            try check.expectIrreducibleClash("\(granularity)")
            try check.expectSufficientRepair("\(granularity)")
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
        #expect(agree(reached, 50, within: 1e-9))
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
    let problem: OptimizationProblem
    let program: LinearProgram

    private func isFeasible(_ limits: [Double?]) throws -> Bool {
        var other = program
        for (number, limit) in limits.enumerated() {
            let isCeiling = problem.rows[number].sense == .ceiling
            try other.setRowBounds(
                number, lower: isCeiling ? -.infinity : limit ?? -.infinity, upper: isCeiling ? limit ?? .infinity : .infinity)
        }
        return try ScaledSolver.solve(other) != nil
    }

    func expectIrreducibleClash(_ place: String) throws {
        func limits(keeping names: [String]) -> [Double?] {
            problem.rows.map { names.contains($0.name) ? $0.limit : nil }
        }
        #expect(!story.clashing.isEmpty, "\(place)")
        #expect(try !isFeasible(limits(keeping: story.clashing)), "\(place): \(story.clashing) do not clash")
        for row in story.clashing {
            let others = story.clashing.filter { $0 != row }
            #expect(try isFeasible(limits(keeping: others)), "\(place): \(others) clash without \(row)")
        }
    }

    func expectSufficientRepair(_ place: String) throws {
        let repaired = problem.rows.map { row in
            let reached = story.repair.first { $0.row == row.name }?.reached ?? row.limit
            // The repair is exact to the solver's 1e-9; so is the check.
            let slack = 1e-8 * max(1, abs(reached), abs(row.limit))
            return reached + (row.sense == .ceiling ? slack : -slack)
        }
        #expect(!story.repair.isEmpty, "\(place)")
        #expect(try isFeasible(repaired), "\(place): \(story.repair) does not suffice")
        for shortfall in story.repair {
            let row = problem.rows.first { $0.name == shortfall.row }!
            #expect(shortfall.limit == row.limit, "\(place)")
            #expect(row.sense == .ceiling ? shortfall.reached > row.limit : shortfall.reached < row.limit, "\(place)")
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

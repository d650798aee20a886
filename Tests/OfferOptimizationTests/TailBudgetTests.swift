import Execution
import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Tail budgets by cuts against the programme of Rockafellar and Uryasev (2000) with a variable a draw, on random scenarios.
@Suite struct TailBudgetTests {
    private static let level = 0.9

    /// A random scenario whose tail budget is a fraction of the CVaR that the optimum without it has.
    private static func draft(seed: Int) throws -> ScenarioDraft {
        var draft = try ScenarioDraft.settled(seed: seed)
        draft.uncertainty = Uncertainty(
            common: FactorValues { [0.4, 0.2, 0.5, 0.6, 0.2][$0.position] }, segment: FactorValues { _ in 0.2 },
            offer: FactorValues { _ in 0.3 }, correlations: [.init(.uptake, .spend, 0.4)], draws: 40)
        guard let free = try OptimizationProblem(draft).optimum(at: .segment) else { return draft }
        let costs = TailDraws(of: draft.scenario(), workers: .init(threads: 1)).costs(of: free.plan)
        var generator = SplitMix64(seed: seed)
        draft.tailBudgets = [TailBudget(id: "t", level: level, amount: generator.number(0.2...0.95) * worstMean(of: costs))]
        if generator.onceIn(3) { draft.tailBudgets.append(TailBudget(id: "u", level: 0.5, amount: 0.8 * worstMean(of: costs, level: 0.5))) }
        return draft
    }

    /// As many completions as the optimum has, under three tenths of its tail budget; nil where there is no optimum.
    private static func clashingDraft(seed: Int) throws -> ScenarioDraft? {
        var draft = try draft(seed: seed)
        guard !draft.tailBudgets.isEmpty, let free = try OptimizationProblem(draft).optimum(at: .segment) else { return nil }
        draft.reach.append(
            ReachTarget(id: "most", completions: free.evaluation.total(.completions), basis: .all, sponsor: nil, offer: nil))
        draft.tailBudgets = draft.tailBudgets.map { TailBudget(id: $0.id, level: $0.level, amount: 0.3 * $0.amount) }
        return draft
    }

    /// min over e of e + E[max(cost - e, 0)] / (1 - alpha), over all e that can be the minimum.
    private static func worstMean(of costs: [Double], level: Double = level) -> Double {
        costs.map { edge in
            edge + costs.reduce(0) { $0 + max($1 - edge, 0) } / (Double(costs.count) * (1 - level))
        }.min()!
    }

    @Test(arguments: 1...100)
    func theOptimumIsThatOfTheExplicitProgramme(seed: Int) throws {
        let draft = try Self.draft(seed: seed)
        guard !draft.tailBudgets.isEmpty else { return }
        let scenario = draft.scenario()
        let problem = OptimizationProblem(draft, threads: 2)
        let reference = try ScaledSolver.solve(explicitProgramme(of: scenario, problem))
        guard let found = try problem.optimum(at: .segment, explaining: true) else {
            #expect(reference == nil)
            return
        }
        let expected = try #require(reference, "infeasible against \(found.certificate)")
        #expect(agree(found.certificate.objective, expected.objective, within: 1e-6))
        #expect(found.certificate.provesOptimality)
        let costs = TailDraws(of: scenario, workers: .init(threads: 1)).costs(of: found.plan)
        for (budget, tail) in zip(scenario.tailBudgets, found.tails) {
            let worst = Self.worstMean(of: costs, level: budget.level)
            #expect(worst <= budget.amount + 1e-6 * max(1, budget.amount))
            #expect(agree(tail.conditionalValueAtRisk, worst, within: 1e-9))
        }
        let tight = zip(problem.rows, found.uses).count { row, use in
            abs(row.slack(at: use.used)) <= 1e-6 * max(1, abs(row.limit), use.absolute)
        }
        #expect(found.splitGroups <= tight + found.tails.reduce(0) { $0 + $1.tightCuts })
    }

    /// The price of a tail budget is what a little more of it brings.
    @Test func aTailBudgetHasItsPrice() throws {
        let binding = try (1...40).lazy.map { try Self.draft(seed: $0) }.compactMap { draft in
            try OptimizationProblem(draft).optimum(at: .segment).flatMap {
                $0.tails.count == 1 && $0.tails[0].price! > 1e-6 ? (draft, $0) : nil
            }
        }.prefix(8)
        #expect(binding.count == 8)
        for (draft, optimum) in binding {
            var looser = draft
            let amount = draft.tailBudgets[0].amount
            looser.tailBudgets = [TailBudget(id: "t", level: Self.level, amount: amount * (1 + 1e-6))]
            let gain =
                try #require(try OptimizationProblem(looser).optimum(at: .segment)).certificate.objective - optimum.certificate.objective
            // No more than promised; at a corner it may be less.
            #expect(gain <= optimum.tails[0].price! * amount * 1e-6 * 1.01 + 1e-8 * max(1, abs(optimum.certificate.objective)))
            #expect(gain >= -1e-8 * max(1, abs(optimum.certificate.objective)))
        }
    }

    @Test(arguments: 1...10)
    func coarserDecisionsAreWorthNoMoreAndThreadsChangeNothing(seed: Int) throws {
        let draft = try Self.draft(seed: seed)
        let objectives = try Scenario.Granularity.allCases.map {
            try OptimizationProblem(draft).optimum(at: $0)?.certificate.objective ?? -.infinity
        }
        #expect(objectives[0] >= objectives[1] - 1e-7 * max(1, abs(objectives[1])) || !objectives[1].isFinite)
        #expect(objectives[1] >= objectives[2] - 1e-7 * max(1, abs(objectives[2])) || !objectives[2].isFinite)
        let two = try OptimizationProblem(draft, threads: 2).optimum(at: .segment)?.certificate.objective ?? -.infinity
        #expect(two == objectives[0])
    }

    /// The plan behind a repair must keep the tail budget in every draw, not only in those that the proof of the clash had cut.
    @Test(arguments: 1...40)
    func repairsOfClashesWithATailBudgetSuffice(seed: Int) throws {
        guard let draft = try Self.clashingDraft(seed: seed) else { return }
        guard case .infeasible(let story) = try Optimizer(OptimizationProblem(draft)).optimize(at: .segment) else { return }
        let repair = try #require(story)
        let mended = draft.repaired(by: repair)
        let problem = OptimizationProblem(mended)
        #expect(try ScaledSolver.solve(explicitProgramme(of: mended.scenario(), problem)) != nil, "\(repair.repair)")
        #expect(try problem.optimum(at: .segment) != nil, "\(repair.repair)")
    }

    @Test func mostTightenedTailBudgetsClashWithTheirFloor() throws {
        let clashes = try (1...40).count { seed in
            try Self.clashingDraft(seed: seed).map { try OptimizationProblem($0).optimum(at: .segment) == nil } ?? false
        }
        #expect(clashes >= 10, "\(clashes) clashes are too few to learn from")
    }

    /// Objective and rows over all bundles; then, for each tail budget, e + sum u_w / (n (1 - alpha)) <= amount, u_w >= cost_w - e.
    private func explicitProgramme(of scenario: Scenario, _ problem: OptimizationProblem) throws -> LinearProgram {
        let draws = TailDraws(of: scenario, workers: .init(threads: 1))
        let count = scenario.uncertainty.draws!
        let rows = scenario.couplingRows
        let tails = scenario.tailBudgets
        let firstTail = rows.count + scenario.segments.count
        var program = try LinearProgram(
            sense: .maximize,
            rows: rows.map {
                $0.sense == .ceiling ? LinearRow(name: $0.name, upper: $0.limit) : LinearRow(name: $0.name, lower: $0.limit)
            } + scenario.segments.map { LinearRow(name: $0.id, upper: 1 - scenario.programme.holdoutShare) }
                + tails.flatMap { tail in
                    [LinearRow(name: tail.id, upper: tail.amount)] + (0..<count).map { LinearRow(name: "draw:\($0)", upper: 0) }
                })
        let allowed = AllowedBundles(scenario: scenario)
        for segment in scenario.segments.entityIndices {
            for bundle in allowed.bundles(of: [segment]) where !bundle.isEmpty {
                let plan = Plan(bundles: [PlannedBundle(segment: segment, number: 1, variants: bundle, share: 1)])
                let evaluation = PlanEvaluation(of: plan, in: scenario)
                var entries = rows.uses(by: evaluation, in: scenario).enumerated().map {
                    LinearColumn.Entry(row: $0, coefficient: $1.used)
                }
                entries.append(.init(row: rows.count + segment.position, coefficient: 1))
                let costs = draws.costs(of: plan)
                for tail in tails.indices {
                    let first = firstTail + tail * (count + 1) + 1
                    entries += costs.enumerated().map { .init(row: first + $0, coefficient: $1) }
                }
                let value = evaluation.total(scenario.objective == .netValue ? .netValue : .value)
                try program.appendColumn(LinearColumn(name: "y", objective: value, entries: entries.filter { $0.coefficient != 0 }))
            }
        }
        for (number, tail) in tails.enumerated() {
            let first = firstTail + number * (count + 1)
            // Both kinds of variables count in units of the amount.
            let unit = max(1, tail.amount)
            try program.appendColumn(
                LinearColumn(
                    name: "e", lower: -.infinity,
                    entries: [.init(row: first, coefficient: unit)] + (1...count).map { .init(row: first + $0, coefficient: -unit) }))
            for draw in 1...count {
                try program.appendColumn(
                    LinearColumn(
                        name: "u",
                        entries: [
                            .init(row: first, coefficient: unit / (Double(count) * (1 - tail.level))),
                            .init(row: first + draw, coefficient: -unit),
                        ]))
            }
        }
        return program
    }
}

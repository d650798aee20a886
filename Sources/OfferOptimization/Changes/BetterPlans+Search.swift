package import Execution
import OfferEconomics
package import OfferModel

extension OptimizationProblem {
    /// The best plans found that differ from a proposal in one segment-offer cell, in two, and so on.
    ///
    /// - Parameters:
    ///   - changes: cells that may differ at most, at least 1.
    ///   - prices: lambda >= 0, one a row, where bounds begin: those of the optimum, or all 0.
    ///   - deadline: ends the search with what is known by then.
    package func betterPlans(
        than plan: Plan, changes: Int, startingAt prices: [Double], deadline: Deadline = .none,
        progress: any ProgressReporter = SilentProgress()
    ) throws -> BetterPlans {
        let proposal = ProposedPlan(plan, of: addingCuts(at: plan))
        var search = ChangeSearch(proposal, most: changes, deadline: deadline, progress: progress)
        var plans: [BetterPlan] = []
        for number in 1...changes {
            guard !search.isOutOfTime(), let plan = try search.settle(number, startingAt: prices) else { break }
            plans.append(plan)
        }
        return BetterPlans(
            plans: plans, isComplete: search.isComplete, violation: proposal.violation, broken: proposal.broken.map(\.name))
    }

    /// The problem with cuts for the tail budgets that a plan breaks.
    private func addingCuts(at plan: Plan) -> OptimizationProblem {
        let (new, _) = cuts(at: plan)
        return new.isEmpty ? self : adding(new)
    }
}

extension ChangeSearch {
    /// Cuts may have to be added so often until the best plan keeps the tail budgets.
    private static let mostTailRounds = 25

    /// The best plan for a number of changes, those with fewer being settled. Where it breaks a tail budget, the cut becomes a row and the
    /// search begins again.
    ///
    /// - Returns: nil where the time was up before there was a bound.
    fileprivate mutating func settle(_ changes: Int, startingAt prices: [Double]) throws -> BetterPlan? {
        for round in 0..<Self.mostTailRounds {
            found.append(found[changes - 1])
            if changes == 1 { try trySingles(startingAt: padded(prices)) } else { try trySets(changes: changes) }
            let plan = proposal.plan(changing: found[changes].cells, to: found[changes].bundles)
            let (cuts, excess) = proposal.problem.cuts(at: plan)
            let known = knownTailExcess(of: plan)
            if cuts.isEmpty || excess <= known + OptimizationProblem.tailTolerance || round == Self.mostTailRounds - 1 { break }
            add(cuts, settled: changes - 1)
        }
        return bounds.isEmpty ? nil : betterPlan(changes)
    }

    private func padded(_ prices: [Double]) -> [Double] {
        prices + [Double](repeating: 0, count: proposal.problem.rows.count - prices.count)
    }

    /// The largest excess over a tail budget that the present cuts know of, relative to max(1, amount).
    private func knownTailExcess(of plan: Plan) -> Double {
        let problem = proposal.problem
        let uses = problem.rows.uses(by: problem.evaluation(of: plan), in: problem.scenario)
        return problem.rows.indices.suffix(problem.cuts.count).reduce(0) { most, row in
            max(most, (uses[row].used - problem.rows[row].limit) / max(1, problem.rows[row].limit))
        }
    }

    private func betterPlan(_ changes: Int) -> BetterPlan {
        let best = found[changes]
        let problem = proposal.problem
        let plan = proposal.plan(changing: best.cells, to: best.bundles)
        let evaluation = problem.evaluation(of: plan)
        let uses = problem.rows.uses(by: evaluation, in: problem.scenario)
        let objective = evaluation.total(problem.scenario.objective == .netValue ? .netValue : .value)
        let broken = zip(problem.rows, uses).filter { $0.isBroken(by: $1.used, absolute: $1.absolute) }.map(\.0.name)
        return BetterPlan(
            changes: changes, plan: plan, objective: objective, gain: objective - proposal.objective,
            bound: max(objective, bound(changes: changes)), violation: best.violation,
            leastViolation: leastViolation(changes: changes),
            broken: broken.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
            cells: CellEdit.all(from: proposal.plan, to: plan, in: problem.scenario))
    }
}

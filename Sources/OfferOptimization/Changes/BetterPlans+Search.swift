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
        var proofs: [ChangeSearch.Proof] = []
        for number in 1...changes {
            guard !search.isOutOfTime(), let proof = try search.settle(number, startingAt: prices) else { break }
            proofs.append(proof)
        }
        try search.dropCells(settled: proofs.count)
        let plans = proofs.enumerated().map { search.betterPlan($0 + 1, $1) }
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

    /// What is known of all plans with a number of changes.
    fileprivate struct Proof {
        let bound: Double
        let leastViolation: Double
    }

    /// Finds the best plan for a number of changes, those with fewer being settled. Where it breaks a tail budget, the cut becomes a row and
    /// the search begins again.
    ///
    /// - Returns: nil where the time was up before there was a bound.
    fileprivate mutating func settle(_ changes: Int, startingAt prices: [Double]) throws -> Proof? {
        for round in 0..<Self.mostTailRounds {
            found.append(found[changes - 1])
            if changes == 1 { try trySingles(startingAt: padded(prices)) } else { try trySets(changes: changes) }
            if keepsTails(found[changes]) || round == Self.mostTailRounds - 1 { break }
            add(proposal.problem.cuts(at: plan(of: found[changes])).cuts, settled: changes - 1)
        }
        return bounds.isEmpty ? nil : Proof(bound: bound(changes: changes), leastViolation: leastViolation(changes: changes))
    }

    /// Tries what one cell less leaves of the best sets, from the largest down: some sets only pay once they are complete, and then a part of
    /// them may be better than what was grown.
    fileprivate mutating func dropCells(settled: Int) throws {
        for changes in (1..<max(1, settled)).reversed() where changes > 1 {
            let before = found[changes]
            let larger = found[changes + 1].cells
            for cell in larger where !isOutOfTime() { try consider(larger.filter { $0 != cell }, changes: changes) }
            if !keepsTails(found[changes]) { found[changes] = before }
        }
    }

    private func plan(of found: Found) -> Plan {
        proposal.plan(changing: found.cells, to: found.bundles)
    }

    /// Whether a plan keeps the tail budgets as far as the present cuts tell.
    private func keepsTails(_ found: Found) -> Bool {
        let plan = plan(of: found)
        let (cuts, excess) = proposal.problem.cuts(at: plan)
        return cuts.isEmpty || excess <= knownTailExcess(of: plan) + OptimizationProblem.tailTolerance
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

    fileprivate func betterPlan(_ changes: Int, _ proof: Proof) -> BetterPlan {
        let best = found[changes]
        let problem = proposal.problem
        let plan = plan(of: best)
        let evaluation = problem.evaluation(of: plan)
        let uses = problem.rows.uses(by: evaluation, in: problem.scenario)
        let objective = evaluation.total(problem.scenario.objective == .netValue ? .netValue : .value)
        let broken = zip(problem.rows, uses).filter { $0.isBroken(by: $1.used, absolute: $1.absolute) }.map(\.0.name)
        return BetterPlan(
            changes: changes, plan: plan, objective: objective, gain: objective - proposal.objective,
            bound: max(objective, proof.bound), violation: best.violation, leastViolation: min(best.violation, proof.leastViolation),
            broken: broken.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
            cells: CellEdit.all(from: proposal.plan, to: plan, in: problem.scenario))
    }
}

import OfferEconomics
package import OfferModel

/// How a tail budget fares at a plan: CVaR_alpha(sum N c(w) x) <= amount, row cvar:ID.
package struct TailUse: Sendable {
    package let budget: TailBudget
    /// CVaR of the plan's cost on the budget's draws.
    package let conditionalValueAtRisk: Double
    /// Sum of the prices of its cuts: gain in the objective per unit by which the amount is raised.
    package let price: Double?
    /// Cuts that the plan uses to the full.
    package let tightCuts: Int

    package var name: String { "cvar:\(budget.id)" }
    package var owner: String { CouplingRow.programme }

    package var slack: Double { budget.amount - conditionalValueAtRisk }
    /// Whether the CVaR comes as close to the amount as rounding lets it.
    package var isBinding: Bool { abs(slack) <= 1e-6 * max(1, budget.amount, conditionalValueAtRisk) }
}

/// Tail budgets by cuts (model.md section 9): solve, take the plan's worst draws, add their mean as a row, repeat.
extension OptimizationProblem {
    /// Excess over a tail budget, relative to max(1, amount), that counts as kept. The model asks for 1e-6.
    static let tailTolerance = 1e-8
    /// What the model asks for, and is an answer once so many rounds have not come closer.
    static let greatestTailExcess = 1e-6
    static let exactTailRounds = 50
    /// A repair has to bear a new solve, which cuts again.
    private static let repairTolerance = 1e-9
    static let mostTailRounds = 400

    /// The problem with further cuts, each a row.
    func adding(_ new: [TailCut]) -> OptimizationProblem {
        guard let tailDraws else { preconditionFailure("cuts stand for tail budgets") }
        var larger = self
        for cut in new {
            let measure = Measure.tailCost(larger.cuts.count)
            let row = CouplingRow(
                "cvar:\(cut.budget.id)", of: CouplingRow.programme, .ceiling, limit: cut.budget.amount, terms: [(measure, 1)],
                scope: scenario.scope(sponsor: nil, offer: nil))
            larger.append(cut, row, column: tailDraws.column(of: cut, in: table), of: measure)
        }
        return larger
    }

    /// What a plan's lines come to, with what cuts ask of them.
    func evaluation(of plan: Plan) -> PlanEvaluation {
        let evaluation = PlanEvaluation(of: plan, in: scenario, workers: workers)
        guard let tailDraws, !cuts.isEmpty else { return evaluation }
        return tailDraws.adding(cuts, to: evaluation)
    }

    /// Cuts at a plan for the tail budgets that it breaks, and the largest excess.
    func cuts(at plan: Plan) -> (cuts: [TailCut], excess: Double) {
        guard let tailDraws else { return ([], 0) }
        let costs = tailDraws.costs(of: plan)
        var excess = 0.0
        let broken = scenario.tailBudgets.compactMap { budget -> TailCut? in
            let cut = TailCut(of: budget, worstOf: costs)
            let over = (cut.mean(of: costs) - budget.amount) / max(1, budget.amount)
            excess = max(excess, over)
            return over > Self.tailTolerance ? cut : nil
        }
        return (broken, excess)
    }

    /// Cuts at the plan of a repair for the tail budgets that it breaks even where they are raised by what it says.
    ///
    /// - Parameter relaxations: of the rows, in their own units.
    func cuts(at plan: Plan, relaxedBy relaxations: [Double]) -> [TailCut] {
        guard let tailDraws else { return [] }
        let costs = tailDraws.costs(of: plan)
        let first = rows.count - cuts.count
        return scenario.tailBudgets.compactMap { budget in
            let relaxation = cuts.indices.reduce(0) { cuts[$1].budget.id == budget.id ? max($0, relaxations[first + $1]) : $0 }
            let cut = TailCut(of: budget, worstOf: costs)
            return cut.mean(of: costs) - budget.amount - relaxation > Self.repairTolerance * max(1, budget.amount) ? cut : nil
        }
    }

    /// How a plan that nobody optimized fares; nothing has a price.
    package func tailUses(of plan: Plan) -> [TailUse] {
        tailUses(of: plan, uses: [], prices: [])
    }

    func tailUses(of plan: Plan, uses: [RowUse], prices: [Double]) -> [TailUse] {
        guard let tailDraws else { return [] }
        let costs = tailDraws.costs(of: plan)
        // Without prices there are no cuts to look at.
        let cuts = prices.isEmpty ? [] : cuts
        let first = rows.count - cuts.count
        return scenario.tailBudgets.map { budget in
            let own = cuts.indices.filter { cuts[$0].budget.id == budget.id }.map { first + $0 }
            return TailUse(
                budget: budget, conditionalValueAtRisk: TailCut(of: budget, worstOf: costs).mean(of: costs),
                price: prices.isEmpty ? nil : own.reduce(0) { $0 + prices[$1] },
                tightCuts: own.count { abs(rows[$0].slack(at: uses[$0].used)) <= 1e-6 * max(1, budget.amount) })
        }
    }
}

import OfferModel

/// How much room a row leaves that does not bind: what it would cost to tighten it by a fifth.
package struct RowMargin: Sendable {
    package enum Finding: Sendable, Equatable {
        /// The plan, or one as good, keeps the tighter row: within a fifth either way the row does not matter.
        case idle
        /// Loss in the objective under the tighter row.
        case costs(Double)
        case infeasible
        /// The time was up first, or it is a tail budget.
        case notKnown
    }

    package let name: String
    /// The limit tightened by a fifth, in the row's unit; for a return floor its ratio.
    package let tightened: Double
    package let finding: Finding

    /// By which part of itself a limit is moved.
    static let step = 0.2
}

extension OptimizationProblem {
    /// A margin for every row of the scenario that does not bind at the plan.
    ///
    /// - Parameters:
    ///   - uses: of the plan, one a row.
    ///   - objective: of the plan, an optimum.
    func margins(uses: [RowUse], tails: [TailUse], objective: Double, with resolve: Resolve) throws -> [RowMargin] {
        let own = rows.indices.dropLast(cuts.count).filter { !rows[$0].isBinding(at: uses[$0]) }
        let margins = try own.enumerated().map { number, row in
            resolve.report("moving limits", done: number, of: own.count)
            return try margin(ofRow: row, use: uses[row], objective: objective, with: resolve)
        }
        return margins
            + tails.filter { !$0.isBinding }.map { tail in
                let tightened = (1 - RowMargin.step) * tail.budget.amount
                return RowMargin(
                    name: tail.name, tightened: tightened, finding: tail.conditionalValueAtRisk <= tightened ? .idle : .notKnown)
            }
    }

    private func margin(ofRow number: Int, use: RowUse, objective: Double, with resolve: Resolve) throws -> RowMargin {
        let row = rows[number]
        if let ratio = row.ratio {
            let tightened = ratio * (1 + RowMargin.step)
            let changed = returnsTightened(of: row.name, to: tightened)
            return RowMargin(name: row.name, tightened: tightened, finding: try resolve.finding(in: changed, objective: objective))
        }
        let tightened = row.limit - row.sign * RowMargin.step * abs(row.limit)
        let isKept = row.sign * (tightened - use.used) >= 0
        var limits = rows.map(\.limit)
        limits[number] = tightened
        return RowMargin(
            name: row.name, tightened: tightened,
            finding: isKept ? .idle : try resolve.finding(in: with(limits: limits), objective: objective))
    }

    private func returnsTightened(of name: String, to ratio: Double) -> OptimizationProblem {
        let returns = scenario.returns.map { floor in
            "return:\(floor.id)" == name
                ? ReturnFloor(id: floor.id, ratio: ratio, sponsor: floor.sponsor, offer: floor.offer) : floor
        }
        return OptimizationProblem(scenario.with(returns: returns), workers: workers)
    }
}

extension Resolve {
    fileprivate func finding(in problem: OptimizationProblem, objective: Double) throws -> RowMargin.Finding {
        switch try self.objective(of: problem) {
        case .known(let value):
            let loss = objective - value
            return loss > 1e-9 * max(1, abs(objective)) ? .costs(loss) : .idle
        case .infeasible: return .infeasible
        case .notKnown: return .notKnown
        }
    }
}

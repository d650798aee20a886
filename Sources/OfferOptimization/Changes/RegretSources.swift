import OfferEconomics
package import OfferModel

/// Where a plan loses against an optimum: every rouble of the difference belongs to a cell or to a row.
///
///     objective of the optimum - objective of the plan
///         = sum over cells of (priced value at the optimum - priced value at the plan)
///           + sum over rows of price times (use at the optimum - use at the plan)
///
/// Priced value is the objective less price times use over all rows: an identity for any prices, told at those of the optimum.
package struct RegretSources: Sendable {
    package struct Cell: Sendable {
        package let change: CellEdit
        /// Priced value that the plan leaves in the cell; negative where it has more there than the optimum.
        package let loss: Double
    }

    package struct Row: Sendable {
        package let name: String
        /// Negative where the plan uses more of the row than the optimum does.
        package let loss: Double
    }

    /// Cells that differ, the greatest loss first.
    package let cells: [Cell]
    /// Rows with a price, in the scenario's order.
    package let rows: [Row]
}

extension OptimizationProblem {
    /// - Parameter optimum: of this problem, with its prices.
    package func difference(from plan: Plan, to optimum: OptimizedPlan) -> RegretSources {
        let evaluation = evaluation(of: plan)
        let (before, after) = (
            pricedValues(of: evaluation, prices: optimum.prices), pricedValues(of: optimum.evaluation, prices: optimum.prices)
        )
        let cells = CellEdit.all(from: plan, to: optimum.plan, in: scenario).map { change in
            RegretSources.Cell(change: change, loss: (after[change.cell] ?? 0) - (before[change.cell] ?? 0))
        }
        let uses = rows.uses(by: evaluation, in: scenario)
        var rowLosses: [RegretSources.Row] = []
        for (number, row) in rows.enumerated() where optimum.prices[number] > 0 {
            let loss = row.sign * optimum.prices[number] * (optimum.uses[number].used - uses[number].used)
            // A tail budget has several cuts.
            if let known = rowLosses.firstIndex(where: { $0.name == row.name }) {
                rowLosses[known] = RegretSources.Row(name: row.name, loss: rowLosses[known].loss + loss)
            } else {
                rowLosses.append(RegretSources.Row(name: row.name, loss: loss))
            }
        }
        return RegretSources(cells: cells.sorted { ($1.loss, $0.change.cell) < ($0.loss, $1.change.cell) }, rows: rowLosses)
    }

    private func pricedValues(of evaluation: PlanEvaluation, prices: [Double]) -> [PlanCell: Double] {
        evaluation.lines.reduce(into: [:]) { values, line in
            let cell = PlanCell(segment: line.bundle.segment, offer: evaluation.offer(of: line))
            values[cell, default: 0] += reducedValue(of: line, prices: prices, in: evaluation)
        }
    }
}

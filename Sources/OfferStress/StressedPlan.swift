import DenseAlgebra
import Execution
package import OfferEconomics
package import OfferModel
package import OfferOptimization

/// A plan that is held fixed while the inputs move (model.md section 9).
package struct StressedPlan: Sendable {
    package let scenario: Scenario
    package let plan: Plan
    package let rows: [CouplingRow]
    let workers: Workers
    /// As the inputs stand.
    package let expected: PlanEvaluation
    package let expectedUses: [RowUse]
    private let rowSums: ShiftedSums

    package init(_ plan: Plan, of problem: OptimizationProblem) {
        scenario = problem.scenario
        // Who is shown what does not move under stress.
        let rows = problem.rows.filter { !$0.counting.isOfBundles }
        self.rows = rows
        workers = problem.workers
        self.plan = plan
        expected = PlanEvaluation(of: plan, in: problem.scenario)
        expectedUses = rows.uses(by: expected, in: problem.scenario)
        let terms = rows.flatMap { row in row.terms.map { PlanSum($0.measure, offers: row.scope.offers, macro: row.scope.macro) } }
        rowSums = ShiftedSums(terms, of: [plan], in: problem.scenario, workers: problem.workers)
    }

    func isBroken(_ row: Int, by used: Double) -> Bool {
        rows[row].isBroken(by: used, absolute: expectedUses[row].absolute)
    }

    /// Whether each of several shifts breaks a row: the first that it breaks.
    private func firstBroken(under shifts: [FactorValues]) -> [Int?] {
        let values = rowSums.values(under: .listed(shifts))
        return shifts.indices.map { shift in
            var column = 0
            var broken: Int?
            for (number, row) in rows.enumerated() {
                var used = 0.0
                for term in row.terms {
                    used += term.factor * values[shift, column]
                    column += 1
                }
                if broken == nil, isBroken(number, by: used) { broken = number }
            }
            return broken
        }
    }
}

extension StressedPlan {
    /// The smallest multiple of a stress that breaks a budget, limit or floor, and which: the multiples 0, 0.05, ..., 10 are tried in turn,
    /// and the first step at whose end a row is broken is halved until its ends are 1e-9 apart.
    ///
    /// - Returns: nil where no multiple up to 10 breaks anything; multiple 0 where something is broken before any stress.
    package func breakingMultiple(of stress: Stress) -> (multiple: Double, row: String)? {
        func broken(at multiples: [Double]) -> [Int?] { firstBroken(under: multiples.map { stress.shifts(multiple: $0) }) }
        let multiples = (0...200).map { Double($0) / 20 }
        // Few at first: a plan that uses its budgets to the full breaks at once.
        var start = 0
        while start < multiples.count {
            let tried = Array(multiples[start..<min(multiples.count, 2 * start + 2)])
            let rows = broken(at: tried)
            start += tried.count
            guard let place = rows.firstIndex(where: { $0 != nil }) else { continue }
            var (above, row) = (tried[place], rows[place]!)
            var below = max(0, above - 0.05)
            while above - below > Self.resolution {
                let middle = (below + above) / 2
                if let brokenRow = broken(at: [middle])[0] { (above, row) = (middle, brokenRow) } else { below = middle }
            }
            return (above, self.rows[row].name)
        }
        return nil
    }

    private static let resolution = 1e-9
}

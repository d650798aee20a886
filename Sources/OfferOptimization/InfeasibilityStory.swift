import OfferEconomics
import OfferModel

/// Why no plan keeps every rule, in the rows' own names (model.md section 7).
package struct InfeasibilityStory: Sendable, Equatable {
    /// A row that the least-violating plan breaks.
    package struct Shortfall: Sendable, Equatable {
        package let row: String
        /// Whose rule it is.
        package let owner: String
        /// Of a return floor its ratio.
        package let limit: Double
        /// What the row would have to be for that plan, to the side that keeps it; nil where no ratio of a return floor is.
        package let reached: Double?
    }

    /// A row as it stands.
    package struct Rule: Sendable, Equatable {
        package let name: String
        /// Whose rule it is.
        package let owner: String
        package let isFloor: Bool
        package let countsCompletions: Bool
        package let limit: Double
        /// Of a return floor, whose limit is 0.
        package let ratio: Double?
    }

    /// Rows that clash; without any one of them, the others can be kept.
    package let rules: [Rule]
    package var clashing: [String] { rules.map(\.name) }
    /// The cheapest repair: limits that would have to move, each relative to its own size.
    package let repair: [Shortfall]
    /// What is missing when each row's violation counts relative to its limit: a first, rough measure.
    package let shortfalls: [Shortfall]
}

extension InfeasibilityStory.Rule {
    init(_ row: CouplingRow) {
        self.init(
            name: row.name, owner: row.owner, isFloor: row.sense == .floor, countsCompletions: row.countsCompletions, limit: row.limit,
            ratio: row.ratio)
    }
}

extension ColumnGeneration {
    private static let leastWeight = 1e-3
    /// By what a limit moves beyond the plan that needs it, relative to its size: a new solve must find room.
    private static let repairMargin = 1e-8

    /// The least sum of relaxations, each relative to its row's own size; nil when the time is up first.
    ///
    /// - Parameter leastViolating: what a phase-1 solve that proved the rows infeasible ended with.
    mutating func cheapestRepair(leastViolating: Master.Solution) throws -> Master.Solution? {
        let uses = uses(by: leastViolating)
        // A row that allows nothing and is not used has no size of its own: relaxing it is dear, but keeps to what GLPK can tell apart.
        let idle = problem.base.rows.map { problem.base.idleUse(of: $0) }
        let weights = limits.indices.map { max(abs(limits[$0] + idle[$0]), uses[$0], Self.leastWeight * master.rowScales[$0]) }
        guard case .infeasible(let cheapest) = try seekFeasibility(weights: weights) else { return nil }
        return cheapest
    }

    /// Tells the story; nil when the time is up first.
    mutating func infeasibilityStory(leastViolating: Master.Solution, cheapest: Master.Solution) throws -> InfeasibilityStory? {
        guard let clashing = try irreducibleClash(suspects: leastViolating.prices.map { $0 > 0 }) else { return nil }
        return InfeasibilityStory(
            rules: clashing.map { InfeasibilityStory.Rule(problem.base.rows[$0]) }.reduce(into: []) {
                if !$0.contains($1) { $0.append($1) }
            },
            repair: shortfalls(in: cheapest),
            shortfalls: shortfalls(in: leastViolating))
    }

    /// Deletion filter: takes rows away one by one and leaves out those without which the rest still clashes.
    ///
    /// - Parameter suspects: rows with a price in the proof of infeasibility; they clash by themselves.
    private mutating func irreducibleClash(suspects: [Bool]) throws -> [Int]? {
        let original = limits
        for row in suspects.indices where !suspects[row] { try setLimit(.infinity, ofRow: row) }
        guard case .infeasible = try seekFeasibility() else {
            for row in suspects.indices { try setLimit(original[row], ofRow: row) }
            return suspects.allSatisfy { $0 } ? nil : try irreducibleClash(suspects: suspects.map { _ in true })
        }
        var clashing: [Int] = []
        for row in suspects.indices where suspects[row] {
            try setLimit(.infinity, ofRow: row)
            switch try seekFeasibility() {
            case .infeasible: continue
            case .stopped: return nil
            case .feasible:
                clashing.append(row)
                try setLimit(original[row], ofRow: row)
            }
        }
        for row in suspects.indices { try setLimit(original[row], ofRow: row) }
        return clashing
    }

    /// Sum of the absolute uses of each row by the bundles of a solution; where showing nothing uses a row, what is used in all.
    private func uses(by solution: Master.Solution) -> [Double] {
        let idle = problem.base.rows.map { problem.base.idleUse(of: $0) }
        return zip(master.proposals, solution.shares).reduce(into: idle) { sums, column in
            for row in sums.indices {
                let use = column.0.uses[row] * column.1
                sums[row] += idle[row] == 0 ? abs(use) : use
            }
        }
    }

    private func shortfalls(in solution: Master.Solution) -> [InfeasibilityStory.Shortfall] {
        let rows = problem.base.rows
        let short = rows.indices.filter { solution.relaxations[$0] > Self.feasibilityTolerance * max(1, abs(rows[$0].limit)) }
        // A tail budget has several cuts: the one that is short by most speaks for it.
        let spoken = short.filter { row in
            !short.contains {
                rows[$0].name == rows[row].name && (solution.relaxations[$0], row) > (solution.relaxations[row], $0)
            }
        }
        let isReturnShort = spoken.contains { rows[$0].ratio != nil }
        let evaluation = isReturnShort ? problem.base.evaluation(of: GroupPart.plan(parts(of: solution), in: problem)) : nil
        return spoken.map { number in
            let row = rows[number]
            if let ratio = row.ratio, let evaluation {
                let reached = row.ratioReached(by: evaluation, in: problem.base.scenario)
                return .init(row: row.name, owner: row.owner, limit: ratio, reached: reached.map { $0 - Self.repairMargin * abs($0) })
            }
            let reached = row.limit + row.sign * solution.relaxations[number]
            let margin = Self.repairMargin * max(1e-3 * abs(row.limit), abs(reached))
            return .init(row: row.name, owner: row.owner, limit: row.limit, reached: reached + row.sign * margin)
        }
    }
}

extension CouplingRow {
    /// Value and external fees per unit of cost within a return floor's scope; nil without cost.
    fileprivate func ratioReached(by evaluation: PlanEvaluation, in scenario: Scenario) -> Double? {
        func sum(_ measure: Measure) -> Double {
            CouplingRow(name, of: owner, sense, limit: 0, terms: [(measure, 1)], scope: scope).use(by: evaluation, in: scenario).used
        }
        let cost = sum(.cost)
        return cost > 0 ? sum(.valueAndExternalFees) / cost : nil
    }
}

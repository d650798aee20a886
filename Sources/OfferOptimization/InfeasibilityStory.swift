import OfferModel

/// Why no plan keeps every rule, in the rows' own names (model.md section 7).
package struct InfeasibilityStory: Sendable, Equatable {
    /// A row that the least-violating plan breaks.
    package struct Shortfall: Sendable, Equatable {
        package let row: String
        /// Whose rule it is.
        package let owner: String
        package let limit: Double
        /// What the row would have to be for that plan.
        package let reached: Double
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

    /// Tells the story after a phase-1 solve has proved the rows infeasible; nil when the time is up first.
    mutating func infeasibilityStory(leastViolating: Master.Solution) throws -> InfeasibilityStory? {
        let uses = uses(by: leastViolating)
        // A row that allows nothing and is not used has no size of its own: relaxing it is dear, but keeps to what GLPK can tell apart.
        let idle = problem.base.rows.map { problem.base.idleUse(of: $0) }
        let weights = limits.indices.map { max(abs(limits[$0] + idle[$0]), uses[$0], Self.leastWeight * master.rowScales[$0]) }
        guard case .infeasible(let cheapest) = try seekFeasibility(weights: weights),
            let clashing = try irreducibleClash(suspects: leastViolating.prices.map { $0 > 0 })
        else { return nil }
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
        let all = problem.base.rows.enumerated().compactMap { number, row -> InfeasibilityStory.Shortfall? in
            let relaxation = solution.relaxations[number]
            guard relaxation > Self.feasibilityTolerance * max(1, abs(row.limit)) else { return nil }
            return InfeasibilityStory.Shortfall(
                row: row.name, owner: row.owner, limit: row.limit, reached: row.limit + row.sign * relaxation)
        }
        // A tail budget has several cuts: the one that is short by most speaks for it.
        return all.enumerated().filter { place, shortfall in
            !all.enumerated().contains { other, candidate in
                candidate.row == shortfall.row
                    && (abs(candidate.reached - candidate.limit), place) > (abs(shortfall.reached - shortfall.limit), other)
            }
        }.map(\.element)
    }
}

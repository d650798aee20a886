import LinearProgramming

/// The master linear programme: the coupling rows, one convexity row a unit, and the proposals made so far, kept warm in GLPK.
///
/// Rows are in the form use <= limit (floors negated) and scaled by their limit, or by their uses where that is next to nothing, the
/// objective by the size of its coefficients, so that GLPK's tolerances mean the same for kopecks and for trillions. Every coupling row has an elastic column: free to grow
/// where feasibility is sought, fixed at zero where value is.
struct Master {
    /// What a unit brings and uses when all of it is shown a proposal.
    struct Proposal {
        let unit: Int
        let value: Double
        /// In the form use <= limit, one a row.
        let uses: [Double]
    }

    struct Solution {
        /// Objective in its own units; for feasibility, minus the weighted sum of relaxations.
        let value: Double
        /// lambda >= 0, one a row, per unit of the row.
        let prices: [Double]
        /// mu >= 0, one a unit.
        let unitPrices: [Double]
        /// Share of its unit that each proposal has.
        let shares: [Double]
        /// How far each row is relaxed, in the row's unit.
        let relaxations: [Double]
        let iterations: Int
        let method: SolverMethod
    }

    private enum Goal {
        case feasibility(weights: [Double])
        case value
    }

    private(set) var proposals: [Proposal] = []
    /// Magnitudes that the rows are scaled by.
    let rowScales: [Double]
    private let session: GLPKSession
    private let objectiveScale: Double
    private var goal = Goal.value

    /// - Parameters:
    ///   - limits: one a row, in the form use <= limit; may be infinite.
    ///   - capacity: the share of every unit that proposals may reach.
    ///   - seeds: proposals to begin with; their sizes set the scales.
    ///   - largestUse: of a row by one group; what measures a row whose limit is next to nothing, even if no seed uses it.
    ///   - knownScales: of the rows, where an earlier master told better ones.
    init(
        limits: [Double], unitCount: Int, capacity: Double, seeds: [Proposal], knownScales: [Double]? = nil,
        largestUse: (_ row: Int) -> Double
    ) throws {
        let scales =
            knownScales
            ?? limits.enumerated().map { row, limit in
                let use = seeds.reduce(0) { max($0, abs($1.uses[row])) }
                let scale = limit.isFinite && abs(limit) > 1e-9 * use ? abs(limit) : use > 0 ? use : largestUse(row)
                return scale > 1e-100 ? scale : 1
            }
        let values = seeds.map { abs($0.value) }.filter { $0 > 0 }
        rowScales = scales
        // GLPK lets reduced costs up to 1e-9 pass: a thousandth of the mean keeps what they add up to below the proof's tolerance.
        objectiveScale = values.isEmpty ? 1 : 1e-3 * values.reduce(0, +) / Double(values.count)
        session = try GLPKSession(
            rows: limits.enumerated().map { LinearRow(name: "row:\($0)", upper: $1 / scales[$0]) }
                + (0..<unitCount).map { LinearRow(name: "unit:\($0)", upper: capacity) },
            sense: .maximize)
        try session.addColumns(
            limits.indices.map { LinearColumn(name: "elastic:\($0)", upper: 0, entries: [.init(row: $0, coefficient: -1)]) })
        try add(seeds)
    }

    mutating func add(_ new: [Proposal]) throws {
        guard !new.isEmpty else { return }
        try session.addColumns(
            new.map { proposal in
                var entries: [LinearColumn.Entry] = []
                for (row, use) in proposal.uses.enumerated() where use != 0 {
                    entries.append(.init(row: row, coefficient: use / rowScales[row]))
                }
                entries.append(.init(row: rowScales.count + proposal.unit, coefficient: 1))
                return LinearColumn(name: "", objective: objectiveCoefficient(of: proposal), entries: entries)
            })
        proposals += new
    }

    private func objectiveCoefficient(of proposal: Proposal) -> Double {
        if case .value = goal { proposal.value / objectiveScale } else { 0 }
    }

    /// From now on seek the least weighted sum of relaxations, each divided by its row's weight.
    mutating func seekFeasibility(weights: [Double]) throws {
        goal = .feasibility(weights: weights)
        try setElastics(upper: .infinity) { -rowScales[$0] / weights[$0] }
    }

    /// From now on seek the greatest objective, with every row kept.
    ///
    /// - Parameter slack: what a row may give way all the same, relative to its scale.
    mutating func seekValue(relaxedBy slack: Double) throws {
        goal = .value
        try setElastics(upper: slack) { _ in 0 }
    }

    private func setElastics(upper: Double, objective: (Int) -> Double) throws {
        for row in rowScales.indices { try session.setColumnBounds(row, lower: 0, upper: upper) }
        try session.setObjective(coefficients: rowScales.indices.map(objective) + proposals.map(objectiveCoefficient))
    }

    /// Moves a row's limit, given in the form use <= limit; infinite takes the row away.
    func setLimit(_ limit: Double, ofRow row: Int) throws {
        try session.setRowBounds(row, lower: -.infinity, upper: limit / rowScales[row])
    }

    /// - Returns: nil when the time is up first, or no step of the solver's chain gives an answer that it can vouch for.
    func solve(seconds: Double) throws -> Solution? {
        switch try outcome(seconds: seconds) {
        case nil:
            return nil
        case .optimal(let solution):
            let rowCount = rowScales.count
            let unit = if case .value = goal { objectiveScale } else { 1.0 }
            return Solution(
                value: solution.objective * unit,
                prices: (0..<rowCount).map { max(0, solution.rowDuals[$0]) * unit / rowScales[$0] },
                unitPrices: solution.rowDuals[rowCount...].map { max(0, $0) * unit },
                shares: Array(solution.columnValues[rowCount...]),
                relaxations: (0..<rowCount).map { solution.columnValues[$0] * rowScales[$0] },
                iterations: solution.iterations,
                method: solution.method)
        case .limitReached:
            return nil
        case .infeasible, .unbounded:
            throw OptimizationError.masterLostFeasibility
        }
    }

    private func outcome(seconds: Double) throws -> LinearOutcome? {
        do {
            return try session.solve(limits: SolverLimits(seconds: seconds))
        } catch {
            guard case .numericalFailure = error else { throw error }
            return nil
        }
    }

    /// Limits of a row, in the form use <= limit, between which the present basis stays optimal; nil for a row in the basis.
    func range(ofRow row: Int) throws -> ClosedRange<Double>? {
        guard let range = try session.rangeOfRowBound(row) else { return nil }
        return range.lowerBound * rowScales[row]...range.upperBound * rowScales[row]
    }
}

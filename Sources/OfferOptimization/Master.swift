import LinearProgramming
import OfferModel

/// The master linear programme: the coupling rows, one convexity row a group, and the bundles priced so far, kept warm in GLPK.
///
/// Rows are in the form use <= limit (floors negated) and scaled by their limit, the objective by the size of its coefficients, so
/// that GLPK's tolerances mean the same for kopecks and for trillions. Every coupling row has an elastic column: free to grow
/// where feasibility is sought, fixed at zero where value is.
struct Master {
    /// A bundle shown to the whole of a group.
    struct Column {
        let group: Int
        let variants: [Int]
        let value: Double
        let uses: [Double]
    }

    struct Solution {
        /// Objective in its own units; for feasibility, minus the weighted sum of relaxations.
        let value: Double
        /// lambda >= 0, one a row, per unit of the row.
        let prices: [Double]
        /// mu >= 0, one a group.
        let groupPrices: [Double]
        /// y, one a column.
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

    let problem: GroupedProblem
    private(set) var columns: [Column] = []
    private let session: GLPKSession
    private let rowScales: [Double]
    private let objectiveScale: Double
    private var goal = Goal.value
    private var known: Set<[Int]> = []

    /// - Parameter seeds: bundles to begin with; their sizes set the scales.
    init(_ problem: GroupedProblem, seeds: PricingPass) throws {
        let rows = problem.base.rows
        let seedColumns = Self.columns(seeds, of: problem)
        rowScales = rows.indices.map { row in
            let limit = abs(rows[row].limit)
            return limit > 0 ? limit : max(seedColumns.reduce(0) { max($0, abs($1.uses[row])) }, .leastNormalMagnitude)
        }.map { $0 > 1e-100 ? $0 : 1 }
        let values = seedColumns.map { abs($0.value) }.filter { $0 > 0 }
        objectiveScale = values.isEmpty ? 1 : values.reduce(0, +) / Double(values.count)
        self.problem = problem

        let scales = rowScales
        session = try GLPKSession(
            rows: rows.enumerated().map { LinearRow(name: $1.name, upper: $1.sign * $1.limit / scales[$0]) }
                + (0..<problem.grouping.count).map { LinearRow(name: "group:\($0)", upper: problem.base.reachableShare) },
            sense: .maximize)
        try session.addColumns(
            rows.enumerated().map {
                LinearColumn(name: "elastic:\($1.name)", upper: 0, entries: [.init(row: $0, coefficient: -1)])
            })
        try add(seedColumns)
    }

    private static func columns(_ pass: PricingPass, of problem: GroupedProblem) -> [Column] {
        pass.best.enumerated().filter { !$1.variants.isEmpty }.map { group, best in
            let (value, uses) = problem.coefficients(of: best.variants, for: group)
            return Column(group: group, variants: best.variants, value: value, uses: uses)
        }
    }

    /// Adds each group's best bundle where it beats the group's price and is not there yet.
    ///
    /// - Returns: how many were added.
    mutating func add(_ pass: PricingPass, beating groupPrices: [Double]) throws -> Int {
        let improving = PricingPass(
            best: pass.best.enumerated().map { group, best in
                best.value > groupPrices[group] && !known.contains([group] + best.variants)
                    ? best : PricingPass.Best(value: 0, variants: [])
            })
        let new = Self.columns(improving, of: problem)
        try add(new)
        return new.count
    }

    private mutating func add(_ new: [Column]) throws {
        guard !new.isEmpty else { return }
        let rowCount = problem.base.rows.count
        try session.addColumns(
            new.map { column in
                var entries: [LinearColumn.Entry] = []
                for (row, use) in column.uses.enumerated() where use != 0 {
                    entries.append(.init(row: row, coefficient: problem.base.rows[row].sign * use / rowScales[row]))
                }
                entries.append(.init(row: rowCount + column.group, coefficient: 1))
                return LinearColumn(name: "", objective: objectiveCoefficient(of: column), entries: entries)
            })
        columns += new
        for column in new { known.insert([column.group] + column.variants) }
    }

    private func objectiveCoefficient(of column: Column) -> Double {
        if case .value = goal { column.value / objectiveScale } else { 0 }
    }

    /// From now on seek the least weighted sum of relaxations, each divided by its row's weight.
    mutating func seekFeasibility(weights: [Double]) throws {
        goal = .feasibility(weights: weights)
        try setElastics(upper: .infinity) { -rowScales[$0] / weights[$0] }
    }

    /// From now on seek the greatest objective, with every row kept.
    mutating func seekValue() throws {
        goal = .value
        try setElastics(upper: 0) { _ in 0 }
    }

    private func setElastics(upper: Double, objective: (Int) -> Double) throws {
        for row in rowScales.indices { try session.setColumnBounds(row, lower: 0, upper: upper) }
        try session.setObjective(coefficients: rowScales.indices.map(objective) + columns.map(objectiveCoefficient))
    }

    /// Moves a row's limit, given in the form use <= limit; infinite takes the row away.
    func setLimit(_ limit: Double, ofRow row: Int) throws {
        try session.setRowBounds(row, lower: -.infinity, upper: limit / rowScales[row])
    }

    /// Weights that make a relaxation of each row relative to its own scale.
    var scaleWeights: [Double] { rowScales }

    /// - Returns: nil when the time is up first.
    func solve(seconds: Double) throws -> Solution? {
        switch try session.solve(limits: SolverLimits(seconds: seconds)) {
        case .optimal(let solution):
            let rowCount = rowScales.count
            let unit = if case .value = goal { objectiveScale } else { 1.0 }
            return Solution(
                value: solution.objective * unit,
                prices: (0..<rowCount).map { max(0, solution.rowDuals[$0]) * unit / rowScales[$0] },
                groupPrices: solution.rowDuals[rowCount...].map { max(0, $0) * unit },
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

    /// Limits of a row, in the form use <= limit, between which the present basis stays optimal; nil for a row in the basis.
    func range(ofRow row: Int) throws -> ClosedRange<Double>? {
        guard let range = try session.rangeOfRowBound(row) else { return nil }
        return range.lowerBound * rowScales[row]...range.upperBound * rowScales[row]
    }
}

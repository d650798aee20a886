import LinearProgramming

/// What no plan with a few changes is worth more than, for prices that were tried.
///
///     U_k(lambda) = objective + sum of lambda_m (limit_m - use_m) + V max over broken rules of sum of lambda_m weight_m
///                   + the greatest sum of priced gains of the segments with at most k changes
///
/// holds for any lambda >= 0, for every plan with k changes whose relative excesses add up to at most V.
struct ChangeBound {
    let prices: [Double]
    /// Of all changes, by number.
    let knapsack: ChangeKnapsack
    private let idle: Double
    private let pricePerViolation: Double

    init(of proposal: ProposedPlan, prices: [Double], knapsack: ChangeKnapsack) {
        self.prices = prices
        self.knapsack = knapsack
        idle = prices.indices.reduce(proposal.objective) { $0 + prices[$1] * (proposal.limits[$1] - proposal.uses[$1]) }
        pricePerViolation = proposal.broken.reduce(0) { most, rule in
            max(most, rule.rows.reduce(0) { $0 + prices[$1] * proposal.weights[$1] })
        }
    }

    func bound(changes: Int, violation: Double) -> Double {
        idle + violation * pricePerViolation + knapsack.totals[changes]
    }
}

/// The prices that make the bound small: the dual of the plans with a few changes that were met so far, mixed. Each pass at such prices adds
/// the plan that gains most there (Kelley's cutting planes).
struct ChangeBoundMaster {
    private let proposal: ProposedPlan
    private let session: GLPKSession
    private let rowScales: [Double]
    private let objectiveScale: Double

    private static let longestSolve = 10.0

    /// - Parameters:
    ///   - violation: sum of relative excesses that plans may have.
    ///   - first: the effect of a change that keeps to it.
    init(_ proposal: ProposedPlan, violation: Double, first: ChangeEffect) throws {
        self.proposal = proposal
        let slacks = zip(proposal.limits, proposal.uses).map { $0 - $1 }
        let scales = slacks.indices.map { row in
            let scale = max(abs(slacks[row]), abs(first.uses[row]), 1e-6 * proposal.weights[row])
            return scale > 1e-100 ? scale : 1
        }
        rowScales = scales
        objectiveScale = max(1e-6 * abs(proposal.objective), abs(first.value), 1e-9)
        session = try GLPKSession(
            rows: zip(slacks, scales).enumerated().map { LinearRow(name: "row:\($0)", upper: $1.0 / $1.1) }
                + [LinearRow(name: "violation", upper: violation), LinearRow(name: "mix", upper: 1)],
            sense: .maximize)
        try session.addColumns(
            proposal.broken.map { rule in
                LinearColumn(
                    name: rule.name,
                    entries: rule.rows.map { .init(row: $0, coefficient: -proposal.weights[$0] / scales[$0]) }
                        + [.init(row: scales.count, coefficient: 1)])
            })
        try add(first)
    }

    func add(_ effect: ChangeEffect) throws {
        var entries: [LinearColumn.Entry] = []
        for (row, use) in effect.uses.enumerated() where use != 0 {
            entries.append(.init(row: row, coefficient: use / rowScales[row]))
        }
        entries.append(.init(row: rowScales.count + 1, coefficient: 1))
        try session.addColumns([LinearColumn(name: "", objective: effect.value / objectiveScale, entries: entries)])
    }

    /// - Returns: lambda, one a row; nil where the solver has no answer.
    func prices() throws -> [Double]? {
        do {
            guard let solution = try session.solve(limits: SolverLimits(seconds: Self.longestSolve)).solution else { return nil }
            return rowScales.indices.map { max(0, solution.rowDuals[$0]) * objectiveScale / rowScales[$0] }
        } catch {
            guard case .numericalFailure = error else { throw error }
            return nil
        }
    }
}

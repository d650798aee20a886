import OfferModel

/// Shadow prices folded into one weight per (macro-segment, offer, table column), so that a pass over the pairs never gathers
/// over the rows: reduced value of a pair = sum over columns of weight times coefficient.
struct PriceWeights: Sendable {
    /// The table columns that have a weight anywhere.
    let columns: [Int]
    /// The prices, or radii, themselves, one a row: for what bundles use by themselves.
    let rowPrices: [Double]
    private let weights: [Double]
    private let offerCount: Int

    /// - Parameters:
    ///   - prices: lambda, one a row, each at least 0, per unit by which a ceiling is raised or a floor lowered.
    ///   - objectiveWeight: 1, or 0 where only feasibility is sought.
    init(of problem: OptimizationProblem, prices: [Double], objectiveWeight: Double) {
        var used = Set(objectiveWeight == 0 ? [] : [problem.objectiveColumn])
        for (row, price) in prices.enumerated() where price != 0 { used.formUnion(problem.termColumns[row]) }
        let columns = used.sorted()
        let offerCount = problem.scenario.offers.count
        var weights = [Double](repeating: 0, count: problem.macroCount * offerCount * columns.count)

        for macro in 0..<problem.macroCount {
            for offer in 0..<offerCount {
                let start = (macro * offerCount + offer) * columns.count
                if let place = columns.firstIndex(of: problem.objectiveColumn) { weights[start + place] += objectiveWeight }
                for (number, row) in problem.rows.enumerated()
                where prices[number] != 0 && row.scope.offers[offer] && problem.rowCountsMacro[number][macro] {
                    for (term, column) in zip(row.terms, problem.termColumns[number]) {
                        weights[start + columns.firstIndex(of: column)!] -= row.sign * prices[number] * term.factor
                    }
                }
            }
        }
        self.columns = columns
        rowPrices = prices
        self.weights = weights
        self.offerCount = offerCount
    }

    /// Half the sides of a box around prices, folded the same way but with magnitudes: weight times the size of a coefficient
    /// bounds what the box can change of a pair's reduced value.
    ///
    /// - Parameter radii: one a row, each at least 0.
    init(of problem: OptimizationProblem, radii: [Double]) {
        let columns = Set(problem.rows.indices.filter { radii[$0] > 0 }.flatMap { problem.termColumns[$0] }).sorted()
        let offerCount = problem.scenario.offers.count
        var weights = [Double](repeating: 0, count: problem.macroCount * offerCount * columns.count)
        for macro in 0..<problem.macroCount {
            for offer in 0..<offerCount {
                let start = (macro * offerCount + offer) * columns.count
                for (number, row) in problem.rows.enumerated()
                where radii[number] > 0 && row.scope.offers[offer] && problem.rowCountsMacro[number][macro] {
                    for (term, column) in zip(row.terms, problem.termColumns[number]) {
                        weights[start + columns.firstIndex(of: column)!] += radii[number] * abs(term.factor)
                    }
                }
            }
        }
        self.columns = columns
        rowPrices = radii
        self.weights = weights
        self.offerCount = offerCount
    }

    /// The columns, and their weights for pairs of an offer shown to customers of a macro-segment.
    func withWeights<Result>(
        _ body: (_ columns: UnsafeBufferPointer<Int>, _ start: (_ macro: Int, _ offer: Int) -> UnsafePointer<Double>) -> Result
    ) -> Result {
        columns.withUnsafeBufferPointer { columns in
            weights.withUnsafeBufferPointer { weights in
                body(columns) { macro, offer in weights.baseAddress! + (macro &* offerCount &+ offer) &* columns.count }
            }
        }
    }
}

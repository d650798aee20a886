import OfferEconomics
import OfferModel

/// Sums of the table's columns over shown pairs, kept apart by offer and by the macro-segments that rows tell apart: all that the
/// rows and the objective need to know of a part of a plan.
struct Account: Sendable {
    private let columnCount: Int
    private let offerCount: Int
    private var sums: [Double]

    init(of problem: OptimizationProblem) {
        columnCount = problem.table.measures.count
        offerCount = problem.scenario.offers.count
        sums = Array(repeating: 0, count: problem.macroCount * offerCount * columnCount)
    }

    /// Adds what a whole group uses when it is shown a bundle.
    mutating func add(_ variants: [Int], shownTo group: Int, in problem: GroupedProblem) {
        guard !variants.isEmpty else { return }
        let base = problem.base
        for member in problem.grouping.members(of: group) {
            let macro = base.macroOfSegment[member]
            for pair in base.table.pairs(of: SegmentIndex(member)) where variants.contains(Int(base.table.variants[pair])) {
                let start = (macro * offerCount + base.offerOfVariant[Int(base.table.variants[pair])]) * columnCount
                for column in 0..<columnCount { sums[start + column] += base.table[column, pair] }
            }
        }
    }

    /// Objective value and use of each row.
    func totals(in problem: OptimizationProblem) -> (value: Double, uses: [Double]) {
        var value = 0.0
        var uses = [Double](repeating: 0, count: problem.rows.count)
        for macro in 0..<problem.macroCount {
            for offer in 0..<offerCount {
                let start = (macro * offerCount + offer) * columnCount
                value += sums[start + problem.objectiveColumn]
                for (number, row) in problem.rows.enumerated() where row.scope.offers[offer] && problem.rowCountsMacro[number][macro] {
                    for (term, column) in zip(row.terms, problem.termColumns[number]) { uses[number] += term.factor * sums[start + column] }
                }
            }
        }
        return (value, uses)
    }
}

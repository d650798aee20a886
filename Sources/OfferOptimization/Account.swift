import OfferEconomics
import OfferModel

/// Sums of the table's columns over shown pairs, kept apart by offer and by the macro-segments that rows tell apart: all that the
/// rows and the objective need to know of a part of a plan.
struct Account: Sendable {
    private let columnCount: Int
    private let offerCount: Int
    private var sums: [Double]
    /// What bundles use of each row by themselves; empty where no row counts bundles.
    private var bundleUses: [Double]

    init(of problem: OptimizationProblem) {
        columnCount = problem.table.measures.count
        offerCount = problem.scenario.offers.count
        sums = Array(repeating: 0, count: problem.macroCount * offerCount * columnCount)
        bundleUses = problem.currentParts == nil ? [] : Array(repeating: 0, count: problem.rows.count)
    }

    /// Adds what a whole group uses when it is shown a bundle, given by its variants in ascending order.
    mutating func add(_ variants: [Int], shownTo group: Int, _ view: PairView) {
        guard !variants.isEmpty else { return }
        view.bundleUse(of: group)?.add(variants, to: &bundleUses)
        for part in view.parts(of: group) {
            let macro = view.macroOfPart[part]
            var next = 0
            for pair in view.pairs(of: part) {
                let variant = Int(view.variantOfPair[pair])
                while next < variants.count && variants[next] < variant { next += 1 }
                guard next < variants.count else { break }
                guard variants[next] == variant else { continue }
                let start = (macro * offerCount + view.offerOfVariant[variant]) * columnCount
                for column in 0..<columnCount { sums[start + column] += view.cells[column * view.pairCount + pair] }
            }
        }
    }

    /// Objective value and use of each row.
    func totals(in problem: OptimizationProblem) -> (value: Double, uses: [Double]) {
        var value = 0.0
        var uses = bundleUses.isEmpty ? [Double](repeating: 0, count: problem.rows.count) : bundleUses
        sums.withUnsafeBufferPointer { sums in
            for cell in 0..<sums.count / columnCount {
                let cellSums = sums.baseAddress! + cell * columnCount
                value += cellSums[problem.objectiveColumn]
                problem.rowTerms.add(cellSums, ofCell: cell, to: &uses)
            }
        }
        return (value, uses)
    }

    /// Back to nothing, with the memory kept.
    mutating func clear() {
        for place in sums.indices { sums[place] = 0 }
        for row in bundleUses.indices { bundleUses[row] = 0 }
    }

    static func += (sum: inout Account, other: Account) {
        for place in sum.sums.indices { sum.sums[place] += other.sums[place] }
        for row in sum.bundleUses.indices { sum.bundleUses[row] += other.bundleUses[row] }
    }
}

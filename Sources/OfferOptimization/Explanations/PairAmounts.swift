import OfferEconomics
import OfferModel

/// What customers who are shown a variant bring, cost and use, at the prices of the rows.
package struct PairAmounts: Sendable {
    package fileprivate(set) var completions = 0.0
    package fileprivate(set) var incrementalCompletions = 0.0
    /// V and the fees of external partners, in currency units.
    package fileprivate(set) var value = 0.0
    package fileprivate(set) var cost = 0.0
    /// What the objective counts.
    package fileprivate(set) var objective = 0.0
    /// Price times use, one a coupling row; negative where the row is a floor that this helps to keep.
    package fileprivate(set) var priced: [Double]

    /// Sum of price times use over all rows.
    package var totalPriced: Double { priced.reduce(0, +) }

    /// The objective less the priced uses: at most 0 for what could be added to an optimum.
    package var reduced: Double { objective - totalPriced }

    init(rowCount: Int) {
        priced = Array(repeating: 0, count: rowCount)
    }

    static func += (sum: inout PairAmounts, other: PairAmounts) {
        sum.add(other, times: 1)
    }

    static func - (left: PairAmounts, right: PairAmounts) -> PairAmounts {
        var difference = left
        difference.add(right, times: -1)
        return difference
    }

    private mutating func add(_ other: PairAmounts, times factor: Double) {
        completions += factor * other.completions
        incrementalCompletions += factor * other.incrementalCompletions
        value += factor * other.value
        cost += factor * other.cost
        objective += factor * other.objective
        for row in priced.indices { priced[row] += factor * other.priced[row] }
    }
}

extension OptimizationProblem {
    /// What a share of a segment brings and uses when it is shown a variant; nil where the variant is closed to the segment.
    ///
    /// - Parameter prices: lambda >= 0, one a coupling row.
    func amounts(of variant: VariantIndex, to segment: SegmentIndex, share: Double, prices: [Double]) -> PairAmounts? {
        guard let pair = table.pairs(of: segment).first(where: { Int(table.variants[$0]) == variant.position }),
            let valuation = PairValuation(of: scenario.variants[variant], to: segment, in: scenario)
        else { return nil }
        let customers = share * scenario.segments[segment].customers
        let offer = offerOfVariant[variant.position]
        var amounts = PairAmounts(rowCount: rows.count)
        amounts.completions = customers * valuation[.completions]
        amounts.incrementalCompletions = customers * valuation[.incrementalCompletions]
        amounts.value = customers * valuation[.valueAndExternalFees]
        amounts.cost = customers * valuation[.cost]
        amounts.objective = share * table[objectiveColumn, pair]
        for (number, row) in rows.enumerated()
        where prices[number] != 0 && row.scope.offers[offer] && rowCountsMacro[number][macroOfSegment[segment.position]] {
            let use = zip(row.terms, termColumns[number]).reduce(0) { $0 + $1.0.factor * table[$1.1, pair] }
            amounts.priced[number] = share * row.sign * prices[number] * use
        }
        return amounts
    }
}

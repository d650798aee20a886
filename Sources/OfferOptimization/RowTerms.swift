import OfferModel

/// What a shown pair counts for in every row, by the pair's macro-segment and offer: the rows' terms sorted the other way round, so
/// that a sum kept by (macro-segment, offer, column) becomes uses of rows without asking every row whether it is concerned.
struct RowTerms: Sendable {
    private struct Term {
        let row: Int
        let column: Int
        let factor: Double
    }

    private let terms: [Term]
    /// The terms of cell c are `terms[starts[c]..<starts[c + 1]]`; a cell is a macro-segment's number times the offers plus an offer.
    private let starts: [Int]

    init(of rows: [CouplingRow], columns: [[Int]], rowCountsMacro: [[Bool]], macroCount: Int, offerCount: Int) {
        var terms: [Term] = []
        var starts = [0]
        for macro in 0..<macroCount {
            for offer in 0..<offerCount {
                for (number, row) in rows.enumerated() where row.scope.offers[offer] && rowCountsMacro[number][macro] {
                    for (term, column) in zip(row.terms, columns[number]) {
                        terms.append(Term(row: number, column: column, factor: term.factor))
                    }
                }
                starts.append(terms.count)
            }
        }
        self.terms = terms
        self.starts = starts
    }

    /// Adds to `uses` what the sums of one cell, one a column, count for.
    func add(_ sums: UnsafePointer<Double>, ofCell cell: Int, to uses: inout [Double]) {
        for place in starts[cell]..<starts[cell + 1] {
            let term = terms[place]
            uses[term.row] += term.factor * sums[term.column]
        }
    }
}

import OfferModel

/// A figure of a plan that is linear in the means of cells: sum over segments and cells of N_s x_sc sum_q f_q m_qc, over the cells in
/// scope, where it is relative less what the customer would bring who is shown nothing.
struct LinearFigure: Sendable {
    /// f_q by quantity.
    let factors: [(quantity: Int, factor: Double)]
    /// One flag a cell; nil for all.
    let scope: [Bool]?
    let isRelative: Bool

    init(_ factors: [(quantity: Int, factor: Double)], scope: [Bool]? = nil, isRelative: Bool = false) {
        self.factors = factors
        self.scope = scope
        self.isRelative = isRelative
    }

    /// Per customer in the cell.
    func use(of cell: Int, _ means: CellMeans, in cells: ValuedCells) -> Double {
        guard scope?[cell] ?? true else { return 0 }
        let own = combined(means, cell)
        guard isRelative, let nothing = cells.nothing(of: cells.segment(of: cell)) else { return own }
        return own - combined(means, nothing)
    }

    /// Whether both combine the same quantities in the same way.
    func hasFactors(of other: LinearFigure) -> Bool {
        factors.elementsEqual(other.factors) { $0.quantity == $1.quantity && $0.factor == $1.factor }
    }

    /// sum_q f_q m_qc.
    func combined(_ means: CellMeans, _ cell: Int) -> Double {
        factors.reduce(0) { $0 + $1.factor * means[$1.quantity, cell] }
    }

    /// Customers whose mean a cell stands for, one a cell: the figure is the sum over cells of these times the cell's combined mean.
    func multipliers(_ shares: [Double], in cells: ValuedCells) -> [Double] {
        var multipliers = [Double](repeating: 0, count: shares.count)
        for (segment, customers) in cells.customers.enumerated() where customers > 0 {
            var counted = 0.0
            for cell in cells.cells(of: segment) where scope?[cell] ?? true {
                multipliers[cell] = customers * shares[cell]
                counted += customers * shares[cell]
            }
            if isRelative, let nothing = cells.nothing(of: segment) { multipliers[nothing] -= counted }
        }
        return multipliers
    }

    /// The figure of a plan under the means that are given.
    func value(of shares: [Double], _ means: CellMeans, in cells: ValuedCells) -> Double {
        var sum = 0.0
        for (cell, multiplier) in multipliers(shares, in: cells).enumerated() where multiplier != 0 {
            sum += multiplier * combined(means, cell)
        }
        return sum
    }
}

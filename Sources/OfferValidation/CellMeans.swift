import OfferModel

/// Mean of each measured quantity in each cell, over some of the customers.
struct CellMeans: Sendable {
    private let cellCount: Int
    private var means: [Double]

    init(quantityCount: Int, cellCount: Int) {
        self.cellCount = cellCount
        means = Array(repeating: 0, count: quantityCount * cellCount)
    }

    subscript(quantity: Int, cell: Int) -> Double {
        get { means[quantity * cellCount + cell] }
        set { means[quantity * cellCount + cell] = newValue }
    }
}

/// Count, means and variances of cells over some of the customers.
struct CellMoments: Sendable {
    private(set) var counts: [Int]
    private(set) var means: CellMeans
    /// Of single customers, with count - 1 in the denominator.
    private(set) var variances: CellMeans

    /// - Parameter customers: of a cell, whom to look at.
    init(of cells: ValuedCells, customers: (_ cell: Int) -> [Int]) {
        let experiment = cells.experiment
        counts = Array(repeating: 0, count: experiment.cells.count)
        means = CellMeans(quantityCount: experiment.quantities.count, cellCount: experiment.cells.count)
        variances = means
        for cell in experiment.cells.indices where cells.isOpen(cell) {
            let members = customers(cell)
            counts[cell] = members.count
            for (quantity, outcomes) in experiment.outcomes.enumerated() {
                let mean = members.reduce(0) { $0 + outcomes[$1] } / Double(members.count)
                means[quantity, cell] = mean
                variances[quantity, cell] =
                    members.reduce(0) { $0 + (outcomes[$1] - mean) * (outcomes[$1] - mean) } / Double(max(1, members.count - 1))
            }
        }
    }
}

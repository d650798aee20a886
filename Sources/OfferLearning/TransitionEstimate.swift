package import DenseAlgebra
package import OfferModel

/// P, the probabilities with which customers move between levels in a month, and how exactly they are known (model.md section 12).
///
/// From counts n, a row of P has a Dirichlet posterior: each transition that may happen has the weight n + pseudo count (1/2 is Jeffreys'
/// prior). P is the posterior's mean. Rows are independent.
package struct TransitionEstimate: Sendable {
    /// Rows sum to 1.
    package let matrix: Matrix
    /// Sum of the weights of each row; nil where P is known.
    package let weights: [Double]?

    package init(of transitions: LadderTransitions, levelCount: Int, pseudoCount: Double) {
        switch transitions.content {
        case .probabilities(let cells):
            matrix = Matrix(rowCount: levelCount, columnCount: levelCount) { cells[$0 * levelCount + $1] }
            weights = nil
        case .counts(let counts):
            let cells = counts.map { $0.map { $0 + pseudoCount } ?? 0 }
            let weights = (0..<levelCount).map { row in cells[row * levelCount..<(row + 1) * levelCount].reduce(0, +) }
            matrix = Matrix(rowCount: levelCount, columnCount: levelCount) { cells[$0 * levelCount + $1] / weights[$0] }
            self.weights = weights
        }
    }

    /// Variance of (P v)_row for fixed v: (E[v^2] - E[v]^2) / (weight + 1), the moments under the row; 0 where P is known.
    func variance(row: Int, of values: [Double]) -> Double {
        guard let weights else { return 0 }
        let mean = values.indices.reduce(0) { $0 + matrix[row, $1] * values[$1] }
        // Deviations from the mean, so that large values that differ little lose no digits.
        let square = values.indices.reduce(0) { $0 + matrix[row, $1] * (values[$1] - mean) * (values[$1] - mean) }
        return square / (weights[row] + 1)
    }

    /// The probabilities of each level so many months after each level: P to the power of each of the numbers from 0 up.
    func distributions(months: Int) -> [Matrix] {
        let levelCount = matrix.rowCount
        var powers = [Matrix(rowCount: levelCount, columnCount: levelCount) { $0 == $1 ? 1 : 0 }]
        for _ in 0..<months { powers.append(MatrixProduct.product(powers[powers.count - 1], matrix)) }
        return powers
    }
}

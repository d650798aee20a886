package import DenseAlgebra

/// V, what a customer at each level is worth in the months to come, for one matrix of transitions and one of margins (model.md section 12).
package struct LadderSolution: Sendable {
    let estimate: TransitionEstimate
    private let discount: Double
    private let horizonMonths: Int?
    /// V by level and asset.
    let values: Matrix
    /// Of all assets together, for each number of months from 0 to H - 1 that are left; without a horizon only the V that never ends.
    private let totals: [[Double]]
    /// (I - d P)^-1, without a horizon.
    private let visits: Matrix?

    /// - Parameter margins: g by level and asset.
    package init(_ estimate: TransitionEstimate, margins: Matrix, discount: Double, horizonMonths: Int?) {
        self.estimate = estimate
        self.discount = discount
        self.horizonMonths = horizonMonths
        let levelCount = margins.rowCount
        if let horizonMonths {
            var value = Matrix(rowCount: levelCount, columnCount: margins.columnCount)
            var totals: [[Double]] = []
            for _ in 0..<horizonMonths {
                totals.append(value.rowSums)
                let next = MatrixProduct.product(estimate.matrix, value)
                value = Matrix(rowCount: levelCount, columnCount: margins.columnCount) { margins[$0, $1] + discount * next[$0, $1] }
            }
            values = value
            self.totals = totals
            visits = nil
        } else {
            let left = Matrix(rowCount: levelCount, columnCount: levelCount) { ($0 == $1 ? 1 : 0) - discount * estimate.matrix[$0, $1] }
            let identity = Matrix(rowCount: levelCount, columnCount: levelCount) { $0 == $1 ? 1 : 0 }
            // Rows of d P sum to d < 1, so the matrix is strictly diagonally dominant and never singular.
            guard let visits = left.solution(of: identity), let value = left.solution(of: margins) else {
                preconditionFailure("I - d P is singular for d = \(discount)")
            }
            values = value
            totals = [value.rowSums]
            self.visits = visits
        }
    }

    /// V at a level, of all assets together.
    package func total(_ level: Int) -> Double { (0..<values.columnCount).reduce(0) { $0 + values[level, $1] } }

    /// V at a level to one asset.
    package func value(_ level: Int, asset: Int) -> Double { values[level, asset] }

    /// Standard error of sum_l c_l V_l, V of all assets together, by the delta method; 0 where P is known.
    ///
    /// With dV = sum over months of d (d P)^(H - 1 - n) dP V_n, or d (I - d P)^-1 dP V without a horizon, row k of dP meets the vector
    /// w_k = d sum_n u_k V_n, u = c (d P)^(H - 1 - n), and the rows are independent.
    package func standardError(_ contrast: [Double]) -> Double {
        guard estimate.weights != nil else { return 0 }
        let levelCount = values.rowCount
        var met = [[Double]](repeating: [Double](repeating: 0, count: levelCount), count: levelCount)
        func add(_ row: [Double], _ total: [Double]) {
            for level in 0..<levelCount where row[level] != 0 {
                for to in 0..<levelCount { met[level][to] += discount * row[level] * total[to] }
            }
        }
        if let visits {
            add((0..<levelCount).map { level in contrast.indices.reduce(0) { $0 + contrast[$1] * visits[$1, level] } }, totals[0])
        } else {
            var row = contrast
            // From the month that has all the others before it to the last one, after which nothing is left.
            for total in totals.dropFirst().reversed() {
                add(row, total)
                row = (0..<levelCount).map { level in
                    discount * row.indices.reduce(0) { $0 + row[$1] * estimate.matrix[$1, level] }
                }
            }
        }
        return (0..<levelCount).reduce(0) { $0 + estimate.variance(row: $1, of: met[$1]) }.squareRoot()
    }

    /// Standard error of V at a level.
    package func standardError(of level: Int) -> Double { standardError(contrast([(level, 1)])) }

    /// Standard error of V at one level less V at another.
    package func standardError(from: Int, to: Int) -> Double { from == to ? 0 : standardError(contrast([(to, 1), (from, -1)])) }

    private func contrast(_ weights: [(level: Int, weight: Double)]) -> [Double] {
        var contrast = [Double](repeating: 0, count: values.rowCount)
        for (level, weight) in weights { contrast[level] += weight }
        return contrast
    }

    /// P to the power of each of the numbers from 0 up: for each level at first the probabilities of each level so many months later.
    package func distributions(months: Int) -> [[[Double]]] { estimate.distributions(months: months).map(\.rows) }

    /// Mean of an amount that each level brings, in the present month and those after it, for customers spread over the levels.
    package func expected(_ amounts: [Double], from shares: [Double], months: Int) -> [Double] {
        var shares = shares
        return (0..<months).map { _ in
            let mean = amounts.indices.reduce(0) { $0 + shares[$1] * amounts[$1] }
            shares = shares.indices.map { level in shares.indices.reduce(0) { $0 + shares[$1] * estimate.matrix[$1, level] } }
            return mean
        }
    }

    /// P, row after row.
    package var probabilities: [[Double]] { estimate.matrix.rows }
}

extension Matrix {
    var rows: [[Double]] {
        (0..<rowCount).map { row in (0..<columnCount).map { self[row, $0] } }
    }

    var rowSums: [Double] { rows.map { $0.reduce(0, +) } }
}

import Foundation
import RandomStreams

/// Draws of the matrix of transitions from its Dirichlet posterior: each row is gamma variates divided by their sum.
struct PosteriorDraws {
    /// Draw after draw: P by row.
    let matrices: [[[Double]]]

    /// - Parameter weights: of each transition, counts with their prior; 0 for those that cannot happen.
    init(_ weights: [[Double]], count: Int, seed: UInt64) {
        let gammas = weights.enumerated().map { row, cells in
            cells.enumerated().map { column, shape in
                Self.gammas(shape: shape, count: count, seed: seed, cell: UInt32(row * cells.count + column))
            }
        }
        matrices = (0..<count).map { draw in
            gammas.map { row in
                let sum = row.reduce(0) { $0 + $1[draw] }
                return row.map { $0[draw] / sum }
            }
        }
    }

    /// Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26, 2000; all draws at once, those rejected again.
    private static func gammas(shape: Double, count: Int, seed: UInt64, cell: UInt32) -> [Double] {
        guard shape > 0 else { return [Double](repeating: 0, count: count) }
        precondition(shape >= 1, "the method wants a shape of 1 or more")
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        var gammas = [Double](repeating: 0, count: count)
        var pending = (0..<UInt32(count)).map { $0 }
        var attempt: UInt32 = 0
        while !pending.isEmpty {
            let normals = RandomStream(seed: seed, name: [cell, attempt, 1]).normals(pending).first
            let uniforms = RandomStream(seed: seed, name: [cell, attempt, 2]).uniforms(pending)
            var rejected: [UInt32] = []
            for (place, id) in pending.enumerated() {
                let root = 1 + c * normals[place]
                let cube = root * root * root
                let square = normals[place] * normals[place]
                if cube > 0, log(uniforms[place]) < square / 2 + d - d * cube + d * log(cube) {
                    gammas[Int(id)] = d * cube
                } else {
                    rejected.append(id)
                }
            }
            pending = rejected
            attempt += 1
        }
        return gammas
    }
}

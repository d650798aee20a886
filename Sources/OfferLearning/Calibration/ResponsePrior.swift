import DenseAlgebra

/// A normal belief about the parameters of a form before a segment's own counts are looked at.
struct ResponsePrior: Sendable {
    let mean: [Double]
    /// Inverse of the belief's covariance; rows and columns of parameters that are held are 0. Diagonal for the saturating form.
    let precision: Matrix
    /// Which parameters the belief is about; the others are held at the mean.
    let isFree: [Bool]

    /// What the belief takes from the log-likelihood: half of (b - mean)' precision (b - mean).
    func penalty(_ parameters: [Double]) -> Double {
        zip(pull(parameters), zip(parameters, mean)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) } / 2
    }

    /// precision (b - mean)
    func pull(_ parameters: [Double]) -> [Double] {
        (0..<3).map { row in (0..<3).reduce(0.0) { $0 + precision[row, $1] * (parameters[$1] - mean[$1]) } }
    }
}

import DenseAlgebra

/// A response curve fitted to counts by maximum likelihood, or to counts and a belief by the most likely curve under both.
package struct ResponseFit: Sendable {
    package let estimate: ResponseEstimate
    package let logLikelihood: Double
    /// Parameters that the fit chose; a step has two.
    package let parameterCount: Int

    package var aic: Double { 2 * Double(parameterCount) - 2 * logLikelihood }

    /// Why there is no fit.
    package enum Failure: String, Error, Sendable {
        /// Nobody was shown anything.
        case noCounts = "nobody was shown the offer"
        /// All were shown the same.
        case noVariation = "all were shown the same percent"
        /// A curve with three parameters asks for three percents.
        case tooFewPercents = "it takes three percents, 0 among them or not"
        /// Percents or durations that move together, or too little information.
        case notIdentified = "the counts cannot tell its parameters apart"
        /// Everybody on one side of a percent completes, everybody on the other does not: the likelihood has no maximum.
        case separation = "a percent parts those who complete from those who do not (separation), so the likeliest curve is a wall"
        case nobodyCompleted = "nobody completed (separation), so any curve that is low enough fits"
        case everybodyCompleted = "everybody completed (separation), so any curve that is high enough fits"
        case noConvergence = "the search did not converge"
    }

    /// Inverse of the information on the free parameters, with 0 for the others; nil where it has none.
    static func covariance(information: Matrix, isFree: [Bool]) -> Matrix? {
        let free = isFree.indices.filter { isFree[$0] }
        guard !free.isEmpty else { return Matrix(rowCount: 3, columnCount: 3) }
        let part = Matrix(rowCount: free.count, columnCount: free.count) { information[free[$0], free[$1]] }
        // On one scale, so that a flat direction is told from a parameter in small units.
        let scales = free.indices.map { max(part[$0, $0], .leastNormalMagnitude).squareRoot() }
        let scaled = Matrix(rowCount: free.count, columnCount: free.count) { part[$0, $1] / (scales[$0] * scales[$1]) }
        guard let inverse = scaled.positiveDefiniteInverse else { return nil }
        var covariance = Matrix(rowCount: 3, columnCount: 3)
        for row in free.indices {
            for column in free.indices {
                covariance[free[row], free[column]] = inverse[row, column] / (scales[row] * scales[column])
            }
        }
        return covariance
    }
}

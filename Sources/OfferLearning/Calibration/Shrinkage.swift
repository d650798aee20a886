import DenseAlgebra
import Foundation

/// Draws thin segments towards their macro-segment (empirical Bayes, model.md section 14).
///
/// The parameters of a macro-segment's segments are taken to scatter about its own, each on its own in `CurveCoordinates`. A segment's
/// curve is then the most likely one under its counts and that belief, so that a segment with many counts keeps its own curve and one with
/// few gets its macro-segment's.
struct Shrinkage {
    private let pooled: ResponseEstimate
    private let prior: ResponsePrior
    /// How far the macro-segment's parameters are off, which all its segments share.
    private let meanCovariance: Matrix
    /// Between segments.
    private let scatter: Matrix

    /// - Parameters:
    ///   - pooled: the fit to the counts of all segments together.
    ///   - own: the segments' own fits in the same form, where they have one.
    ///   - points: those counts.
    ///   - customers: shown, by segment.
    init(pooled: ResponseEstimate, own: [ResponseEstimate], points: [DosePoint], customers: [Double]) {
        let isFree = pooled.isFree
        let coordinates = CurveCoordinates(pooled.form, points, isFree: isFree)
        let comparable = own.filter { $0.isFree == pooled.isFree }
        let variances = (0..<3).map { place in
            guard isFree[place] else { return 0.0 }
            let deviation = Scatter.deviation(
                comparable.map { coordinates.value(place, of: $0) }, variances: comparable.map { coordinates.variance(place, of: $0) },
                scale: coordinates.scales[place])
            return deviation * deviation
        }
        let scatter = coordinates.covariance(variances)
        let total = customers.reduce(0, +)
        let concentration = total > 0 ? customers.reduce(0) { $0 + $1 * $1 } / (total * total) : 1
        prior = ResponsePrior(
            mean: pooled.parameters, precision: coordinates.precision(variances.map { $0 > 0 ? 1 / $0 : 0 }), isFree: isFree)
        meanCovariance = Matrix(rowCount: 3, columnCount: 3) { pooled.covariance[$0, $1] + concentration * scatter[$0, $1] }
        self.scatter = scatter
        self.pooled = pooled
    }

    /// A segment's curve, and how much of it is the macro-segment's: 0 nothing, 1 all.
    func shrunk(_ points: [DosePoint]) -> (estimate: ResponseEstimate, share: Double)? {
        let fit: ResponseFit?
        switch pooled.form {
        case .logistic: fit = try? LogisticFit.fit(points, prior: prior)
        case .saturating: fit = try? SaturatingFit.fit(points, prior: prior)
        }
        guard let estimate = fit?.estimate else { return nil }
        // The estimate moves by covariance * precision for each unit that the mean is off.
        let pull = MatrixProduct.product(estimate.covariance, prior.precision)
        let shared = MatrixProduct.product(MatrixProduct.product(pull, meanCovariance), pull.transposed)
        let free = (0..<3).filter { estimate.isFree[$0] }
        let share = free.isEmpty ? 1 : free.reduce(0) { $0 + pull[$1, $1] } / Double(free.count)
        let covariance = Matrix(rowCount: 3, columnCount: 3) { estimate.covariance[$0, $1] + shared[$0, $1] }
        return (
            ResponseEstimate(
                pooled.form, estimate.parameters, covariance: covariance, isFree: estimate.isFree, sharedCovariance: shared),
            min(1, max(0, share))
        )
    }

    /// What is believed of a segment of which nothing was counted.
    var unseen: ResponseEstimate {
        let covariance = Matrix(rowCount: 3, columnCount: 3) { meanCovariance[$0, $1] + scatter[$0, $1] }
        let more = (0..<3).map { covariance[$0, $0] - pooled.covariance[$0, $0] }
        return ResponseEstimate(
            pooled.form, pooled.parameters, covariance: covariance, isFree: prior.isFree, sharedCovariance: meanCovariance,
            profile: pooled.profile?.widened(by: more, half: exp(pooled.parameters[2])))
    }
}

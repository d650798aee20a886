import DenseAlgebra

/// Draws thin segments towards their macro-segment (empirical Bayes, model.md section 14).
///
/// The parameters of a macro-segment's segments are taken to scatter about its own, each on its own, with a variance by moments
/// (DerSimonian and Laird, Controlled Clinical Trials 7, 1986). A segment's curve is then the most likely one under its counts and that
/// belief, so that a segment with many counts keeps its own curve and one with few gets its macro-segment's.
struct Shrinkage {
    let prior: ResponsePrior
    /// How far the macro-segment's parameters are off, which all its segments share.
    let meanCovariance: Matrix
    /// Between segments, by parameter.
    let scatter: [Double]

    /// - Parameters:
    ///   - pooled: the fit to the counts of all segments together.
    ///   - own: the segments' own fits in the same form, where they have one.
    ///   - customers: shown, by segment.
    init(pooled: ResponseEstimate, own: [ResponseEstimate], customers: [Double]) {
        let scatter = (0..<3).map { place in
            let known = own.filter { $0.isFree == pooled.isFree && $0.isFree[place] }
            return Self.scatter(known.map { $0.parameters[place] }, variances: known.map { $0.covariance[place, place] })
        }
        let total = customers.reduce(0, +)
        let concentration = total > 0 ? customers.reduce(0) { $0 + $1 * $1 } / (total * total) : 1
        var meanCovariance = pooled.covariance
        for place in 0..<3 where pooled.isFree[place] { meanCovariance[place, place] += scatter[place] * concentration }
        // Where segments do not differ at all, the belief is firm but not infinitely so.
        let variances = (0..<3).map { max(scatter[$0], 1e-4 * pooled.covariance[$0, $0], 1e-10) }
        // Floor and ceiling always move a little, so that they can leave a bound.
        let isFree = pooled.form == .saturating ? [true, true, pooled.isFree[2]] : pooled.isFree
        prior = ResponsePrior(
            mean: pooled.parameters, precision: variances.indices.map { isFree[$0] ? 1 / variances[$0] : 0 }, isFree: isFree)
        self.meanCovariance = meanCovariance
        self.scatter = scatter
    }

    /// Variance between the true values of which these are estimates; 0 where they differ no more than their errors explain.
    static func scatter(_ estimates: [Double], variances: [Double]) -> Double {
        let known = zip(estimates, variances).filter { $0.1 > 0 && $0.1.isFinite }
        guard known.count > 1 else { return 0 }
        let weights = known.map { 1 / $0.1 }
        let sum = weights.reduce(0, +)
        let mean = zip(known, weights).reduce(0) { $0 + $1.0.0 * $1.1 } / sum
        let spread = zip(known, weights).reduce(0) { $0 + $1.1 * ($1.0.0 - mean) * ($1.0.0 - mean) }
        let scale = sum - weights.reduce(0) { $0 + $1 * $1 } / sum
        return scale > 0 ? max(0, (spread - Double(known.count - 1)) / scale) : 0
    }

    /// A segment's curve, and how much of it is the macro-segment's: 0 nothing, 1 all.
    func shrunk(_ points: [DosePoint], form: ResponseEstimate.Form) -> (estimate: ResponseEstimate, share: Double)? {
        let fit: ResponseFit?
        switch form {
        case .logistic: fit = try? LogisticFit.fit(points, prior: prior)
        case .saturating: fit = try? SaturatingFit.fit(points, prior: prior)
        }
        guard let estimate = fit?.estimate else { return nil }
        // The estimate moves by covariance * precision for each unit that the mean is off.
        let pull = Matrix(rowCount: 3, columnCount: 3) { estimate.covariance[$0, $1] * prior.precision[$1] }
        let shared = MatrixProduct.product(MatrixProduct.product(pull, meanCovariance), pull.transposed)
        let free = (0..<3).filter { estimate.isFree[$0] }
        let share = free.isEmpty ? 1 : free.reduce(0) { $0 + pull[$1, $1] } / Double(free.count)
        let covariance = Matrix(rowCount: 3, columnCount: 3) { estimate.covariance[$0, $1] + shared[$0, $1] }
        return (
            ResponseEstimate(
                form, estimate.parameters, covariance: covariance, isFree: estimate.isFree, sharedCovariance: shared),
            min(1, max(0, share))
        )
    }

    /// What is believed of a segment of which nothing was counted.
    func unseen(_ pooled: ResponseEstimate) -> ResponseEstimate {
        let covariance = Matrix(rowCount: 3, columnCount: 3) { meanCovariance[$0, $1] + ($0 == $1 && pooled.isFree[$0] ? scatter[$0] : 0) }
        return ResponseEstimate(
            pooled.form, pooled.parameters, covariance: covariance, isFree: pooled.isFree, sharedCovariance: meanCovariance)
    }
}

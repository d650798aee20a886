import Foundation

/// How far the true values of a macro-segment's segments lie apart, as a standard deviation, when all that is known are estimates of them.
///
/// The posterior median under the restricted likelihood of estimates x_i with variances v_i,
///
///     l(tau) = -1/2 sum ln(v_i + tau^2) - 1/2 ln sum w_i - 1/2 sum w_i (x_i - x bar)^2        w_i = 1 / (v_i + tau^2)
///
/// and a half-Cauchy belief about tau (Gelman, Bayesian Analysis 1, 2006). Unlike an estimate by moments it is never 0, so that few segments
/// that happen to agree do not pass for segments that are all the same.
enum Scatter {
    private static let gridSize = 200

    /// - Parameter scale: what would be no surprise; the answer where there are no estimates.
    static func deviation(_ estimates: [Double], variances: [Double], scale: Double) -> Double {
        let known = zip(estimates, variances).filter { $0.1 > 0 && $0.1.isFinite }
        guard known.count > 1, scale > 0 else { return scale }
        // Even steps of ln tau, so that a point stands for a stretch as long as tau.
        let grid = (0..<gridSize).map { scale * pow(10, -3 + 5 * Double($0) / Double(gridSize - 1)) }
        let logs = grid.map { logLikelihood($0 * $0, known) + log($0) - log1p(($0 / scale) * ($0 / scale)) }
        let highest = logs.max() ?? 0
        let weights = logs.map { exp($0 - highest) }
        let half = weights.reduce(0, +) / 2
        var sum = 0.0
        for (place, weight) in weights.enumerated() {
            sum += weight
            if sum >= half { return grid[place] }
        }
        return scale
    }

    private static func logLikelihood(_ scatter: Double, _ known: [(Double, Double)]) -> Double {
        var (logs, total, first, second) = (0.0, 0.0, 0.0, 0.0)
        // About a value near all of them, so that nothing cancels.
        let origin = known[0].0
        for (estimate, variance) in known {
            let weight = 1 / (variance + scatter)
            let distance = estimate - origin
            logs -= log(weight)
            total += weight
            first += weight * distance
            second += weight * distance * distance
        }
        return -(logs + log(total) + max(0, second - first * first / total)) / 2
    }
}

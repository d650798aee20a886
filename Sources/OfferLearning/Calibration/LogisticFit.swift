import DenseAlgebra
import Foundation

/// The logistic form with ceiling 1 by iteratively reweighted least squares (model.md section 14).
///
/// With design rows x = (1, P, ln T) and weights w = n p (1 - p), each step solves (X' W X + prior) step = X' (y - n p) - prior (b - mean) by
/// LAPACK and is halved until the likelihood does not fall.
enum LogisticFit {
    fileprivate static let mostSteps = 100

    /// - Parameter prior: nil for maximum likelihood.
    static func fit(_ points: [DosePoint], prior: ResponsePrior? = nil) throws(ResponseFit.Failure) -> ResponseFit {
        guard points.customers > 0 else { throw .noCounts }
        let isFree = prior?.isFree ?? [true, true, points.hasDurations]
        if prior == nil {
            guard points.percents.count > 1 else { throw .noVariation }
            guard points.completed > 0 else { throw .nobodyCompleted }
            guard points.completed < points.customers else { throw .everybodyCompleted }
            guard !isSeparated(points) else { throw .separation }
        }
        let problem = Problem(points: points, prior: prior, isFree: isFree)
        let parameters = try problem.maximum()
        if prior == nil, points.contains(where: { abs(problem.logit(parameters, $0)) > 25 }) { throw .separation }
        guard let covariance = ResponseFit.covariance(information: problem.information(parameters), isFree: isFree) else {
            throw .notIdentified
        }
        let estimate = ResponseEstimate(.logistic, parameters, covariance: covariance, isFree: isFree)
        return ResponseFit(
            estimate: estimate, logLikelihood: points.logLikelihood(estimate.curve), parameterCount: isFree.count { $0 })
    }

    /// Whether some percent parts those who complete from those who do not, so that no finite slope is the most likely one.
    private static func isSeparated(_ points: [DosePoint]) -> Bool {
        let completing = points.filter { $0.completed > 0 }.map(\.percent)
        let failing = points.filter { $0.completed < $0.customers }.map(\.percent)
        guard let lowestYes = completing.min(), let highestYes = completing.max(), let lowestNo = failing.min(),
            let highestNo = failing.max()
        else { return true }
        return lowestYes >= highestNo || highestYes <= lowestNo
    }

    private struct Problem {
        let points: [DosePoint]
        let prior: ResponsePrior?
        let isFree: [Bool]

        func row(_ point: DosePoint) -> [Double] { [1, point.percent, log(Double(point.months))] }

        func logit(_ parameters: [Double], _ point: DosePoint) -> Double {
            zip(parameters, row(point)).reduce(0) { $0 + $1.0 * $1.1 }
        }

        func maximum() throws(ResponseFit.Failure) -> [Double] {
            var parameters = prior?.mean ?? [start, 0, 0]
            var value = objective(parameters)
            for _ in 0..<LogisticFit.mostSteps {
                let slope = gradient(parameters)
                guard let covariance = ResponseFit.covariance(information: information(parameters), isFree: isFree) else {
                    let isSteep = prior == nil && points.contains(where: { abs(logit(parameters, $0)) > 15 })
                    throw isSteep ? ResponseFit.Failure.separation : ResponseFit.Failure.notIdentified
                }
                let step = (0..<3).map { row in (0..<3).reduce(0.0) { $0 + covariance[row, $1] * slope[$1] } }
                let promise = zip(step, slope).reduce(0) { $0 + $1.0 * $1.1 }
                // The last step is in the region of quadratic convergence: it brings the full precision.
                if promise < 1e-12 { return zip(parameters, step).map { $0 + $1 } }
                var share = 1.0
                var next = parameters
                var nextValue = -Double.infinity
                repeat {
                    next = zip(parameters, step).map { $0 + share * $1 }
                    nextValue = objective(next)
                    share /= 2
                } while !(nextValue >= value - 1e-12 * abs(value)) && share > 1e-9
                guard nextValue >= value - 1e-12 * abs(value) else { throw .noConvergence }
                // Rounding decides from here on.
                if promise < 1e-9, nextValue <= value { return next }
                (parameters, value) = (next, nextValue)
            }
            throw .noConvergence
        }

        /// The logit of the share of all, drawn a little to the middle so that it is finite.
        private var start: Double {
            let (yes, no) = (points.completed + 0.5, points.customers - points.completed + 0.5)
            return log(yes / no)
        }

        /// Log-likelihood plus log prior, up to a constant; safe for any logit.
        private func objective(_ parameters: [Double]) -> Double {
            var sum = 0.0
            for point in points {
                let logit = logit(parameters, point)
                // log p = -softplus(-logit), log (1 - p) = -softplus(logit)
                sum -= point.completed * Self.softplus(-logit) + (point.customers - point.completed) * Self.softplus(logit)
            }
            return sum - (prior?.penalty(parameters) ?? 0)
        }

        private static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

        private func gradient(_ parameters: [Double]) -> [Double] {
            var sums = [0.0, 0, 0]
            for point in points {
                let surplus = point.completed - point.customers / (1 + exp(-logit(parameters, point)))
                for (place, value) in row(point).enumerated() { sums[place] += surplus * value }
            }
            if let prior {
                for (place, pull) in prior.pull(parameters).enumerated() { sums[place] -= pull }
            }
            for place in 0..<3 where !isFree[place] { sums[place] = 0 }
            return sums
        }

        /// X' W X, with the prior's precision.
        func information(_ parameters: [Double]) -> Matrix {
            var information = prior?.precision ?? Matrix(rowCount: 3, columnCount: 3)
            for point in points {
                let probability = 1 / (1 + exp(-logit(parameters, point)))
                let weight = point.customers * probability * (1 - probability)
                let row = row(point)
                for i in 0..<3 {
                    for j in 0..<3 { information[i, j] += weight * row[i] * row[j] }
                }
            }
            return information
        }
    }
}

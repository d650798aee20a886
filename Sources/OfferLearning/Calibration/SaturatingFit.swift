import DenseAlgebra
import Foundation

/// The saturating form floor + (ceiling - floor) P / (P + half) by maximum likelihood (model.md section 14).
///
/// For a given half percent completion is linear in floor and ceiling, and the log-likelihood concave: Newton steps within the bounds 0 and
/// 1 find its one maximum. The half percent itself is searched on a grid of its logarithm, so that no hill is missed, and then by golden
/// section between the neighbours of the best.
///
/// Standard errors are those of the information, but for a curve on a bound, or within its own error of one: `SaturatingProfile`.
struct SaturatingFit {
    let points: [DosePoint]
    private let prior: ResponsePrior?
    /// Of the logarithm of the half percent.
    let bounds: ClosedRange<Double>

    /// Floor and ceiling stay this far from 0 and 1.
    static let edge = 1e-9
    static let gridSize = 61

    struct Level {
        var floor: Double
        var ceiling: Double
        var value: Double
    }

    /// - Parameter prior: nil for maximum likelihood.
    static func fit(_ points: [DosePoint], prior: ResponsePrior? = nil) throws(ResponseFit.Failure) -> ResponseFit {
        guard points.customers > 0 else { throw .noCounts }
        if prior == nil {
            guard points.percents.count > 1 else { throw .noVariation }
            guard points.percents.count > 2 else { throw .tooFewPercents }
            guard points.completed > 0 else { throw .nobodyCompleted }
            guard points.completed < points.customers else { throw .everybodyCompleted }
        }
        let search = SaturatingFit(points, prior)
        if let prior, !prior.isFree[2] {
            return try search.result(logHalf: prior.mean[2], search.level(prior.mean[2]), isHalfFree: false, parameterCount: 2)
        }
        let (logHalf, level) = search.best()
        let isInside = logHalf > search.bounds.lowerBound + 1e-4 && logHalf < search.bounds.upperBound - 1e-4
        return try search.result(logHalf: logHalf, level, isHalfFree: isInside, parameterCount: 3)
    }

    /// The limit of a half percent of nothing: one level without cashback, another at any percent. It is written with a thousandth of the
    /// smallest percent.
    static func step(_ points: [DosePoint]) throws(ResponseFit.Failure) -> ResponseFit {
        guard points.percents.count > 1, points.percents.first == 0 else { throw .tooFewPercents }
        guard points.completed > 0 else { throw .nobodyCompleted }
        guard points.completed < points.customers else { throw .everybodyCompleted }
        let search = SaturatingFit(points, nil)
        let logHalf = search.bounds.lowerBound
        return try search.result(logHalf: logHalf, search.level(logHalf), isHalfFree: false, parameterCount: 2)
    }

    private init(_ points: [DosePoint], _ prior: ResponsePrior?) {
        self.points = points
        self.prior = prior
        let positive = points.percents.filter { $0 > 0 }
        var lowest = log((positive.first ?? 1) / 1_000)
        var highest = log((positive.last ?? 1) * 100)
        if let prior {
            lowest = min(lowest, prior.mean[2])
            highest = max(highest, prior.mean[2])
        }
        bounds = lowest...highest
    }

    private func best() -> (logHalf: Double, level: Level) {
        let width = (bounds.upperBound - bounds.lowerBound) / Double(Self.gridSize - 1)
        let grid = (0..<Self.gridSize).map { bounds.lowerBound + Double($0) * width }
        let levels = grid.map { level($0) }
        let place = levels.indices.max { levels[$0].value < levels[$1].value } ?? 0
        return goldenSection(from: max(bounds.lowerBound, grid[place] - width), to: min(bounds.upperBound, grid[place] + width))
    }

    private func goldenSection(from low: Double, to high: Double) -> (logHalf: Double, level: Level) {
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (low, high)
        var left = high - ratio * (high - low)
        var right = low + ratio * (high - low)
        var (leftLevel, rightLevel) = (level(left), level(right))
        while high - low > 1e-8 {
            if leftLevel.value >= rightLevel.value {
                (high, right, rightLevel) = (right, left, leftLevel)
                left = high - ratio * (high - low)
                leftLevel = level(left)
            } else {
                (low, left, leftLevel) = (left, right, rightLevel)
                right = low + ratio * (high - low)
                rightLevel = level(right)
            }
        }
        return leftLevel.value >= rightLevel.value ? (left, leftLevel) : (right, rightLevel)
    }

    /// The best floor and ceiling for a half percent.
    func level(_ logHalf: Double) -> Level {
        let rises = points.map { $0.percent / ($0.percent + exp(logHalf)) }
        let start = min(max((points.completed + 0.5) / (points.customers + 1), 0.001), 0.999)
        var level = Level(floor: start, ceiling: start, value: 0)
        level.value = objective(level, rises, logHalf)
        for _ in 0..<200 {
            let step = newtonStep(level, rises)
            var share = 1.0
            var next = level
            repeat {
                next.floor = Self.bounded(level.floor + share * step.floor)
                next.ceiling = Self.bounded(level.ceiling + share * step.ceiling)
                next.value = objective(next, rises, logHalf)
                share /= 2
            } while next.value < level.value && share > 1e-12
            guard next.value > level.value else { return level }
            let gain = next.value - level.value
            level = next
            if gain < 1e-13 * max(1, abs(level.value)) { return level }
        }
        return level
    }

    private static func bounded(_ share: Double) -> Double { min(max(share, edge), 1 - edge) }

    private func objective(_ level: Level, _ rises: [Double], _ logHalf: Double) -> Double {
        var sum = 0.0
        for (point, rise) in zip(points, rises) {
            let completion = level.floor * (1 - rise) + level.ceiling * rise
            sum += Bernoulli.logLikelihood(completed: point.completed, of: point.customers, probability: completion)
        }
        return sum - (prior?.penalty([level.floor, level.ceiling, logHalf]) ?? 0)
    }

    /// Newton's step on the parameters that are not pushed against a bound.
    private func newtonStep(_ level: Level, _ rises: [Double]) -> (floor: Double, ceiling: Double) {
        var slope = (floor: 0.0, ceiling: 0.0)
        var curvature = (floor: 0.0, both: 0.0, ceiling: 0.0)
        for (point, rise) in zip(points, rises) {
            let completion = level.floor * (1 - rise) + level.ceiling * rise
            let failed = point.customers - point.completed
            let first = point.completed / completion - failed / (1 - completion)
            let second = point.completed / (completion * completion) + failed / ((1 - completion) * (1 - completion))
            slope.floor += first * (1 - rise)
            slope.ceiling += first * rise
            curvature.floor += second * (1 - rise) * (1 - rise)
            curvature.both += second * (1 - rise) * rise
            curvature.ceiling += second * rise * rise
        }
        if let prior {
            slope.floor -= prior.precision[0, 0] * (level.floor - prior.mean[0])
            slope.ceiling -= prior.precision[1, 1] * (level.ceiling - prior.mean[1])
            curvature.floor += prior.precision[0, 0]
            curvature.ceiling += prior.precision[1, 1]
        }
        let floorMoves = Self.moves(level.floor, slope.floor)
        let ceilingMoves = Self.moves(level.ceiling, slope.ceiling)
        // A level that no point tells of stays where it is.
        let ridge = 1e-12 * (curvature.floor + curvature.ceiling) + .leastNormalMagnitude
        let (a, b, c) = (curvature.floor + ridge, curvature.both, curvature.ceiling + ridge)
        switch (floorMoves, ceilingMoves) {
        case (true, true):
            let determinant = a * c - b * b
            guard determinant > 0 else { return (slope.floor / a, slope.ceiling / c) }
            return ((c * slope.floor - b * slope.ceiling) / determinant, (a * slope.ceiling - b * slope.floor) / determinant)
        case (true, false): return (slope.floor / a, 0)
        case (false, true): return (0, slope.ceiling / c)
        case (false, false): return (0, 0)
        }
    }

    private static func moves(_ share: Double, _ slope: Double) -> Bool {
        !(share <= edge && slope < 0) && !(share >= 1 - edge && slope > 0)
    }

    private func result(
        logHalf: Double, _ level: Level, isHalfFree: Bool, parameterCount: Int
    ) throws(ResponseFit.Failure) -> ResponseFit {
        // A level on its bound is told as exactly 0 or 1.
        let shares = [level.floor, level.ceiling]
        let isInside = shares.map { $0 > 1e-7 && $0 < 1 - 1e-7 }
        let parameters = zip(shares, isInside).map { $1 ? $0 : $0.rounded() } + [logHalf]
        // A level on its bound is no more certain than one inside, so it stays in the information.
        var isFree = [true, true, isHalfFree]
        let information = information(level, logHalf, isOnBound: isInside.contains(false))
        var covariance = ResponseFit.covariance(information: information, isFree: isFree)
        if covariance == nil, isFree[2] {
            isFree[2] = false
            covariance = ResponseFit.covariance(information: information, isFree: isFree)
        }
        guard let covariance else { throw .notIdentified }
        let reach = (0..<3).map { SaturatingProfile.quantile * covariance[$0, $0].squareRoot() }
        // The half percent's own interval goes to 0 where that of its logarithm has a reach of 1.
        let reachesBound = reach[2] > 1 || zip(shares, reach).contains { $0 - $1 < 0 || $0 + $1 > 1 }
        let isRegular = isFree[2] && !isInside.contains(false) && !reachesBound
        let estimate = ResponseEstimate(
            .saturating, parameters, covariance: covariance, isFree: isFree,
            profile: isRegular || prior != nil ? nil : SaturatingProfile(of: self, logHalf: logHalf, level).errors)
        return ResponseFit(estimate: estimate, logLikelihood: points.logLikelihood(estimate.curve), parameterCount: parameterCount)
    }

    /// Expected information on floor, ceiling and the logarithm of the half percent, with the prior's precision.
    ///
    /// - Parameter isOnBound: whether shares are drawn a little to the middle, so that nobody of a hundred does not pass for certainty.
    private func information(_ level: Level, _ logHalf: Double, isOnBound: Bool) -> Matrix {
        var information = prior?.precision ?? Matrix(rowCount: 3, columnCount: 3)
        for point in points {
            let rise = point.percent / (point.percent + exp(logHalf))
            let fitted = level.floor * (1 - rise) + level.ceiling * rise
            let completion = isOnBound ? (point.customers * fitted + 0.5) / (point.customers + 1) : fitted
            let weight = point.customers / (completion * (1 - completion))
            let gradient = [1 - rise, rise, -(level.ceiling - level.floor) * rise * (1 - rise)]
            for i in 0..<3 {
                for j in 0..<3 { information[i, j] += weight * gradient[i] * gradient[j] }
            }
        }
        return information
    }
}

import Foundation

/// Errors of a saturating curve on a bound of its parameters, or within their own errors of one (model.md section 14).
///
/// There the log-likelihood is no parabola: a floor of 0 may well be above 0, and then a larger half percent goes with it, while the
/// information knows of neither. So the 95 % interval of a parameter is where its profile, the highest log-likelihood that the other two
/// reach within their bounds, lies at most 1.92 below the top (Wilks 1938), and its standard error the longer side of that over 1.96.
struct SaturatingProfile {
    /// By parameter.
    struct Errors: Sendable {
        /// Floor, ceiling, half percent as they stand in responses.csv; nil where the counts set no end to the interval.
        let standardErrors: [Double?]
        /// Floor, ceiling, logarithm of the half percent; infinite where the counts set no end.
        let variances: [Double]

        /// With further variances of floor, ceiling and logarithm of the half percent.
        func widened(by more: [Double], half: Double) -> Errors {
            Errors(
                standardErrors: zip(standardErrors, zip(more, [1, 1, half])).map { error, further in
                    error.map { ($0 * $0 + further.0 * further.1 * further.1).squareRoot() }
                }, variances: zip(variances, more).map { $0 + $1 })
        }
    }

    private let fit: SaturatingFit
    private let logHalf: Double
    private let best: SaturatingFit.Level
    /// The least log-likelihood within the intervals.
    private let cut: Double

    /// Of the normal distribution, for 95 %.
    static let quantile = 1.959964
    /// Half percents at which the levels' intervals are looked for.
    private static let stops = 24

    private enum Place { case floor, ceiling }

    init(of fit: SaturatingFit, logHalf: Double, _ best: SaturatingFit.Level) {
        self.fit = fit
        self.logHalf = logHalf
        self.best = best
        cut = best.value - Self.quantile * Self.quantile / 2
    }

    var errors: Errors {
        let half = halfInterval
        let (low, high) = (half.low ?? fit.bounds.lowerBound, half.high ?? fit.bounds.upperBound)
        let halves = (0...Self.stops).map { low + (high - low) * Double($0) / Double(Self.stops) } + [logHalf]
        let levels = halves.map { ($0, fit.level($0)) }.filter { $0.1.value >= cut }
        let floor = longerSide(.floor, levels)
        let ceiling = longerSide(.ceiling, levels)
        let value = exp(logHalf)
        // A half percent of nothing is an end of its own.
        let natural = half.high.map { max(exp($0) - value, value - (half.low.map { exp($0) } ?? 0)) / Self.quantile }
        let sides = half.low.flatMap { low in half.high.map { max($0 - logHalf, logHalf - low) / Self.quantile } }
        return Errors(
            standardErrors: [floor, ceiling, natural],
            variances: [floor * floor, ceiling * ceiling, sides.map { $0 * $0 } ?? .infinity])
    }

    /// Of the logarithm; nil where the likelihood stays high to the end of what is searched.
    private var halfInterval: (low: Double?, high: Double?) {
        let count = SaturatingFit.gridSize
        let width = (fit.bounds.upperBound - fit.bounds.lowerBound) / Double(count - 1)
        let grid = (0..<count).map { fit.bounds.lowerBound + Double($0) * width }
        let isWithin = grid.map { fit.level($0).value >= cut }
        func crossing(within: Double, beyond: Double) -> Double {
            var (within, beyond) = (within, beyond)
            while abs(beyond - within) > 1e-6 {
                let middle = (within + beyond) / 2
                if fit.level(middle).value >= cut { within = middle } else { beyond = middle }
            }
            return (within + beyond) / 2
        }
        var (low, high): (Double?, Double?) = (nil, nil)
        if !isWithin[0], let beyond = grid.indices.last(where: { !isWithin[$0] && grid[$0] < logHalf && !isWithin[...$0].contains(true) }) {
            low = crossing(within: min(grid[beyond] + width, logHalf), beyond: grid[beyond])
        }
        if !isWithin[count - 1],
            let beyond = grid.indices.first(where: { !isWithin[$0] && grid[$0] > logHalf && !isWithin[$0...].contains(true) })
        {
            high = crossing(within: max(grid[beyond] - width, logHalf), beyond: grid[beyond])
        }
        return (low, high)
    }

    /// How far a level's interval goes from the estimate, in standard errors.
    private func longerSide(_ place: Place, _ levels: [(logHalf: Double, level: SaturatingFit.Level)]) -> Double {
        let estimate = value(place, of: best)
        var (low, high) = (estimate, estimate)
        for (logHalf, level) in levels {
            let rises = fit.points.map { $0.percent / ($0.percent + exp(logHalf)) }
            let inside = value(place, of: level)
            low = min(low, end(place, rises, from: inside, to: SaturatingFit.edge, known: low))
            high = max(high, end(place, rises, from: inside, to: 1 - SaturatingFit.edge, known: high))
        }
        return max(high - estimate, estimate - low) / Self.quantile
    }

    private func value(_ place: Place, of level: SaturatingFit.Level) -> Double {
        switch place {
        case .floor: level.floor
        case .ceiling: level.ceiling
        }
    }

    /// The last value of the level towards the bound at which the likelihood is high enough; `known` where that is not beyond it.
    private func end(_ place: Place, _ rises: [Double], from inside: Double, to bound: Double, known: Double) -> Double {
        var (within, beyond) = (inside, bound)
        if abs(bound - known) < abs(bound - inside) {
            guard highest(place, known, rises) >= cut else { return known }
            within = known
        }
        guard highest(place, beyond, rises) < cut else { return beyond }
        while abs(beyond - within) > 1e-7 {
            let middle = (within + beyond) / 2
            if highest(place, middle, rises) >= cut { within = middle } else { beyond = middle }
        }
        return within
    }

    /// The highest log-likelihood over the other level: it is concave, so its slope is bisected.
    private func highest(_ place: Place, _ value: Double, _ rises: [Double]) -> Double {
        let weights = place == .floor ? rises.map { 1 - $0 } : rises
        var (low, high) = (SaturatingFit.edge, 1 - SaturatingFit.edge)
        for _ in 0..<40 {
            let other = (low + high) / 2
            var slope = 0.0
            for (point, weight) in zip(fit.points, weights) {
                let completion = value * weight + other * (1 - weight)
                slope += (1 - weight) * (point.completed / completion - (point.customers - point.completed) / (1 - completion))
            }
            if slope > 0 { low = other } else { high = other }
        }
        let other = (low + high) / 2
        return zip(fit.points, weights).reduce(0) { sum, pair in
            sum
                + Bernoulli.logLikelihood(
                    completed: pair.0.completed, of: pair.0.customers, probability: value * pair.1 + other * (1 - pair.1))
        }
    }
}

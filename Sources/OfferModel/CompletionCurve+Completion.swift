import Foundation

extension CompletionCurve {
    /// q, the probability that a customer who is shown the variant completes it (model.md section 3).
    ///
    /// - Parameters:
    ///   - percent: P = 100 e, the effective (or headline) percent.
    ///   - months: T, duration of the boost.
    /// - Returns: a probability.
    package func completion(percent: Double, months: Int) -> Double {
        switch self {
        case .logistic(let intercept, let slope, let ceiling, let durationSlope):
            return ceiling / (1 + exp(-(intercept + slope * percent + durationSlope * log(Double(months)))))
        case .saturating(let floor, let ceiling, let halfPercent):
            return floor + (ceiling - floor) * percent / (percent + halfPercent)
        case .table(let points):
            return Self.interpolate(points, at: percent)
        }
    }

    private static func interpolate(_ points: [CompletionPoint], at percent: Double) -> Double {
        guard let above = points.firstIndex(where: { $0.percent >= percent }) else { return points[points.count - 1].completion }
        guard above > 0 else { return points[0].completion }
        let left = points[above - 1]
        let right = points[above]
        let position = (percent - left.percent) / (right.percent - left.percent)
        return left.completion + position * (right.completion - left.completion)
    }
}

import Foundation
import OfferModel

/// An offer's percents and durations as numbers, for checks that look at responses without the economics.
struct OfferGrid {
    struct Finding {
        let percent: Double
        let months: Int
        let completion: Double
    }

    private let percents: [Double]
    private let months: [Int]

    /// nil when the offer's grid is not sound.
    init?(of offer: TreeNode) {
        percents = offer.numbers("percents").filter { (0...100).contains($0) }
        months = offer.items("months").compactMap(\.integer).filter { $0 >= 1 }
        guard !percents.isEmpty, !months.isEmpty else { return nil }
    }

    /// The first variant, percents before durations, whose completion at its headline percent lies below `organic`.
    func firstVariant(below organic: Double, for curve: CompletionCurve) -> Finding? {
        for percent in percents {
            for months in months {
                let completion = Self.completion(of: curve, percent: percent, months: months)
                if completion < organic - 1e-12 { return Finding(percent: percent, months: months, completion: completion) }
            }
        }
        return nil
    }

    /// q of model.md section 3 at the headline percent.
    private static func completion(of curve: CompletionCurve, percent: Double, months: Int) -> Double {
        switch curve {
        case .logistic(let intercept, let slope, let ceiling, let durationSlope):
            return ceiling / (1 + exp(-(intercept + slope * percent + durationSlope * log(Double(months)))))
        case .saturating(let floor, let ceiling, let halfPercent):
            return floor + (ceiling - floor) * percent / (percent + halfPercent)
        case .table(let points):
            guard let above = points.firstIndex(where: { $0.percent >= percent }) else { return points.last?.completion ?? 0 }
            guard above > 0 else { return points[0].completion }
            let (left, right) = (points[above - 1], points[above])
            return left.completion + (right.completion - left.completion) * (percent - left.percent) / (right.percent - left.percent)
        }
    }
}

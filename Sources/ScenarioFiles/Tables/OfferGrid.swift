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
                let completion = curve.completion(percent: percent, months: months)
                if completion < organic - 1e-12 { return Finding(percent: percent, months: months, completion: completion) }
            }
        }
        return nil
    }
}

import OfferModel

/// Customers who were shown one percent for one duration, and how many of them completed: what a response curve is fitted to.
struct DosePoint: Sendable, Equatable {
    /// P
    let percent: Double
    /// T
    let months: Int
    let customers: Double
    let completed: Double

    /// The counts of several segments together, or of one, by rising percent and duration. Empty arms are left out.
    static func pooled(_ arms: [ExperimentArm]) -> [DosePoint] {
        struct Variant: Hashable {
            let percent: Double
            let months: Int
        }
        var counts: [Variant: (customers: Double, completed: Double)] = [:]
        for arm in arms where arm.isShown && arm.customers > 0 {
            counts[Variant(percent: arm.percent, months: arm.months), default: (0, 0)].customers += Double(arm.customers)
            counts[Variant(percent: arm.percent, months: arm.months), default: (0, 0)].completed += Double(arm.completed)
        }
        return counts.map { DosePoint(percent: $0.percent, months: $0.months, customers: $1.customers, completed: $1.completed) }
            .sorted { ($0.percent, $0.months) < ($1.percent, $1.months) }
    }
}

extension [DosePoint] {
    var customers: Double { reduce(0) { $0 + $1.customers } }
    var completed: Double { reduce(0) { $0 + $1.completed } }

    /// Rising, each once.
    var percents: [Double] { Set(map(\.percent)).sorted() }

    var hasDurations: Bool { contains { $0.months != self[0].months } }

    /// The counts at one percent, whatever the duration.
    func counts(at percent: Double) -> (customers: Double, completed: Double) {
        let points = filter { $0.percent == percent }
        return (points.customers, points.completed)
    }

    /// Log-likelihood of each customer's answer under a curve.
    func logLikelihood(_ curve: CompletionCurve) -> Double {
        reduce(0) { sum, point in
            let completion = curve.completion(percent: point.percent, months: point.months)
            return sum + Bernoulli.logLikelihood(completed: point.completed, of: point.customers, probability: completion)
        }
    }
}

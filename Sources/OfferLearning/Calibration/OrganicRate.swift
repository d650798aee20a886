/// q0: how many complete the activity without being shown the offer, out of a control group.
package struct OrganicRate: Sendable {
    package enum Source: String, Sendable {
        case control = "control group"
        case shrunk = "control group, drawn towards the macro-segment"
        case zeroPercent = "offer shown at 0 %"
        case shrunkZeroPercent = "offer shown at 0 %, drawn towards the macro-segment"
        case macro = "macro-segment"
        case curve = "curve at 0 %"
    }

    package let rate: Double
    /// nil where it is read off the curve.
    package let standardError: Double?
    package let source: Source

    /// Rates of a macro-segment's segments, drawn towards the rate of all; nil for a segment where nobody was counted in any.
    ///
    /// - Parameter areShown: by segment, whether its count is of customers who were shown the offer at 0 %.
    static func rates(_ controls: [(customers: Double, completed: Double)], areShown: [Bool]) -> [OrganicRate?] {
        let all = controls.reduce((customers: 0.0, completed: 0.0)) { ($0.customers + $1.customers, $0.completed + $1.completed) }
        guard all.customers > 0 else { return controls.map { _ in nil } }
        let mean = all.completed / all.customers
        let counted = controls.filter { $0.customers > 0 }
        guard controls.count > 1 else {
            return [OrganicRate(rate: mean, standardError: variance(all).squareRoot(), source: areShown[0] ? .zeroPercent : .control)]
        }
        // Three tenths of a logit are no surprise.
        let deviation = Scatter.deviation(
            counted.map { $0.completed / $0.customers }, variances: counted.map(variance), scale: max(0.3 * mean * (1 - mean), 1e-6))
        let scatter = deviation * deviation
        let meanVariance =
            variance(all) + scatter * counted.reduce(0) { $0 + $1.customers * $1.customers } / (all.customers * all.customers)
        return zip(controls, areShown).map { control, isShown in
            guard control.customers > 0 else {
                return OrganicRate(rate: mean, standardError: (meanVariance + scatter).squareRoot(), source: .macro)
            }
            let own = variance(control)
            let weight = scatter / (scatter + own)
            let rate = mean + weight * (control.completed / control.customers - mean)
            let error = (weight * own + (1 - weight) * (1 - weight) * meanVariance).squareRoot()
            return OrganicRate(rate: rate, standardError: error, source: isShown ? .shrunkZeroPercent : .shrunk)
        }
    }

    /// Of the share; never 0, so that nobody of ten does not pass for certainty.
    private static func variance(_ count: (customers: Double, completed: Double)) -> Double {
        let share = (count.completed + 0.5) / (count.customers + 1)
        return share * (1 - share) / count.customers
    }
}

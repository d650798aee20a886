/// How a segment answers an offer: completion by percent, and completion without being shown (model.md section 3).
package struct Response: Sendable {
    /// q0, organic probability of completion, in [0, 1].
    package let organic: Double
    package let curve: CompletionCurve

    package init(organic: Double, curve: CompletionCurve) {
        self.organic = organic
        self.curve = curve
    }
}

/// Probability of completion as a function of the percent P and the duration T.
package enum CompletionCurve: Sendable {
    /// ceiling / (1 + exp(-(intercept + slope P + durationSlope ln T)))
    case logistic(intercept: Double, slope: Double, ceiling: Double, durationSlope: Double)
    /// floor + (ceiling - floor) P / (P + halfPercent)
    case saturating(floor: Double, ceiling: Double, halfPercent: Double)
    /// Linear between points, constant outside; points rise strictly in percent.
    case table([CompletionPoint])
}

package struct CompletionPoint: Sendable, Equatable {
    package let percent: Double
    package let completion: Double

    package init(percent: Double, completion: Double) {
        self.percent = percent
        self.completion = completion
    }
}

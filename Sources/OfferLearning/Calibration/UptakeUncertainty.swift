/// What the standard errors of calibrated responses come to as `uncertainty` of a scenario: standard deviations of the shift of logit(q)
/// (model.md section 9), root mean square over the percents that were tried and over segments by their customers.
package struct UptakeUncertainty: Sendable, Equatable {
    /// `uncertainty.offer_sd.uptake`: the part that an offer's segments share, because their curves are one, or were drawn towards one.
    package let offer: Double
    /// `uncertainty.segment_sd.uptake`: the part that each segment has for itself.
    package let segment: Double

    /// nil where there is no response.
    init?(_ responses: [CalibratedResponse]) {
        var sums = (weight: 0.0, shared: 0.0, own: 0.0)
        for response in responses {
            let tried = response.arms.filter { $0.percent > 0 }
            for arm in tried {
                let variance = response.estimate.logitVariance(percent: arm.percent, months: arm.months)
                let weight = response.weight / Double(tried.count)
                sums.weight += weight
                let shared = response.isForAll ? variance.all : variance.shared
                sums.shared += weight * max(0, shared)
                sums.own += weight * max(0, variance.all - shared)
            }
        }
        guard sums.weight > 0 else { return nil }
        offer = (sums.shared / sums.weight).squareRoot()
        segment = (sums.own / sums.weight).squareRoot()
    }
}

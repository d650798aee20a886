package import OfferModel

/// How one segment, or the segments of a macro-segment that have no row of their own, answer an offer, as calibrated.
package struct CalibratedResponse: Sendable {
    package enum Source: String, Sendable {
        /// The segment's own counts alone.
        case own
        /// Its counts, drawn towards its macro-segment.
        case shrunk
        /// The macro-segment's counts alone.
        case macro
    }

    /// What was counted at one variant, beside the curve.
    package struct Arm: Sendable {
        package let percent: Double
        package let months: Int
        package let customers: Double
        package let completed: Double
        /// q of the curve and its standard error.
        package let fitted: Double
        package let fittedError: Double
    }

    /// As in the column `segment` of responses.csv.
    package let segment: String
    package let offer: String
    package let source: Source
    package let estimate: ResponseEstimate
    package let organic: OrganicRate
    /// Share of the curve that is the macro-segment's: 0 nothing, 1 all.
    package let shrinkage: Double
    /// Fits to the segment's own counts; for a macro-segment to those of all its segments.
    package let candidates: CurveCandidates
    package let arms: [Arm]
    /// By which the segment counts in the recommended uncertainty.
    let weight: Double

    package var curve: CompletionCurve { estimate.curve }

    /// Whether one curve stands for all segments.
    var isForAll: Bool { segment == "*" }

    init(
        segment: String, offer: String, source: Source, estimate: ResponseEstimate, organic: OrganicRate?, shrinkage: Double,
        candidates: CurveCandidates, points: [DosePoint], weight: Double
    ) {
        self.segment = segment
        self.offer = offer
        self.source = source
        self.estimate = estimate
        let curve = estimate.curve
        // Without a control group an offer of 0 % is the nearest thing; it hides what being asked alone brings.
        self.organic =
            organic ?? OrganicRate(rate: curve.completion(percent: 0, months: 1), standardError: nil, source: .curve)
        self.shrinkage = shrinkage
        self.candidates = candidates
        self.weight = weight
        arms = points.map { point in
            let fitted = curve.completion(percent: point.percent, months: point.months)
            let variance = estimate.logitVariance(percent: point.percent, months: point.months).all
            return Arm(
                percent: point.percent, months: point.months, customers: point.customers, completed: point.completed, fitted: fitted,
                fittedError: max(0, variance).squareRoot() * fitted * (1 - fitted))
        }
    }
}

import Foundation
package import OfferModel

/// How far the inputs of a pair are moved from what the scenario says (model.md section 9): pure functions, one an input.
///
/// Probabilities and redemption shares of exactly 0 or 1 do not move.
package struct PairShift: Sendable {
    /// Added to the logit of completion.
    package let uptake: Double
    /// Times mean monthly spend.
    package let spendFactor: Double
    /// Added to the logit of theta.
    package let redemption: Double
    /// Times phi, which stays at most 1.
    package let fraudFactor: Double
    /// Added to a change of value, in shares of its size.
    package let value: Double

    /// The inputs as they stand.
    package static let none = PairShift(FactorValues())

    /// - Parameter shifts: sums of shifts, of spend and fraud in logarithms of their factors; this is the form in which shifts of
    ///   everybody, of a segment and of an offer add up.
    package init(_ shifts: FactorValues) {
        uptake = shifts[.uptake]
        spendFactor = exp(shifts[.spend])
        redemption = shifts[.redemption]
        fraudFactor = exp(shifts[.fraud])
        value = shifts[.value]
    }

    /// q: a logistic curve's intercept is shifted, so that its ceiling stays; other curves are shifted in the logit of q.
    package func completion(by curve: CompletionCurve, percent: Double, months: Int) -> Double {
        guard uptake != 0 else { return curve.completion(percent: percent, months: months) }
        if case .logistic(let intercept, let slope, let ceiling, let durationSlope) = curve {
            let shifted = CompletionCurve.logistic(
                intercept: intercept + uptake, slope: slope, ceiling: ceiling, durationSlope: durationSlope)
            return shifted.completion(percent: percent, months: months)
        }
        return Self.shifted(curve.completion(percent: percent, months: months), byLogit: uptake)
    }

    /// q0: in the logit of q0 / ceiling below the ceiling of a logistic curve, else in the logit of q0.
    package func organicCompletion(_ response: Response) -> Double {
        guard uptake != 0 else { return response.organic }
        if case .logistic(_, _, let ceiling, _) = response.curve, response.organic < ceiling {
            return ceiling * Self.shifted(response.organic / ceiling, byLogit: uptake)
        }
        return Self.shifted(response.organic, byLogit: uptake)
    }

    /// theta.
    package func redemption(_ share: Double) -> Double { Self.shifted(share, byLogit: redemption) }

    /// phi.
    package func fraudulentShare(_ share: Double) -> Double { min(1, share * fraudFactor) }

    /// (v1 - v0) + h abs(v1 - v0).
    package func change(_ change: Double) -> Double { change + value * abs(change) }

    /// expit(logit(p) + h), written so that small probabilities keep their relative accuracy and no exponential overflows.
    private static func shifted(_ probability: Double, byLogit shift: Double) -> Double {
        guard shift != 0, probability > 0, probability < 1 else { return probability }
        let odds = exp(-abs(shift))
        return shift > 0
            ? probability / (probability + (1 - probability) * odds) : probability * odds / (probability * odds + (1 - probability))
    }
}

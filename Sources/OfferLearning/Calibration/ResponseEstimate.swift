package import DenseAlgebra
import Foundation
package import OfferModel

/// A response curve with the uncertainty of its parameters.
package struct ResponseEstimate: Sendable {
    package enum Form: String, Sendable, CaseIterable {
        case logistic, saturating
    }

    package let form: Form
    /// Logistic: intercept, slope, duration slope. Saturating: floor, ceiling, logarithm of the half percent.
    package let parameters: [Double]
    /// Of the parameters, three by three; rows and columns of those that are held are 0.
    package let covariance: Matrix
    /// False for a parameter that no count moves: durations that do not differ, the half percent of a step.
    package let isFree: [Bool]
    /// The part of the covariance that other segments have too, because it comes from what they share.
    package let sharedCovariance: Matrix
    /// In place of the covariance's own where it does not tell how far a parameter may be off: on a bound.
    let profile: SaturatingProfile.Errors?

    init(
        _ form: Form, _ parameters: [Double], covariance: Matrix, isFree: [Bool],
        sharedCovariance: Matrix = Matrix(rowCount: 3, columnCount: 3), profile: SaturatingProfile.Errors? = nil
    ) {
        self.form = form
        self.parameters = parameters
        self.covariance = covariance
        self.isFree = isFree
        self.sharedCovariance = sharedCovariance
        self.profile = profile
    }

    package var curve: CompletionCurve {
        switch form {
        case .logistic: .logistic(intercept: parameters[0], slope: parameters[1], ceiling: 1, durationSlope: parameters[2])
        case .saturating: .saturating(floor: parameters[0], ceiling: parameters[1], halfPercent: exp(parameters[2]))
        }
    }

    /// Of a parameter as it stands in responses.csv; nil where it is held, or the counts set no end to it.
    package func standardError(_ parameter: Int) -> Double? {
        if let profile { return profile.standardErrors[parameter] }
        guard isFree[parameter] else { return nil }
        let error = max(0, covariance[parameter, parameter]).squareRoot()
        // The half percent is estimated by its logarithm.
        return form == .saturating && parameter == 2 ? error * exp(parameters[2]) : error
    }

    /// Of a parameter as it is held here; infinite where the counts set no end to it.
    func variance(_ parameter: Int) -> Double { profile?.variances[parameter] ?? covariance[parameter, parameter] }

    /// Whether completion falls as the percent rises.
    package var isFalling: Bool {
        switch form {
        case .logistic: parameters[1] < 0
        case .saturating: parameters[1] < parameters[0]
        }
    }

    /// Variance of logit(q) at a variant, by the delta method: in all, and the part that segments share.
    func logitVariance(percent: Double, months: Int) -> (all: Double, shared: Double) {
        let gradient = logitGradient(percent: percent, months: months)
        return (Self.quadratic(gradient, covariance), Self.quadratic(gradient, sharedCovariance))
    }

    private func logitGradient(percent: Double, months: Int) -> [Double] {
        switch form {
        case .logistic: return [1, percent, log(Double(months))]
        case .saturating:
            let rise = percent / (percent + exp(parameters[2]))
            let completion = curve.completion(percent: percent, months: months)
            let odds = max(completion * (1 - completion), 1e-12)
            return [(1 - rise) / odds, rise / odds, -(parameters[1] - parameters[0]) * rise * (1 - rise) / odds]
        }
    }

    /// gradient^T matrix gradient.
    static func quadratic(_ gradient: [Double], _ matrix: Matrix) -> Double {
        var sum = 0.0
        for row in gradient.indices {
            for column in gradient.indices { sum += gradient[row] * matrix[row, column] * gradient[column] }
        }
        return sum
    }
}

import Foundation
package import OfferModel

extension FraudProfile {
    /// phi, the share of those shown a variant who are fraudulent, in [0, 1] (model.md section 4).
    package func fraudulentShare(percent: Percent, multiplier: Double) -> Double {
        guard rate > 0, multiplier > 0 else { return 0 }
        return min(1, rate * multiplier * pow(percent.percent / referencePercent, elasticity))
    }

    /// D(T), expected months that a fraudulent account stays active out of T.
    package func expectedActiveMonths(outOf months: Int) -> Double {
        var active = 0.0
        var undetected = 1.0
        for _ in 0..<months {
            active += undetected
            undetected *= 1 - monthlyDetection
        }
        return active
    }

    /// Share of fraudulent accounts still undetected in the offer's t-th month, (1 - delta)^(t - 1).
    package func undetectedShare(inMonth month: Int) -> Double {
        pow(1 - monthlyDetection, Double(month - 1))
    }
}

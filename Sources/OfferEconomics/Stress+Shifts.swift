import Foundation
package import OfferModel

extension Stress {
    /// The shifts of a multiple of the stress (model.md section 9): shifts times k, factors to the power k, so that k = 0 is no stress. A
    /// factor f on value is the shift f - 1.
    package func shifts(multiple: Double = 1) -> FactorValues {
        FactorValues { factor in
            switch factor {
            case .uptake: uptake * multiple
            case .spend: log(spend) * multiple
            case .redemption: redemption * multiple
            case .fraud: log(fraud) * multiple
            case .value: pow(value, multiple) - 1
            }
        }
    }
}

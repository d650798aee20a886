package import OfferModel

extension FactorValues {
    /// The shifts that standard normals make with these standard deviations: sd z, and sd z - sd^2 / 2 in the logarithms of spend and
    /// fraud, so that their means stay what they are.
    package func shifts(ofNormals normals: FactorValues) -> FactorValues {
        FactorValues { factor in
            let deviation = self[factor]
            return switch factor {
            case .spend, .fraud: deviation * normals[factor] - deviation * deviation / 2
            case .uptake, .redemption, .value: deviation * normals[factor]
            }
        }
    }

    /// The factors that move at all.
    package var moving: [Factor] { Factor.allCases.filter { self[$0] > 0 } }
}

package import OfferModel

extension Stress {
    /// Stresses that every plan is put under, besides those of its scenario.
    package static let library = [
        Stress(id: "viral-uptake", uptake: 1),
        Stress(id: "fraud-ring", fraud: 10),
        Stress(id: "points-run", redemption: 1.5),
        Stress(id: "food-inflation", spend: 1.2),
        Stress(id: "value-overestimated", value: 0.7),
        Stress(id: "all-together", uptake: 1, spend: 1.2, redemption: 1.5, fraud: 10, value: 0.7),
    ]
}

extension Scenario {
    /// The scenario's own stresses, then those of the library whose id it has not taken.
    package var stressesToTry: [(stress: Stress, isBuiltIn: Bool)] {
        let own = Set(stresses.map(\.id))
        return stresses.map { ($0, false) } + Stress.library.filter { !own.contains($0.id) }.map { ($0, true) }
    }
}

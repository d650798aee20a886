package import Execution
package import OfferEconomics
package import OfferModel

/// What a plan's settlement comes to under one named stress, over all months, in minor units.
package struct StressedSettlement: Sendable {
    package let stress: Stress
    /// Whether it comes from the library rather than from the scenario.
    package let isBuiltIn: Bool
    /// Received minus paid, by party.
    package let net: [Int64]
    package let outcome: Liability.Outcome
    package let peak: Liability.Peak?

    /// - Throws: `AmountsTooLarge`.
    package init(
        _ stress: Stress, isBuiltIn: Bool, on plan: Plan, in scenario: Scenario, workers: Workers = Workers(threads: 1)
    ) throws(AmountsTooLarge) {
        let settlement = try Settlement(of: plan, in: scenario, under: PairShift(stress.shifts()), workers: workers)
        self.stress = stress
        self.isBuiltIn = isBuiltIn
        net = settlement.total.net
        outcome = settlement.liability.outcome
        peak = settlement.liability.peak
    }
}

extension Settlement {
    /// What the closed form expects of a plan, with the inputs moved.
    package init(
        of plan: Plan, in scenario: Scenario, under shift: PairShift = .none, workers: Workers = Workers(threads: 1)
    ) throws(AmountsTooLarge) {
        let evaluation = PlanEvaluation(of: plan, in: scenario, shift: shift, workers: workers)
        try self.init(of: PlanHistory(expectedOf: evaluation, in: scenario), in: scenario, shift: shift)
    }
}

/// The party whose net position a stress worsens most.
package struct Exposure: Sendable {
    /// Position among the parties.
    package let party: Int
    package let stress: String
    /// Net position under the stress less what is expected, below 0.
    package let change: Int64

    /// - Parameter expected: net positions without stress.
    /// - Returns: nil where no stress worsens any position; of equals the earlier stress and the earlier party.
    package static func worst(of stresses: [StressedSettlement], expected: [Int64]) -> Exposure? {
        var worst: Exposure?
        for stressed in stresses {
            for party in expected.indices where stressed.net[party] - expected[party] < worst?.change ?? 0 {
                worst = Exposure(party: party, stress: stressed.stress.id, change: stressed.net[party] - expected[party])
            }
        }
        return worst
    }
}

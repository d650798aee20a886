import OfferModel
import TestSupport

/// Random scenarios with whole customers, and for each a plan that shows open bundles to random shares.
enum RandomPlan {
    /// - Parameter change: of the scenario before its plan is made.
    static func make(seed: Int, change: (inout ScenarioDraft) -> Void = { _ in }) -> (scenario: Scenario, plan: Plan) {
        var draft = ScenarioDraft.random(seed: seed)
        var generator = SplitMix64(seed: 77 + seed)
        draft.programme = draft.programme.with(profitFloor: nil)
        for position in draft.segments.indices {
            // Few enough that hundreds of replications take seconds.
            draft.segments[position].customers = min(5_000, draft.segments[position].customers.rounded())
            draft.segments[position].spendPersistence = generator.pick([0, 0.4, 1])
        }
        // Amounts do not matter here, but the bases, scopes and months do.
        draft.budgets = draft.budgets.map { $0.with(amount: 1_000) }
        change(&draft)
        let scenario = draft.scenario()
        return (scenario, plan(for: scenario, using: &generator))
    }

    private static func plan(for scenario: Scenario, using generator: inout SplitMix64) -> Plan {
        let eligibility = Eligibility(of: scenario)
        var bundles: [PlannedBundle] = []
        for segment in scenario.segments.entityIndices {
            var left = 1.0
            for number in 1...2 {
                var variants: [VariantIndex] = []
                var headroom = scenario.headroom(of: segment)
                for range in scenario.variantRanges {
                    let open = range.filter { eligibility.isOpen(scenario.variants[$0], to: segment, in: scenario) }
                    guard !open.isEmpty, variants.count < scenario.contacts(of: segment) else { continue }
                    let choice = generator.pick(open)
                    guard scenario.variants[choice].percent.basisPoints <= headroom else { continue }
                    headroom -= scenario.variants[choice].percent.basisPoints
                    variants.append(VariantIndex(choice))
                }
                let share = left * generator.number(0.2...0.9)
                left -= share
                if !variants.isEmpty {
                    bundles.append(PlannedBundle(segment: segment, number: number, variants: variants, share: share))
                }
            }
        }
        return Plan(bundles: bundles)
    }
}

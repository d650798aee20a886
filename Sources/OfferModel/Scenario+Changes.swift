/// The same question with a part of it changed.
extension Scenario {
    package func with(segments: [Segment]? = nil, returns: [ReturnFloor]? = nil) -> Scenario {
        precondition(segments.map { $0.count == self.segments.count } ?? true, "responses and values belong to the segments")
        return Scenario(
            name: name, currency: currency, objective: objective, granularity: granularity, mode: mode, seed: seed, programme: programme,
            assets: assets, offers: offers, segments: segments ?? self.segments, responses: responses, values: values, budgets: budgets,
            fraudLimits: fraudLimits, reach: reach, returns: returns ?? self.returns, tailBudgets: tailBudgets, exclusions: exclusions,
            maxChangedShare: maxChangedShare, uncertainty: uncertainty, stresses: stresses, replications: replications,
            currentPlan: currentPlan, ladder: ladder, levelValues: levelValues, openingBalances: openingBalances)
    }

    /// The same scenario with a plan that runs today, and perhaps a limit on what may change of it.
    package func with(currentPlan: Plan?, maxChangedShare: Double?) -> Scenario {
        Scenario(
            name: name, currency: currency, objective: objective, granularity: granularity, mode: mode, seed: seed, programme: programme,
            assets: assets, offers: offers, segments: segments, responses: responses, values: values, budgets: budgets,
            fraudLimits: fraudLimits, reach: reach, returns: returns, tailBudgets: tailBudgets, exclusions: exclusions,
            maxChangedShare: maxChangedShare, uncertainty: uncertainty, stresses: stresses, replications: replications,
            currentPlan: currentPlan, ladder: ladder, levelValues: levelValues, openingBalances: openingBalances)
    }

    /// The same scenario with what the ladder says of its values.
    package func with(values: ValueTable, levelValues: LevelValues, valueErrors: ValueErrors) -> Scenario {
        Scenario(
            name: name, currency: currency, objective: objective, granularity: granularity, mode: mode, seed: seed, programme: programme,
            assets: assets, offers: offers, segments: segments, responses: responses, values: values, budgets: budgets,
            fraudLimits: fraudLimits, reach: reach, returns: returns, tailBudgets: tailBudgets, exclusions: exclusions,
            maxChangedShare: maxChangedShare, uncertainty: uncertainty.with(valueErrors: valueErrors), stresses: stresses,
            replications: replications, currentPlan: currentPlan, ladder: ladder, levelValues: levelValues, openingBalances: openingBalances
        )
    }
}

extension Segment {
    package func with(contacts: Int?) -> Segment {
        Segment(
            id: id, macro: macro, customers: customers, monthlySpend: monthlySpend, spendVariation: spendVariation,
            monthlyRedemption: monthlyRedemption, basePercent: basePercent, contacts: contacts, spendLift: spendLift,
            spendPersistence: spendPersistence, fraudMultiplier: fraudMultiplier, completed: completed, level: level)
    }
}

/// The same question with a part of it changed.
extension Scenario {
    package func with(segments: [Segment]) -> Scenario {
        precondition(segments.count == self.segments.count, "responses and values belong to the segments")
        return changed(segments: segments)
    }

    package func with(returns: [ReturnFloor]) -> Scenario { changed(returns: returns) }

    /// The same scenario with a plan that runs today, and perhaps a limit on what may change of it.
    package func with(currentPlan: Plan?, maxChangedShare: Double?) -> Scenario {
        changed(maxChangedShare: .some(maxChangedShare), currentPlan: .some(currentPlan))
    }

    /// The same scenario with what the ladder says of its values.
    package func with(values: ValueTable, levelValues: LevelValues, valueErrors: ValueErrors) -> Scenario {
        changed(values: values, uncertainty: uncertainty.with(valueErrors: valueErrors), levelValues: levelValues)
    }

    /// The same question with its pairs and rows measured: one offer a customer, and no rule but those that were measured and those that
    /// hold for every single customer.
    package func measured(by figures: MeasuredFigures) -> Scenario {
        changed(
            objective: .value, segments: segments.map { $0.with(contacts: min($0.contacts ?? 1, 1)) }, tailBudgets: [],
            maxChangedShare: .some(nil), currentPlan: .some(nil), measured: figures)
    }

    /// Everything that is not given stays; the one place that lists all there is.
    private func changed(
        objective: Objective? = nil, segments: [Segment]? = nil, values: ValueTable? = nil, returns: [ReturnFloor]? = nil,
        tailBudgets: [TailBudget]? = nil, maxChangedShare: Double?? = nil,
        uncertainty: Uncertainty? = nil, currentPlan: Plan?? = nil, levelValues: LevelValues? = nil, measured: MeasuredFigures? = nil
    ) -> Scenario {
        Scenario(
            name: name, currency: currency, objective: objective ?? self.objective, granularity: granularity, mode: mode, seed: seed,
            programme: programme,
            assets: assets, offers: offers, segments: segments ?? self.segments, responses: responses, values: values ?? self.values,
            budgets: budgets, fraudLimits: fraudLimits, reach: reach, returns: returns ?? self.returns,
            tailBudgets: tailBudgets ?? self.tailBudgets,
            exclusions: exclusions, maxChangedShare: maxChangedShare ?? self.maxChangedShare,
            uncertainty: uncertainty ?? self.uncertainty, stresses: stresses, replications: replications,
            currentPlan: currentPlan ?? self.currentPlan, ladder: ladder, levelValues: levelValues ?? self.levelValues,
            openingBalances: openingBalances, experiment: experiment, measured: measured ?? self.measured)
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

/// A figure that was estimated, in the figure's own unit over all customers of the scenario.
package struct Estimate: Sendable {
    package let value: Double
    package let standardError: Double
    /// 95 % of bootstrap replicates lie between these.
    package let low: Double
    package let high: Double

    package init(value: Double, standardError: Double, low: Double, high: Double) {
        self.value = value
        self.standardError = standardError
        self.low = low
        self.high = high
    }

    /// The same figure for one of so many customers.
    package func divided(by count: Double) -> Estimate {
        guard count > 0 else { return self }
        return Estimate(value: value / count, standardError: standardError / count, low: low / count, high: high / count)
    }
}

/// What plans promise on the half that chose them, and bring on the half that did not.
package struct PromiseAndValue: Sendable {
    package let name: String
    package let promised: Estimate
    package let honest: Estimate

    package init(name: String, promised: Estimate, honest: Estimate) {
        self.name = name
        self.promised = promised
        self.honest = honest
    }
}

/// How a rule fares.
package struct RuleOnHeldOut: Sendable {
    package let rule: HonestRule
    /// Mean limit over the halves: that of a share differs from half to half.
    package let limit: Double
    /// What plans meant to use.
    package let planned: Double
    /// What they use on the half that did not choose them; nil where the experiment did not measure it.
    package let heldOut: Estimate?
}

/// Plans that were chosen in one way, over all halves.
package struct ValuedPlans: Sendable {
    package let method: ChoiceMethod
    /// Halves with a plan by the method: those that are valued.
    package let halves: Int
    /// The objective, that of customers who are shown nothing included.
    package let objective: PromiseAndValue
    /// The objective above what showing nothing to anybody would bring; nil where some segment was never shown nothing.
    package let gain: PromiseAndValue?
    /// promised - honest: the winner's curse.
    package let optimism: Estimate
    /// The measured quantities.
    package let quantities: [PromiseAndValue]
    package let rules: [RuleOnHeldOut]
    /// Share of customers in each cell, mean over the halves.
    package let meanShares: [Double]
}

/// The value of plans from half the data, told by the other half (model.md section 14).
package struct HonestValue: Sendable {
    package let cells: ValuedCells
    /// Customers of the segments that are valued.
    package let population: Double
    package let splits: Int
    /// Choices, one a half, in order; fewer than two a split where the time was up.
    package let choices: [WrittenChoice]
    /// Halves on which some method found no plan that keeps the rules.
    package let halvesWithoutPlan: Int
    /// One a method that has plans, in the order of the methods; nil where none has.
    package let plans: [ValuedPlans]?
    /// Honest value of the shrunken plans less that of the plain ones, on the halves that have both; nil where none has.
    package let gainOfShrinking: Estimate?
    /// The plan that all customers choose together, by method, and what it promises; nil where no plan keeps the rules.
    package let allData: [ChoiceMethod: PromisedPlan]
    /// Rules that clash where all customers together find no plan; empty where they find one, or it is not known.
    package let clash: [String]
    package let isOutOfTime: Bool

    /// Halves on which a method found a plan.
    package func halves(with method: ChoiceMethod) -> Int { plans?.first { $0.method == method }?.halves ?? 0 }
}

/// A plan that all customers of the experiment chose, which none is left to value.
package struct PromisedPlan: Sendable {
    package let plan: ChosenPlan
    /// What it promises of the objective, over all customers of the scenario.
    package let promised: Double
}

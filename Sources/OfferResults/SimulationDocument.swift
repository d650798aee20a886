import OfferEconomics
package import OfferModel
package import OfferSimulation
package import TableFiles

/// A plan's result with what its simulation came to.
package struct SimulationDocument: Sendable {
    package let result: ResultDocument
    /// nil where there was no plan to simulate, or no time.
    package let simulation: SimulationOutcome?
    /// Ids in the scenario's order.
    package let offers: [String]

    package init(result: ResultDocument, simulation: SimulationOutcome?, in scenario: Scenario) {
        self.result = result
        self.simulation = simulation
        offers = scenario.offers.map(\.id)
    }

    /// Whether all replications that were asked for are there.
    package var isComplete: Bool { simulation.map { $0.replications == $0.asked } ?? false }

    /// The result document with the member `simulation`.
    package var json: JSONValue {
        .object(result.members + [.init("simulation", simulation.map { json(of: $0) } ?? .null)])
    }

    /// Stable name of a limit.
    package func name(of limit: SimulationOutcome.LimitEffect.Limit) -> String {
        switch limit {
        case .programmeCap: "programme.monthly_cap_per_customer"
        case .monthlyStop(let offer): "offers.\(offers[offer.position]).monthly_stop"
        case .maxRedeemShare: "programme.max_redeem_share"
        case .oldestFirst: "programme.redemption_order"
        }
    }

    private func json(of outcome: SimulationOutcome) -> JSONValue {
        .members([
            "replications": .integer(outcome.replications), "asked": .integer(outcome.asked),
            "quantities": .object(outcome.quantities.map { .init($0.quantity.rawValue, $0.sample.json) }),
            "budgets": .array(outcome.budgets.map(\.json)),
            "agreement": .array(outcome.agreement.map(\.json)),
            "limits": .array(
                outcome.limits.map {
                    .members(["name": .string(name(of: $0.limit)), "saved": .number($0.saved), "binding_share": .number($0.bindingShare)])
                }),
            "months": .array(outcome.months.map(\.json)), "outstanding": .number(outcome.stranded),
        ])
    }
}

extension SimulationOutcome.BudgetOutcome {
    fileprivate var json: JSONValue {
        .members([
            "name": .string("budget:\(budget.id)"), "limit": .number(budget.amount), "expected": .number(expected),
            "mean": .number(uses.mean), "breach_probability": .number(breachProbability), "var95": .number(uses.quantile(0.95)),
            "cvar95": .number(uses.conditionalValueAtRisk(0.95)), "reserve95": .number(reserve(0.95)), "reserve99": .number(reserve(0.99)),
        ])
    }
}

extension SimulationOutcome.Agreement {
    fileprivate var json: JSONValue {
        .members([
            "quantity": .string(quantity.rawValue), "expected": .number(expected), "simulated": .number(simulated), "z": .optional(z),
        ])
    }
}

extension SimulationOutcome.Month {
    fileprivate var json: JSONValue {
        .members([
            "month": .integer(month), "shown": .number(shown), "completions": .number(completions), "accrued": .number(accrued),
            "redeemed": .number(redeemed), "expired": .number(expired), "outstanding": .number(outstanding), "fraud": .number(fraud),
        ])
    }
}

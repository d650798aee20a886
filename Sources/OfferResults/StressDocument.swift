package import OfferModel
package import OfferStress
package import TableFiles

/// A plan's result with how it fares under named stresses and over draws of its inputs.
package struct StressDocument: Sendable {
    package let result: ResultDocument
    package let uncertainty: Uncertainty
    package let stresses: [NamedStress]
    /// Whether all stresses were tried before the time was up.
    private let isInTime: Bool
    package let tornado: [TornadoBar]
    /// nil where there was no plan to draw for, or no time.
    package let draws: DrawOutcome?
    /// Budgets over everything and every month, in points redeemed: the limits that a total cost is set against.
    package let costLimits: [(name: String, amount: Double)]
    /// Ids in the scenario's order.
    package let offers: [String]

    package init(
        result: ResultDocument, stresses: [NamedStress], isInTime: Bool, tornado: [TornadoBar], draws: DrawOutcome?,
        in scenario: Scenario
    ) {
        self.result = result
        self.stresses = stresses
        self.isInTime = isInTime
        self.tornado = tornado
        self.draws = draws
        uncertainty = scenario.uncertainty
        offers = scenario.offers.map(\.id)
        costLimits = scenario.budgets.filter {
            $0.basis == .cost && $0.month == nil && $0.sponsor == nil && $0.offer == nil && $0.macro == nil
        }.map { ("budget:\($0.id)", $0.amount) }
    }

    /// Whether all stresses and draws that were asked for are there.
    package var isComplete: Bool { isInTime && draws.map { $0.count == $0.asked } ?? false }

    /// Budgets that break more often than they may.
    package var failedGates: [BudgetTail] { draws?.budgets.filter(\.failsGate) ?? [] }

    /// Whether any budget says how often it may break.
    package var hasGate: Bool { draws?.budgets.contains { $0.budget.breachProbability != nil } ?? false }

    /// Whether values of the ladder model move in the draws by their standard errors.
    package var drawsLadderErrors: Bool { uncertainty.valueErrors.map { !$0.isNone } ?? false }

    /// The result document with the members `stresses`, `draws` and `tornado`.
    package var json: JSONValue {
        .object(
            result.members + [
                .init("stresses", .array(stresses.map(\.json))),
                .init("draws", draws?.json(offers: offers, drawsLadderErrors: drawsLadderErrors) ?? .null),
                .init("tornado", .array(tornado.map(\.json))),
            ])
    }
}

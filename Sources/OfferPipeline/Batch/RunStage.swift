import OfferModel
import OfferResults

/// The stages of a batch run, in the order in which they are worked through.
package enum RunStage: String, Sendable, CaseIterable {
    /// Reading, validation and data checks.
    case checks
    case optimum, simulation, stress, settlement, frontier

    /// Those that only some scenarios ask for.
    package static let optional = allCases.filter { ![.checks, .optimum].contains($0) }

    /// Why a scenario does not ask for the stage, in words; nil where it asks for it.
    func reasonAgainst(in scenario: Scenario) -> String? {
        switch self {
        case .checks, .optimum: nil
        case .simulation: scenario.replications == nil ? "there is no key `simulation`" : nil
        case .stress:
            scenario.stresses.isEmpty && scenario.uncertainty.isNone && scenario.uncertainty.draws == nil
                ? "nothing is uncertain, and there are no stresses" : nil
        case .settlement: scenario.assets.allSatisfy { $0.redeemShare == 0 } ? "no asset has a `redeem_share`" : nil
        case .frontier: Self.reasonAgainstFrontier(in: scenario)
        }
    }

    private static func reasonAgainstFrontier(in scenario: Scenario) -> String? {
        if let obstacle = FrontierStage.obstacles(in: scenario).first { return obstacle.reason }
        return scenario.budgets.first.map { $0.amount == 0 ? "the first budget is 0" : nil } ?? "there is no budget"
    }
}

/// Which stages a run has.
struct RunStages: Sendable {
    let asked: [RunStage]
    /// In the order of the stages.
    let left: [(stage: RunStage, reason: String)]

    /// - Parameter only: the optional stages that are wanted; nil for all that the scenario asks for.
    init(of scenario: Scenario, only: Set<RunStage>?) {
        var asked: [RunStage] = []
        var left: [(stage: RunStage, reason: String)] = []
        for stage in RunStage.allCases {
            if let only, RunStage.optional.contains(stage), !only.contains(stage) {
                left.append((stage, "left out by --only"))
            } else if let reason = stage.reasonAgainst(in: scenario) {
                left.append((stage, reason))
            } else {
                asked.append(stage)
            }
        }
        self.asked = asked
        self.left = left
    }
}

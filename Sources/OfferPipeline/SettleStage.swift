package import Execution
import OfferEconomics
import OfferModel
package import OfferResults
import OfferSettlement
import OfferSimulation
import OfferStress
import TableFiles

/// Settles a plan: who pays whom for its points, what is outstanding, what each party makes of it, month by month.
package struct SettleStage: Sendable {
    private let stage: ScenarioStage
    private let isSimulated: Bool
    /// nil for none.
    private let stress: Stress?

    /// - Parameters:
    ///   - isSimulated: whether one replication is booked rather than what is expected.
    ///   - id: of the named stress to settle under; nil for none.
    /// - Precondition: the simulation knows no stress.
    /// - Throws: `InvalidInput` where nobody says where points are redeemed, or there is no such stress.
    package init(_ stage: ScenarioStage, isSimulated: Bool = false, stress id: String? = nil) throws {
        precondition(!isSimulated || id == nil, "a replication is not under stress")
        self.stage = stage
        self.isSimulated = isSimulated
        stress = try id.flatMap { try Self.stress($0, in: stage.scenario) }
        try stage.checkRedeemShares()
    }

    private static func stress(_ id: String, in scenario: Scenario) throws -> Stress? {
        let known = scenario.stressesToTry.map(\.stress)
        try InvalidInput.checkName(id, among: known.map(\.id), kind: "stress", option: "--stress")
        return known.first { $0.id == id }
    }

    /// - Returns: without a settlement where there is no plan, or no time to simulate one.
    /// - Throws: `InvalidInput` where amounts do not fit into whole minor units, or customers cannot be simulated one by one.
    package func run(
        _ planned: PlannedScenario, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()
    ) throws -> SettlementDocument {
        guard let plan = planned.plan else { return document(planned, nil) }
        do {
            return try isSimulated
                ? document(planned, simulated(plan, deadline)) : expected(planned, plan, deadline: deadline, progress)
        } catch let error as AmountsTooLarge {
            throw InvalidInput(diagnostics: [stage.diagnostic(of: error)])
        }
    }

    private func document(
        _ planned: PlannedScenario, _ settlement: Settlement?, _ stresses: [StressedSettlement] = [], unstressed: [Int64] = [],
        isComplete: Bool = true
    ) -> SettlementDocument {
        SettlementDocument(
            result: planned.document, source: isSimulated ? .simulated : .expected, stress: stress?.id, settlement: settlement,
            stresses: stresses, unstressed: unstressed, isComplete: isComplete)
    }

    private func simulated(_ plan: Plan, _ deadline: Deadline) throws -> Settlement? {
        let simulation = try stage.simulation(of: plan)
        return try simulation.history(ofReplication: 0, deadline: deadline).map { try Settlement(of: $0, in: stage.scenario) }
    }

    private func expected(
        _ planned: PlannedScenario, _ plan: Plan, deadline: Deadline, _ progress: any ProgressReporter
    ) throws -> SettlementDocument {
        let scenario = stage.scenario
        let unstressed = try Settlement(of: plan, in: scenario, workers: stage.workers)
        let settlement =
            try stress.map { try Settlement(of: plan, in: scenario, under: PairShift($0.shifts()), workers: stage.workers) } ?? unstressed
        let toTry = scenario.stressesToTry
        var stresses: [StressedSettlement] = []
        for (stress, isBuiltIn) in toTry where !deadline.isPassed {
            progress.report(WorkProgress(phase: "stressing", done: stresses.count, of: toTry.count))
            stresses.append(try StressedSettlement(stress, isBuiltIn: isBuiltIn, on: plan, in: scenario, workers: stage.workers))
        }
        return document(
            planned, settlement, stresses, unstressed: unstressed.total.net, isComplete: stresses.count == toTry.count)
    }
}

extension ScenarioStage {
    /// Points must be redeemed somewhere, in shares that make a whole.
    fileprivate func checkRedeemShares() throws {
        let sum = scenario.assets.reduce(0) { $0 + $1.redeemShare }
        guard abs(sum - 1) > 1e-9 else { return }
        let place = location(ofKey: "assets")
        throw InvalidInput(diagnostics: [
            sum == 0
                ? .error(
                    "redeem-share-sum", at: place, "no asset has a redeem_share, and settlement asks where points are redeemed",
                    help: "give the assets where points are redeemed their shares, which sum to 1")
                : .error(
                    "redeem-share-sum", at: place,
                    "redeem_share sums to \((sum * 1e9).rounded() / 1e9) over the assets, not to 1 as settlement needs it",
                    help: "adjust the shares")
        ])
    }

    fileprivate func diagnostic(of error: AmountsTooLarge) -> Diagnostic {
        .error(
            "amounts-too-large", at: location(ofKey: "currency"),
            "amounts of \(error.total) in all do not fit into whole hundredths of the currency",
            help: "state money in a larger unit, such as thousands")
    }
}

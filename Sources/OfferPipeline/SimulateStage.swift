package import Execution
import OfferModel
package import OfferResults
import OfferSimulation

/// Simulates a plan customer by customer.
package struct SimulateStage: Sendable {
    private let planned: PlannedScenario
    private let replications: Int

    /// Where the scenario does not say how many replications it wants.
    private static let usualReplications = 100

    /// - Parameter replications: nil for as many as the scenario wants.
    package init(_ planned: PlannedScenario, replications: Int?) {
        self.planned = planned
        self.replications = replications ?? planned.stage.scenario.replications ?? Self.usualReplications
    }

    /// - Returns: without a simulation where there is no plan, or not one replication was done in time.
    /// - Throws: `InvalidInput` where a segment has no whole number of customers.
    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) throws -> SimulationDocument {
        let scenario = planned.stage.scenario
        guard let plan = planned.plan else { return SimulationDocument(result: planned.document, simulation: nil, in: scenario) }
        let simulation = try planned.stage.simulation(of: plan)
        let outcome = simulation.run(replications: replications, deadline: deadline, progress: progress)
        return SimulationDocument(result: planned.document, simulation: outcome, in: scenario)
    }
}

package import Execution
import OfferModel
package import OfferResults
import OfferSimulation
import TableFiles

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
        let simulation: Simulation
        do {
            simulation = try Simulation(of: plan, in: scenario, seed: scenario.seed, workers: planned.stage.workers)
        } catch {
            throw InvalidInput(diagnostics: [
                .error(
                    "uncountable-customers", at: planned.stage.location(ofSegment: error.segment, column: "customers"),
                    "customers: \(error.customers) of segment \(error.segment) cannot be simulated one by one",
                    help: error.remedy)
            ])
        }
        let outcome = simulation.run(replications: replications, deadline: deadline, progress: progress)
        return SimulationDocument(result: planned.document, simulation: outcome, in: scenario)
    }
}

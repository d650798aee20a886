import OfferModel
import OfferSimulation
import TableFiles

extension ScenarioStage {
    /// The simulation of a plan with the scenario's seed.
    ///
    /// - Throws: `InvalidInput` where a segment has no whole number of customers, or too many.
    func simulation(of plan: Plan) throws -> Simulation {
        do {
            return try Simulation(of: plan, in: scenario, seed: scenario.seed, workers: workers)
        } catch {
            throw InvalidInput(diagnostics: [
                .error(
                    "uncountable-customers", at: location(ofSegment: error.segment, column: "customers"),
                    "customers: \(error.customers) of segment \(error.segment) cannot be simulated one by one",
                    help: error.remedy)
            ])
        }
    }
}

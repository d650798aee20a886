import OfferEconomics
import OfferPipeline
import OfferResults
import OfferSimulation
import Testing

/// Simulating the optimum agrees with what the optimum expects.
@Suite struct SimulatedOptimumTests {
    @Test(arguments: (Answer.reference + Answer.shipped).filter { ["coalition-24", "hard-60", "coalition-launch"].contains($0.name) })
    func theSimulatedMeanIsTheExpectedOne(_ answer: Answer) throws {
        let stage = try ScenarioStage(path: answer.folder, overrides: [], threads: 2)
        let planned = try PlanStage(stage, plan: nil).run()
        let document = try SimulateStage(planned, replications: 40).run()
        let outcome = try #require(document.simulation)
        let totals = try #require(document.result.totals)
        for agreement in outcome.agreement {
            // Whole customers are dealt: the optimum's shares move by less than one of them each.
            let slack = 4 * agreement.standardError + 1e-9 * max(1, abs(agreement.expected))
            #expect(abs(agreement.simulated - agreement.expected) <= slack, "\(agreement)")
        }
        let completions = try #require(outcome.agreement.first { $0.quantity == .completions })
        #expect(abs(completions.expected - totals.completions) <= 1e-3 * totals.completions)
        if answer.name != "coalition-launch" {
            #expect(outcome.limits.isEmpty)
            let cost = try #require(outcome.agreement.first { $0.quantity == .cost })
            #expect(abs(cost.expected - totals.cost) <= 1e-3 * totals.cost)
        }
        #expect(Set(outcome.agreement.map(\.quantity)).isSuperset(of: [.completions, .value]))
    }
}

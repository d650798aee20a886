import Execution
import OfferEconomics
import OfferModel
import OfferSimulation
import TestSupport
import Testing

@Suite struct DealingTests {
    private func shown(customers: Double, shares: [Double]) throws -> Double {
        let scenario = PaperCase(customers: customers).scenario
        let plan = Plan(
            bundles: shares.enumerated().map {
                PlannedBundle(segment: SegmentIndex(0), number: $0 + 1, variants: [VariantIndex(0)], share: $1)
            })
        let outcome = try Simulation(of: plan, in: scenario, seed: 1, workers: Workers(threads: 1)).run(replications: 1)
        return outcome?.months.first?.shown ?? 0
    }

    @Test(arguments: [
        (10.0, [1.0], 10.0), (10, [0.25], 3), (10, [0.249], 2), (3, [0.5, 0.5], 3), (7, [0.3, 0.3, 0.3], 6), (1, [0.5], 1), (0, [1], 0),
    ])
    func wholeCustomersAreDealtByLargestRemainder(customers: Double, shares: [Double], dealt: Double) throws {
        #expect(try shown(customers: customers, shares: shares) == dealt)
    }

    @Test(arguments: [2.5, 50_000_001])
    func whatIsNoCountCannotBeSimulated(customers: Double) throws {
        #expect(throws: UncountableCustomers.self) { try PaperCase(customers: customers).outcome() }
    }
}

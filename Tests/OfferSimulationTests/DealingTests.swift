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

    /// Bundles of one segment share no customer and leave out nobody: with all of them dealt, whoever would complete completes once.
    @Test(arguments: [1, 2, 7, 300])
    func everybodyIsDealtOneBundle(bundles: Int) throws {
        let customers = 5_000.0
        let shares = Array(repeating: 1 / Double(bundles), count: bundles)
        var draft = PaperCase(customers: customers, completion: 0.3)
        draft.spendVariation = 0.4
        func outcome(_ shares: [Double]) throws -> SimulationOutcome {
            let plan = Plan(
                bundles: shares.enumerated().map {
                    PlannedBundle(segment: SegmentIndex(0), number: $0 + 1, variants: [VariantIndex(0)], share: $1)
                })
            return try #require(
                try Simulation(of: plan, in: draft.scenario, seed: 4, workers: Workers(threads: 2)).run(replications: 1))
        }
        let (whole, cut) = (try outcome([1]), try outcome(shares))
        #expect(whole[.completions].mean == cut[.completions].mean)
        #expect(abs(whole[.accrued].mean - cut[.accrued].mean) <= 1e-12 * whole[.accrued].mean)
    }

    @Test(arguments: [2.5, 50_000_001])
    func whatIsNoCountCannotBeSimulated(customers: Double) throws {
        #expect(throws: UncountableCustomers.self) { try PaperCase(customers: customers).outcome() }
    }
}

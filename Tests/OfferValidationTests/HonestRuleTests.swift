import Execution
import OfferModel
import OfferValidation
import Testing

/// Plans by all the data against all plans that one row can make optimal: mixtures of two choices of one arm a segment.
@Suite struct HonestRuleTests {
    private struct Cell {
        let value: Double
        let use: Double
    }

    /// The best mixture of two whole choices under use <= limit (or >= for a floor); nil where none keeps it.
    private static func best(_ segments: [[Cell]], limit: Double, isFloor: Bool) -> Double? {
        var choices: [Cell] = [Cell(value: 0, use: 0)]
        for cells in segments {
            choices = choices.flatMap { sum in cells.map { Cell(value: sum.value + $0.value, use: sum.use + $0.use) } }
        }
        func keeps(_ use: Double) -> Bool { isFloor ? use >= limit - 1e-9 : use <= limit + 1e-9 }
        var best: Double?
        for one in choices {
            if keeps(one.use) { best = max(best ?? one.value, one.value) }
            for other in choices where (one.use - limit) * (other.use - limit) < 0 {
                let share = (limit - other.use) / (one.use - other.use)
                let value = share * one.value + (1 - share) * other.value
                best = max(best ?? value, value)
            }
        }
        return best
    }

    private static func cells(of scenario: Scenario, use: (Double, Double, VariantIndex?) -> Double) throws -> [[Cell]] {
        let data = try #require(scenario.experiment)
        var segments = [[Cell]](repeating: [], count: scenario.segments.count)
        for cell in data.cells {
            let means = data.outcomes.map { column in
                cell.customers.reduce(0) { $0 + column[$1] } / Double(cell.customers.count)
            }
            let customers = scenario.segments[cell.segment].customers
            segments[cell.segment.position].append(
                Cell(value: customers * means[0], use: customers * use(means[0], means[1], cell.variant)))
        }
        return segments
    }

    private static func promised(_ scenario: Scenario) throws -> Double? {
        try HonestValuation(of: scenario, workers: Workers(threads: 2)).value().allData[.plain]?.promised
    }

    @Test(arguments: UInt64(1)...6) func budgetsAreKeptByTheBestPlan(seed: UInt64) throws {
        let experiment = SimulatedExperiment(
            means: [[1, 2, 3, 4], [1, 3, 3.5, 3.7], [0, 0.5, 2, 2.1]], costs: [0, 1, 2, 3.5], deviation: 1, customersPerCell: 12,
            customers: [50, 80, 30], budget: 150, splits: 1)
        let scenario = experiment.scenario(seed: seed)
        let best = Self.best(try Self.cells(of: scenario) { _, cost, variant in variant == nil ? 0 : cost }, limit: 150, isFloor: false)
        let promised = try #require(try Self.promised(scenario))
        #expect(abs(promised - (try #require(best))) < 1e-6 * promised)
    }

    /// In the second segment everybody was shown something; the floor counts everybody.
    @Test(arguments: UInt64(1)...6) func floorsCountEverybodyAlsoWhereNobodyWasShownNothing(seed: UInt64) throws {
        let floor = QuantityLimit(id: "volume", quantity: 1, bound: .atLeast(330), sponsor: nil, offer: nil, macro: nil)
        let experiment = SimulatedExperiment(
            means: [[4, 3, 2], [nil, 3, 3.5]], costs: [1, 2.5, 4], deviation: 1, customersPerCell: 12, customers: [50, 80], splits: 1,
            limits: [floor])
        let scenario = experiment.scenario(seed: seed)
        let best = Self.best(try Self.cells(of: scenario) { _, cost, _ in cost }, limit: 330, isFloor: true)
        let promised = try #require(try Self.promised(scenario))
        #expect(abs(promised - (try #require(best))) < 1e-6 * promised)
    }

    @Test(arguments: [0, 0.3, 1]) func aShareOfTheWayLiesBetweenNothingAndTheMost(share: Double) throws {
        let floor = QuantityLimit(id: "volume", quantity: 1, bound: .atLeastShare(share), sponsor: nil, offer: nil, macro: nil)
        let experiment = SimulatedExperiment(
            means: [[4, 3, 2], [2, 3, 3.5]], costs: [1, 2.5, 4], deviation: 0.1, customersPerCell: 12, customers: [50, 80], splits: 1,
            limits: [floor])
        let scenario = experiment.scenario(seed: 1)
        let limit = 130 + share * (520 - 130)
        let best = Self.best(try Self.cells(of: scenario) { _, cost, _ in cost }, limit: limit, isFloor: true)
        let promised = try #require(try Self.promised(scenario))
        #expect(abs(promised - (try #require(best))) < 1e-6 * promised)
    }

    @Test func whatCannotBeKeptIsSaidAndNotValued() throws {
        let floor = QuantityLimit(id: "volume", quantity: 1, bound: .atLeast(1_000), sponsor: nil, offer: nil, macro: nil)
        let experiment = SimulatedExperiment(means: [[1, 2], [1, 2]], costs: [0, 1], limits: [floor])
        let value = try HonestValuation(of: experiment.scenario(seed: 1), workers: Workers(threads: 1)).value()
        #expect(value.plans == nil)
        #expect(value.halvesWithoutPlan == 4)
        #expect(value.clash == ["measured:volume"])
    }

    @Test func theHeldOutHalfTellsWhatRulesUse() throws {
        let experiment = SimulatedExperiment(
            means: [[1, 2, 3], [1, 3, 3.5]], costs: [0, 1, 2], deviation: 1, customersPerCell: 12, customers: [50, 80], budget: 90)
        let plans = try #require(
            try HonestValuation(of: experiment.scenario(seed: 7), workers: Workers(threads: 1)).value().plans)
        let rule = try #require(plans[0].rules.first)
        #expect(rule.rule.name == "budget:total")
        #expect(rule.limit == 90)
        // Costs do not vary, so both halves agree.
        #expect(abs(rule.planned - 90) < 1e-6)
        #expect(abs((rule.heldOut?.value ?? 0) - 90) < 1e-6)
        #expect((rule.heldOut?.standardError ?? 1) < 1e-9)
    }

    /// Shrunken means seldom reach what the luckiest plain means promise.
    @Test func eachMethodIsValuedOnTheHalvesWhereItHasAPlan() throws {
        let floor = QuantityLimit(id: "much", quantity: 0, bound: .atLeast(800), sponsor: nil, offer: nil, macro: nil)
        let experiment = SimulatedExperiment(
            means: (0..<4).map { _ in [1, 1, 1, 1] }, deviation: 4, customersPerCell: 20, splits: 10, limits: [floor])
        let value = try HonestValuation(of: experiment.scenario(seed: 1), workers: Workers(threads: 2)).value()
        let counts = ChoiceMethod.allCases.map { method in value.choices.count { $0.plans[method] != nil } }
        #expect(counts[0] > counts[1])
        #expect(value.plans?.first?.halves == counts[0])
        #expect(value.plans?.last?.halves == (counts[1] > 0 ? counts[1] : counts[0]))
        #expect((value.gainOfShrinking == nil) == (counts[1] == 0))
        #expect(value.plans?.first.map { $0.objective.promised.value >= 800 } == true)
    }
}

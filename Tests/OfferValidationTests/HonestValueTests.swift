import Execution
import OfferModel
import OfferValidation
import Testing

@Suite struct HonestValueTests {
    private static func value(_ scenario: Scenario, threads: Int = 2) throws -> HonestValue {
        try HonestValuation(of: scenario, workers: Workers(threads: threads)).value()
    }

    /// Means and MC errors of how far promise and honest value lie above what the plans truly bring, and how often the interval holds it.
    private struct Errors {
        var promised: [Double] = []
        var honest: [Double] = []
        var covered = 0
        /// True value of the shrunken plans less that of the plain ones.
        var gains: [Double] = []

        static func mean(_ errors: [Double]) -> Double { errors.reduce(0, +) / Double(errors.count) }

        static func deviation(ofMean errors: [Double]) -> Double {
            let mean = mean(errors)
            let count = Double(errors.count)
            return (errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1) / count).squareRoot()
        }
    }

    private static func errors(of experiment: SimulatedExperiment, seeds: ClosedRange<UInt64>) throws -> Errors {
        var errors = Errors()
        for seed in seeds {
            let scenario = experiment.scenario(seed: seed)
            let plans = try #require(try value(scenario).plans)
            let truths = plans.map { experiment.truth(of: $0.meanShares, in: scenario) }
            let honest = plans[0].objective.honest
            errors.promised.append(plans[0].objective.promised.value - truths[0])
            errors.honest.append(honest.value - truths[0])
            errors.covered += (honest.low...honest.high).contains(truths[0]) ? 1 : 0
            errors.gains.append(truths[1] - truths[0])
        }
        return errors
    }

    @Test func noiseMakesPlansPromiseTooMuchAndTheHonestValueIsRight() throws {
        let experiment = SimulatedExperiment(
            means: [[1, 1.1, 1.2, 0.9], [0.5, 0.5, 0.5, 0.5], [2, 1.9, 2.1, 2]], deviation: 2, customersPerCell: 30)
        let errors = try Self.errors(of: experiment, seeds: 1...120)
        #expect(Errors.mean(errors.promised) > 10 * Errors.deviation(ofMean: errors.promised))
        #expect(abs(Errors.mean(errors.honest)) < 3.5 * Errors.deviation(ofMean: errors.honest))
        // 120 intervals of 95 %: 114 expected, standard deviation 2.4.
        #expect((105...120).contains(errors.covered), "\(errors.covered) of 120")
    }

    @Test func withoutNoisePromiseAndValueAreTheTruth() throws {
        var experiment = SimulatedExperiment(means: [[1, 2, 3, 2], [5, 4, 3, 2]], deviation: 0, customersPerCell: 9)
        experiment.customers = [10, 20]
        let value = try Self.value(experiment.scenario(seed: 4))
        for plan in try #require(value.plans) {
            #expect(abs(plan.objective.promised.value - 130) < 1e-9)
            #expect(abs(plan.objective.honest.value - 130) < 1e-9)
            #expect(plan.objective.honest.standardError == 0)
        }
    }

    @Test func shrunkenPlansAreBetterWhereNoiseIsLarge() throws {
        // Arms differ everywhere by the same little, and single segments by nothing.
        let experiment = SimulatedExperiment(
            means: (0..<8).map { segment in [0, 0.1, 0.3, 0.5].map { $0 + Double(segment) } }, deviation: 3, customersPerCell: 30)
        let gains = try Self.errors(of: experiment, seeds: 1...60).gains
        #expect(Errors.mean(gains) > 5 * Errors.deviation(ofMean: gains))
    }

    @Test func shrunkenPlansLoseNothingWhereNoiseIsSmall() throws {
        // Every segment has a best arm of its own.
        let means = (0..<8).map { segment in (0..<4).map { arm in Double(segment) + (arm == segment % 4 ? 1 : 0) } }
        let experiment = SimulatedExperiment(means: means, deviation: 0.5, customersPerCell: 60)
        let gains = try Self.errors(of: experiment, seeds: 1...20).gains
        // The whole plan brings 3,600.
        #expect(Errors.mean(gains) > -1)
    }

    @Test func theValueIsThatOfEveryCustomerWeighedByInversePropensity() throws {
        let experiment = SimulatedExperiment(
            means: [[1, 1.5, nil], [0.5, 0.2, 0.9]], deviation: 1, customersPerCell: 21, customers: [30, 70], splits: 3)
        let scenario = experiment.scenario(seed: 9)
        let value = try Self.value(scenario)
        let data = try #require(scenario.experiment)
        var sum = 0.0
        for choice in value.choices {
            let split = ExperimentSplit(value.cells, number: choice.half.split, seed: scenario.seed)
            let shares = try #require(choice.plans[.plain]).shares
            for (position, segment) in scenario.segments.enumerated() {
                let own = data.cells.indices.filter { data.cells[$0].segment.position == position }
                let heldOut = own.map { cell in
                    zip(data.cells[cell].customers, split.isInFirst(cell)).filter { $1 != choice.half.isFirst }.map(\.0)
                }
                let all = Double(heldOut.reduce(0) { $0 + $1.count })
                var weighted = 0.0
                var weights = 0.0
                for (cell, customers) in zip(own, heldOut) {
                    let weight = shares[cell] / (Double(customers.count) / all)
                    weighted += customers.reduce(0) { $0 + weight * data.outcomes[0][$1] }
                    weights += weight * Double(customers.count)
                }
                sum += segment.customers * weighted / weights
            }
        }
        let honest = try #require(value.plans?.first).objective.honest.value
        #expect(abs(honest - sum / Double(value.choices.count)) < 1e-9)
    }

    @Test func eachHalfChoosesTheArmWithTheBestMeanOfItsOwnCustomers() throws {
        let experiment = SimulatedExperiment(means: [[1, 1, 1, 1], [0, 0, 0, 0]], deviation: 1, customersPerCell: 12, splits: 4)
        let scenario = experiment.scenario(seed: 2)
        let value = try Self.value(scenario)
        let data = try #require(scenario.experiment)
        #expect(value.choices.count == 8)
        for choice in value.choices {
            let split = ExperimentSplit(value.cells, number: choice.half.split, seed: scenario.seed)
            for segment in 0..<2 {
                let own = data.cells.indices.filter { data.cells[$0].segment.position == segment }
                let means = own.map { cell in
                    let seen = zip(data.cells[cell].customers, split.isInFirst(cell)).filter { $1 == choice.half.isFirst }.map(\.0)
                    return seen.reduce(0) { $0 + data.outcomes[0][$1] } / Double(seen.count)
                }
                let best = own[means.indices.max { means[$0] < means[$1] }!]
                #expect(choice.plans[.plain]?.shares[best] == 1)
            }
        }
    }

    @Test func halvesShareEveryCellAlmostEvenly() throws {
        let scenario = SimulatedExperiment(means: [[0, 0], [0, 0]], customersPerCell: 7).scenario(seed: 3)
        let cells = ValuedCells(of: try #require(scenario.experiment), in: scenario)
        var firsts: [Int] = []
        for number in 1...30 {
            for cell in 0..<4 {
                firsts.append(ExperimentSplit(cells, number: number, seed: 3).isInFirst(cell).count { $0 })
            }
        }
        #expect(Set(firsts) == [3, 4])
        #expect((40...80).contains(firsts.count { $0 == 4 }))
    }

    @Test func numbersDoNotDependOnThreads() throws {
        let experiment = SimulatedExperiment(means: [[1, 1.5, 1.2], [0.5, 0.2, 0.9]], budget: 100, splits: 9)
        let values = try [1, 3].map { try Self.value(experiment.scenario(seed: 5), threads: $0) }
        #expect(values[0].choices.map(\.sha256) == values[1].choices.map(\.sha256))
        for (one, other) in zip(try #require(values[0].plans), try #require(values[1].plans)) {
            #expect(one.objective.honest.value == other.objective.honest.value)
            #expect(one.objective.honest.standardError == other.objective.honest.standardError)
            #expect(one.objective.promised.low == other.objective.promised.low)
        }
    }

    @Test func tinyCellsAreNotChosen() throws {
        var experiment = SimulatedExperiment(means: [[0, 100]], deviation: 0, customersPerCell: 3)
        #expect(ValuedCells(of: try #require(experiment.scenario(seed: 1).experiment), in: experiment.scenario(seed: 1)).population == 0)
        experiment.customersPerCell = 4
        let plans = try #require(try Self.value(experiment.scenario(seed: 1)).plans)
        #expect(plans[0].objective.honest.value == 10_000)
    }

    /// A cell of two in each half must not look more certain than its two customers are.
    @Test func standardErrorsOfTinyCellsAreRightOnAverage() throws {
        let experiment = SimulatedExperiment(
            means: [[0, nil]], deviation: 1, customersPerCell: 4, customers: [1], splits: 1, replicates: 200)
        let variances = try (UInt64(1)...200).map { seed in
            let error = try #require(try Self.value(experiment.scenario(seed: seed)).plans).first!.objective.honest.standardError
            return error * error
        }
        // The mean of both halves is that of four customers.
        #expect(abs(Errors.mean(variances) - 0.25) < 4 * Errors.deviation(ofMean: variances))
    }
}

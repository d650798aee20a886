import DenseAlgebra
import Execution
import Foundation
import OfferEconomics
import OfferLearning
import OfferModel
import OfferSimulation
import TestSupport
import Testing

/// Experiments that the project's own simulator ran on given curves: the curves come back, and as often as their intervals say.
@Suite struct KnownTruthTests {
    private static let percents = [0.0, 1, 2, 4, 7, 10]

    /// Completions of so many customers at each percent; one row for each of a hundred runs of the simulator.
    private static func simulated(_ curve: CompletionCurve, customers: Int) throws -> [[ExperimentArm]] {
        let completions = try percents.enumerated().map { place, percent in
            var arm = SimulatedArm(curve: curve, percent: percent)
            arm.customers = customers
            return try (0..<100).map { try arm.completions(seed: UInt64(1_000 * place + $0)) }
        }
        return (0..<100).map { run in
            percents.indices.map { place in
                Experiments.arm(percent: percents[place], completions[place][run], of: customers)
            }
        }
    }

    /// - Returns: how many standard errors each estimate lies from the truth.
    private static func distances(_ form: ResponseEstimate.Form, _ truth: [Double], _ curve: CompletionCurve) throws -> [[Double]] {
        try simulated(curve, customers: 1_500).map { arms in
            let candidates = ResponseCalibration(arms).responses[0].candidates
            let estimate = try form == .logistic ? candidates.logistic.get().estimate : candidates.saturating.get().estimate
            return truth.indices.map { (estimate.parameters[$0] - truth[$0]) / estimate.covariance[$0, $0].squareRoot() }
        }
    }

    @Test func logisticCurvesComeBack() throws {
        let truth = [-1.6, 0.22]
        let curve = CompletionCurve.logistic(intercept: truth[0], slope: truth[1], ceiling: 1, durationSlope: 0)
        try Self.check(Self.distances(.logistic, truth, curve))
    }

    @Test func saturatingCurvesComeBack() throws {
        let truth = [0.15, 0.72, log(2.5)]
        let curve = CompletionCurve.saturating(floor: truth[0], ceiling: truth[1], halfPercent: 2.5)
        try Self.check(Self.distances(.saturating, truth, curve))
    }

    /// On average and in every run within 3 standard errors, up to the one run in 370 that chance allows; 95 % intervals hold the truth in
    /// 92 to 98 % of the cases.
    private static func check(_ distances: [[Double]], mostFar: Int = 1) throws {
        let parameters = distances[0].indices
        for parameter in parameters {
            let mean = distances.reduce(0) { $0 + $1[parameter] } / Double(distances.count)
            // The mean of a hundred has a tenth of the error of one.
            #expect(abs(mean) < 0.3, "parameter \(parameter): \(mean)")
        }
        let all = distances.flatMap { $0 }
        #expect(all.count { abs($0) > 3 } <= mostFar, "\(all.map { abs($0) }.max() ?? 0)")
        let coverage = Double(all.count { abs($0) <= 1.959964 }) / Double(all.count)
        #expect((0.92...0.98).contains(coverage), "\(coverage)")
    }

    /// Customers whom the simulator lets spend and redeem, one replication each: cashback of 100 % without a cap is what they spend.
    @Test func spendComesBack() throws {
        let truth = (spend: 5_000.0, variation: 0.6, persistence: 0.4, redemption: 0.3)
        let (customers, months) = (600, 6)
        var everybody = SegmentDraft(
            id: "s", customers: 1, monthlySpend: truth.spend, spendVariation: truth.variation, monthlyRedemption: truth.redemption,
            responses: [Response(organic: 0, curve: .saturating(floor: 1, ceiling: 1, halfPercent: 1))],
            values: [[ValueStep(now: 0, ifCompleted: 0)]])
        everybody.spendPersistence = truth.persistence
        var draft = ScenarioDraft(
            assets: [Asset(id: "shop", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)],
            offers: [
                Offer(
                    id: "card", sponsor: AssetIndex(0), percents: [Percent(basisPoints: 10_000)], monthlyCaps: [nil], months: [months],
                    startMonth: 1, acquisitionFee: 0, requires: [], fraud: nil, monthlyStop: nil)
            ], segments: [everybody])
        draft.programme = Programme(
            maxTotalPercent: nil, percentBasis: .effective, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: months)
        let scenario = draft.scenario()
        let plan = Plan(bundles: [PlannedBundle(segment: SegmentIndex(0), number: 1, variants: [VariantIndex(0)], share: 1)])
        let setting = SpendCalibration.Setting(
            segments: ["s"], segmentOfCustomer: Array(repeating: 0, count: customers), firstMonth: 1, monthCount: months, points: .balances,
            expiry: months)
        let distances = try (1...100).map { seed in
            let simulation = try Simulation(of: plan, in: scenario, seed: UInt64(seed), workers: Workers(threads: 1))
            var history = SpendHistory()
            for customer in 0..<customers {
                for vintage in try #require(simulation.history(ofReplication: customer)).vintages {
                    history.add(
                        customer: customer, month: vintage.month, amount: vintage.accrued, earned: vintage.accrued, redeemed: 0)
                    for (age, points) in vintage.redeemed.enumerated() where vintage.month + age + 1 <= months {
                        history.add(customer: customer, month: vintage.month + age + 1, amount: 0, earned: 0, redeemed: points)
                    }
                }
            }
            let spend = SpendCalibration(history, setting).segments[0]
            // The simulator redeems the same share of every point, so there is nothing to be uncertain of.
            let redemption = try #require(spend.redemption).value
            #expect(abs(redemption - truth.redemption) < 1e-9)
            let estimates = [
                (spend.monthlySpend, truth.spend), (try #require(spend.variation), truth.variation),
                (try #require(spend.persistence), truth.persistence),
            ]
            return try estimates.map { try ($0.value - $1) / #require($0.standardError) }
        }
        // The variation of lognormal spend is skewed, which adds to what lies further.
        try Self.check(distances, mostFar: 3)
    }

    /// Segments scatter about their macro-segment and are thin: drawn towards it they are nearer to the truth than alone, and their
    /// intervals still hold it.
    @Test func shrunkenCurvesAreNearerToTheTruth() {
        var errors = (own: 0.0, shrunk: 0.0)
        var held = 0
        var count = 0
        for seed in 1...25 {
            var generator = SplitMix64(seed: seed)
            var arms: [ExperimentArm] = []
            var truth: [String: Double] = [:]
            for number in 0..<12 {
                let segment = "s\(number)"
                let normal = (0..<12).reduce(-6.0) { sum, _ in sum + generator.number(0...1) }
                let curve = CompletionCurve.logistic(intercept: -2 + 0.3 * normal, slope: 0.2, ceiling: 1, durationSlope: 0)
                truth[segment] = curve.completion(percent: 5, months: 1)
                arms += Experiments.arms(segment: segment, curve: curve, percents: [1, 5, 9], customers: 60, using: &generator)
            }
            let macros = truth.mapValues { _ in "all" }
            for response in ResponseCalibration(arms, macros: macros).responses where response.source == .shrunk {
                guard let own = try? response.candidates.logistic.get(), let exact = truth[response.segment] else { continue }
                let logit = { (share: Double) in log(share / (1 - share)) }
                let shrunk = response.curve.completion(percent: 5, months: 1)
                errors.own += pow(logit(own.estimate.curve.completion(percent: 5, months: 1)) - logit(exact), 2)
                errors.shrunk += pow(logit(shrunk) - logit(exact), 2)
                let arm = response.arms.first { $0.percent == 5 }
                let error = (arm?.fittedError ?? 0) / (shrunk * (1 - shrunk))
                held += abs(logit(shrunk) - logit(exact)) <= 1.959964 * error ? 1 : 0
                count += 1
            }
        }
        #expect(count > 250)
        #expect(errors.shrunk < 0.9 * errors.own, "\(errors)")
        // Twelve segments tell their own scatter only roughly.
        #expect((0.88...0.98).contains(Double(held) / Double(count)), "\(held) of \(count)")
    }
}

/// One arm of an experiment as a scenario: everybody is shown one percent of one offer.
struct SimulatedArm {
    let curve: CompletionCurve
    let percent: Double
    var customers = 1_000

    init(curve: CompletionCurve, percent: Double) {
        self.curve = curve
        self.percent = percent
    }

    func completions(seed: UInt64) throws -> Int {
        let segment = SegmentDraft(
            id: "s", customers: Double(customers), monthlySpend: 1_000, monthlyRedemption: 1, basePercent: 0,
            responses: [Response(organic: 0, curve: curve)], values: [[ValueStep(now: 0, ifCompleted: 0)]])
        let scenario = ScenarioDraft(
            assets: [Asset(id: "shop", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)],
            offers: [
                Offer(
                    id: "card", sponsor: AssetIndex(0), percents: [Percent(basisPoints: Int((100 * percent).rounded()))],
                    monthlyCaps: [nil], months: [1], startMonth: 1, acquisitionFee: 0, requires: [], fraud: nil, monthlyStop: nil)
            ], segments: [segment]
        ).scenario()
        let plan = Plan(bundles: [PlannedBundle(segment: SegmentIndex(0), number: 1, variants: [VariantIndex(0)], share: 1)])
        let outcome = try Simulation(of: plan, in: scenario, seed: seed, workers: Workers(threads: 1)).run(replications: 1)
        return Int(outcome?[.completions].mean ?? -1)
    }
}

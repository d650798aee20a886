package import Execution
import OfferEconomics
package import OfferModel

/// Simulates a plan customer by customer, so many times (model.md section 10).
package struct Simulation: Sendable {
    private let dealt: DealtPlan
    private let setting: Replication.Setting
    private let workers: Workers

    /// So many replications are held at once, so that memory does not grow with their number.
    private static let waveLength = 64

    /// - Parameter seed: of all random numbers; two plans simulated with one seed meet the same customers.
    /// - Throws: `FractionalCustomers` where a segment that is shown something has no whole number of customers.
    package init(of plan: Plan, in scenario: Scenario, seed: UInt64, workers: Workers) throws(FractionalCustomers) {
        dealt = try DealtPlan(plan, in: scenario, seed: seed, workers: workers)
        setting = Replication.Setting(dealt, seed: seed)
        self.workers = workers
    }

    /// - Returns: the outcome of those replications that were done before the deadline passed; nil when none was.
    package func run(
        replications: Int, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()
    ) -> SimulationOutcome? {
        var tally = SimulationTally()
        while tally.count < replications, !deadline.isPassed {
            let first = tally.count
            let results = workers.mapRanges(count: min(Self.waveLength, replications - first), rangeLength: 1) { range, _ in
                deadline.isPassed ? nil : Replication.run(first + range.lowerBound, of: dealt, setting)
            }
            for result in results {
                guard let result else { break }
                tally.add(result)
            }
            progress.report(WorkProgress(phase: "simulating", done: tally.count, of: replications))
        }
        return tally.count == 0 ? nil : SimulationOutcome(tally, of: dealt, setting, asked: replications)
    }
}

/// What the replications come to so far, added in their order.
struct SimulationTally {
    private(set) var count = 0
    private(set) var outcomes: [SimulationOutcome.Quantity: [Double]] = [:]
    /// By budget.
    private(set) var budgetUses: [[Double]] = []
    /// Sums by month.
    private(set) var months: [ReplicationResult.Month] = []
    /// Sums.
    private(set) var saved = SavedByLimits()
    private(set) var replicationsWithChangedRedemption = 0
    private(set) var replicationsWithProgrammeCap = 0
    /// By offer.
    private(set) var replicationsWithStop: [Int] = []

    mutating func add(_ result: ReplicationResult) {
        if count == 0 {
            budgetUses = Array(repeating: [], count: result.budgetUses.count)
            saved = SavedByLimits(offerCount: result.saved.stops.count)
            replicationsWithStop = Array(repeating: 0, count: result.saved.stops.count)
        }
        count += 1
        for quantity in SimulationOutcome.Quantity.allCases { outcomes[quantity, default: []].append(quantity.outcome(of: result)) }
        for (budget, use) in result.budgetUses.enumerated() { budgetUses[budget].append(use) }
        for (place, month) in result.months.enumerated() {
            if place == months.count { months.append(ReplicationResult.Month()) }
            months[place] += month
        }
        saved.programmeCap += result.saved.programmeCap
        saved.redemption += result.saved.redemption
        for (offer, amount) in result.saved.stops.enumerated() {
            saved.stops[offer] += amount
            if amount > 0 { replicationsWithStop[offer] += 1 }
        }
        if result.saved.isRedemptionChanged { replicationsWithChangedRedemption += 1 }
        if result.saved.programmeCap > 0 { replicationsWithProgrammeCap += 1 }
    }
}

extension ReplicationResult.Month {
    static func += (left: inout Self, right: Self) {
        left.shown += right.shown
        left.completions += right.completions
        left.accrued += right.accrued
        left.redeemed += right.redeemed
        left.expired += right.expired
        left.outstanding += right.outstanding
        left.fraud += right.fraud
    }
}

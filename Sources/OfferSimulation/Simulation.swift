package import Execution
package import OfferEconomics
package import OfferModel

/// Simulates a plan customer by customer, so many times (model.md section 10).
package struct Simulation: Sendable {
    private let dealt: DealtPlan
    private let setting: Replication.Setting
    private let workers: Workers

    /// So many replications are held at once, so that memory does not grow with their number.
    private static let waveLength = 64

    /// - Parameter seed: of all random numbers; two plans simulated with one seed meet the same customers.
    /// - Throws: `UncountableCustomers` where a segment that is shown something has no whole number of customers, or too many.
    package init(of plan: Plan, in scenario: Scenario, seed: UInt64, workers: Workers) throws(UncountableCustomers) {
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
                Replication.run(first + range.lowerBound, of: dealt, setting, deadline: deadline)
            }
            for result in results {
                guard let result else { break }
                tally.add(result)
            }
            progress.report(WorkProgress(phase: "simulating", done: tally.count, of: replications))
        }
        return tally.count == 0 ? nil : SimulationOutcome(tally, of: dealt, setting, asked: replications)
    }

    /// One replication as settlement books it, at the customers that were really dealt.
    ///
    /// - Returns: nil where the deadline passed first.
    package func history(ofReplication number: Int, deadline: Deadline = .none) -> PlanHistory? {
        Replication.history(of: number, of: dealt, setting, deadline: deadline)
    }
}

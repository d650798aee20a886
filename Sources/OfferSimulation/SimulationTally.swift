/// What the replications come to so far, added in their order.
struct SimulationTally {
    private(set) var count = 0
    private(set) var outcomes: [SimulationOutcome.Quantity: [Double]] = [:]
    /// By budget.
    private(set) var budgetUses: [[Double]] = []
    /// Sums by month.
    private(set) var months: [ReplicationResult.Month] = []
    private var outstandingAtEnds = 0.0
    /// Sums.
    private(set) var saved = SavedByLimits()
    private(set) var replicationsWithRedeemLimit = 0
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
        add(result.months)
        saved.programmeCap += result.saved.programmeCap
        saved.oldestFirst += result.saved.oldestFirst
        saved.redeemLimit += result.saved.redeemLimit
        for (offer, amount) in result.saved.stops.enumerated() {
            saved.stops[offer] += amount
            if amount > 0 { replicationsWithStop[offer] += 1 }
        }
        if result.saved.isRedeemLimitMet { replicationsWithRedeemLimit += 1 }
        if result.saved.programmeCap > 0 { replicationsWithProgrammeCap += 1 }
    }
}

extension SimulationTally {
    /// What is outstanding at the end of one replication stays so in the months of longer ones.
    private mutating func add(_ added: [ReplicationResult.Month]) {
        while months.count < added.count { months.append(ReplicationResult.Month(outstanding: outstandingAtEnds)) }
        for place in months.indices {
            if place < added.count { months[place] += added[place] } else { months[place].outstanding += added.last?.outstanding ?? 0 }
        }
        outstandingAtEnds += added.last?.outstanding ?? 0
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

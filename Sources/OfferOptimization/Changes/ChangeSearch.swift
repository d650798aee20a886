import Execution
import OfferEconomics
import OfferModel

/// Looks for the best plans that differ from a proposal in one cell, two, and so on.
///
/// One change is settled by trying every cell, as far as a bound does not rule it out: exact. For more, sets of cells are grown from the best
/// smaller ones, taken from the bound's own best changes, and exchanged cell by cell; what a set is worth is always exact
/// (`ChangeProgram`), and the bound (`ChangeBound`) says how far the best may be from what was found.
struct ChangeSearch {
    /// The best plan for a number of changes.
    struct Found {
        var cells: [PlanCell] = []
        /// Of the segments of these cells.
        var bundles: [PlannedBundle] = []
        var objective: Double
        var violation: Double
        var violationPrices: [Double]
        var prices: [Double]
    }

    private(set) var proposal: ProposedPlan
    let most: Int
    let sets: OfferSets
    let deadline: Deadline
    let progress: any ProgressReporter
    /// By number of changes, from none.
    var found: [Found] = []
    private(set) var bounds: [ChangeBound] = []
    /// What each set of cells that was tried is worth; nil where it cannot change under the rules.
    private var known: [[PlanCell]: ChangeProgram.Answer?] = [:]
    private(set) var isComplete = true
    /// Whether every single change was tried or ruled out.
    var areSinglesSettled = false
    /// Whether the solver gave up on some cells.
    private(set) var hasUndecided = false

    /// - Parameter most: changes in all, at least 1.
    init(_ proposal: ProposedPlan, most: Int, deadline: Deadline, progress: any ProgressReporter) {
        self.proposal = proposal
        self.most = most
        self.deadline = deadline
        self.progress = progress
        let scenario = proposal.problem.scenario
        sets = OfferSets(offerCount: scenario.offers.count, most: most, segmentCount: scenario.segments.count)
        let nothing = [Double](repeating: 0, count: proposal.problem.rows.count)
        found = [
            Found(objective: proposal.objective, violation: proposal.violation, violationPrices: nothing, prices: nothing)
        ]
    }

    /// Begins again with further cuts of tail budgets; what fewer changes were found to bring stays.
    mutating func add(_ cuts: [TailCut], settled changes: Int) {
        proposal = ProposedPlan(proposal.plan, of: proposal.problem.adding(cuts))
        bounds = []
        known = [:]
        areSinglesSettled = false
        let new = [Double](repeating: 0, count: cuts.count)
        found = found[...changes].map { earlier in
            var padded = earlier
            padded.prices += new
            padded.violationPrices += new
            return padded
        }
    }

    /// Whether the time is up; then the answer is not complete.
    mutating func isOutOfTime() -> Bool {
        if deadline.isPassed { isComplete = false }
        return deadline.isPassed
    }

    func report(_ phase: String, done: Int, of count: Int) {
        progress.report(WorkProgress(phase: phase, done: done, of: count))
    }

    /// A pass at given prices, remembered as a bound.
    @discardableResult
    mutating func learn(_ prices: [Double]) -> (gains: [SegmentGains], bound: ChangeBound) {
        let gains = proposal.gains(of: sets, prices: prices, objectiveWeight: 1)
        let bound = ChangeBound(of: proposal, prices: prices, knapsack: ChangeKnapsack(gains, sets: sets, most: most))
        bounds.append(bound)
        return (gains, bound)
    }

    func bound(changes: Int) -> Double {
        let best = found[changes]
        let violation = best.violation > 0 ? best.violation + ChangeProgram.noise : 0
        let bound = bounds.reduce(Double.infinity) { min($0, $1.bound(changes: changes, violation: violation)) }
        return max(changes == 1 && areSinglesSettled ? best.objective : bound, best.objective)
    }

    /// Tries a set of cells for a number of changes.
    ///
    /// - Returns: whether it is the best so far.
    @discardableResult
    mutating func consider(_ cells: [PlanCell], changes: Int) throws -> Bool {
        guard !cells.isEmpty, cells.count <= changes else { return false }
        let answer: ChangeProgram.Answer?
        if let seen = known[cells] {
            answer = seen
        } else {
            var program = try ChangeProgram(cells, of: proposal)
            answer = try program.solve()
            if program.hasGivenUp { hasUndecided = true }
            known[cells] = .some(answer)
        }
        guard let answer, isBetter(answer, than: found[changes]) else { return false }
        found[changes] = Found(
            cells: cells, bundles: answer.bundles, objective: answer.objective, violation: answer.violation,
            violationPrices: answer.violationPrices, prices: answer.prices)
        return true
    }

    /// Fewer broken rules first, then the objective.
    private func isBetter(_ answer: ChangeProgram.Answer, than best: Found) -> Bool {
        if answer.violation < best.violation - ChangeProgram.noise { return true }
        return answer.violation <= best.violation + ChangeProgram.noise
            && answer.objective > best.objective + 1e-11 * max(1, abs(best.objective))
    }

    /// The least violation that a number of changes may leave, by a bound.
    func leastViolation(changes: Int) -> Double {
        let best = found[changes]
        guard best.violation > 0 else { return 0 }
        if changes == 1 && areSinglesSettled { return best.violation }
        let proofs = [mendingPrices, best.violationPrices].filter { $0.contains { $0 > 0 } }
        return min(best.violation, proofs.map { leastViolation(changes: changes, at: $0) }.max() ?? 0)
    }

    /// Priced excess of the proposal less the priced use that the changes may take away.
    private func leastViolation(changes: Int, at prices: [Double]) -> Double {
        // The prices of one rule may not weigh more than its violation.
        var size = 1.0
        for rule in proposal.broken { size = max(size, rule.rows.reduce(0.0) { $0 + prices[$1] * proposal.weights[$1] }) }
        let excess = prices.indices.reduce(0.0) { $0 + prices[$1] * (proposal.uses[$1] - proposal.limits[$1]) }
        let gains = proposal.gains(of: sets, prices: prices, objectiveWeight: 0)
        return max(0, (excess - ChangeKnapsack(gains, sets: sets, most: most).totals[changes]) / size)
    }

    /// Prices at which every broken rule counts by its relative excess.
    var mendingPrices: [Double] {
        var prices = [Double](repeating: 0, count: proposal.problem.rows.count)
        for rule in proposal.broken { prices[rule.worst] = 1 / proposal.weights[rule.worst] }
        return prices
    }
}

import Execution
import OfferEconomics
import OfferModel

/// What the optimizer found, not yet proved: the step between solving and verifying.
package struct SolvedProblem {
    fileprivate enum Finding {
        case plan(Plan, Decomposition.Answer, isOptimal: Bool)
        case infeasible(leastViolating: Master.Solution)
        case nothing
    }

    fileprivate let finding: Finding
    fileprivate let effort: SolverEffort

    /// The parts and prices of the plan that was found; nil where there is none.
    var answer: Decomposition.Answer? {
        if case .plan(_, let answer, _) = finding { answer } else { nil }
    }
}

/// One problem at one granularity, solved once and again under other limits of its rows.
///
/// A re-solve begins with the prices, the proposals and the undecided groups of the answer before, and proves its own answer as the
/// first solve did: the optimum is the same as from the start, the way to it shorter.
package struct OptimizerSession {
    private(set) var decomposition: Decomposition
    let granularity: Scenario.Granularity
    private let deadline: Deadline
    private let progress: any ProgressReporter
    private var isSolved = false
    private var hasMoved = false

    /// - Parameter prices: where to begin, one a row; nil for no prices.
    init(
        _ problem: OptimizationProblem, at granularity: Scenario.Granularity, startingAt prices: [Double]? = nil, deadline: Deadline,
        progress: any ProgressReporter
    ) throws {
        guard problem.currentParts == nil || granularity == .segment else { throw OptimizationError.changesNeedSegments }
        self.granularity = granularity
        self.deadline = deadline
        self.progress = progress
        decomposition = try Decomposition(
            GroupedProblem(problem, at: granularity), startingAt: prices, deadline: deadline, progress: progress)
    }

    /// The problem with the limits that its rows have now.
    package var problem: OptimizationProblem { decomposition.problem.base }

    /// Moves the limits of all rows, in the rows' own units, for the next solve.
    package mutating func move(to limits: [Double]) {
        precondition(limits.count == problem.rows.count, "\(limits.count) limits for \(problem.rows.count) rows")
        decomposition.move(to: limits)
        hasMoved = true
    }

    /// The optimum under the present limits, from where the last solve ended. Tail budgets that it breaks become cuts until none is.
    package mutating func solve() throws -> SolvedProblem {
        var solved = try solveRows()
        for round in 0..<OptimizationProblem.mostTailRounds {
            guard case .plan(let plan, _, let isOptimal) = solved.finding else { return solved }
            let (cuts, excess) = problem.cuts(at: plan)
            let isCloseEnough = excess <= OptimizationProblem.greatestTailExcess && round >= OptimizationProblem.exactTailRounds
            if cuts.isEmpty || isCloseEnough { return solved }
            // What the time left of a plan may break a tail budget, and then it is no answer.
            guard isOptimal else { break }
            let larger = GroupedProblem(problem.adding(cuts), at: granularity)
            decomposition = try Decomposition(larger, deadline: deadline, progress: progress)
            isSolved = false
            solved = try solveRows(after: solved.effort)
        }
        return SolvedProblem(finding: .nothing, effort: solved.effort)
    }

    private mutating func solveRows(after earlier: SolverEffort? = nil) throws -> SolvedProblem {
        let before = (passes: decomposition.passes, iterations: decomposition.iterations)
        let outcome = try answer()
        let finding: SolvedProblem.Finding
        var method = ""
        switch outcome {
        case .optimal(let answer), .stopped(let answer?):
            let isOptimal = if case .optimal = outcome { true } else { false }
            finding = .plan(GroupPart.plan(answer.parts, in: decomposition.problem), answer, isOptimal: isOptimal)
            method = answer.method
        case .stopped(nil): finding = .nothing
        case .infeasible(let leastViolating): finding = .infeasible(leastViolating: leastViolating)
        }
        return SolvedProblem(
            finding: finding,
            effort: SolverEffort(
                passes: decomposition.passes - before.passes + (earlier?.passes ?? 0),
                iterations: decomposition.iterations - before.iterations + (earlier?.iterations ?? 0), method: method))
    }

    /// The optimum of the rows as they are under the present limits, from where the last solve ended: prices and value without the plan's
    /// lines, for those who ask for many limits. Tail budgets are not looked at.
    mutating func answer() throws -> Decomposition.Outcome {
        if hasMoved && !isSolved { decomposition = try Decomposition(decomposition.problem, deadline: deadline, progress: progress) }
        let outcome = try isSolved ? decomposition.solveAgain() : decomposition.solve()
        isSolved = true
        hasMoved = false
        return outcome
    }

    /// Proves what the last solve found, from the plan's own lines, and explains it.
    ///
    /// - Parameter explaining: also tells the prices' ranges, or the story of infeasibility.
    package mutating func verify(_ solved: SolvedProblem, explaining: Bool = true) throws -> OptimizationOutcome {
        switch solved.finding {
        case .infeasible(let leastViolating):
            return .infeasible(explaining ? try infeasibilityStory(leastViolating: leastViolating) : nil)
        case .nothing:
            guard deadline.isAllButPassed else { throw OptimizationError.noTrustworthyAnswer }
            return .outOfTime
        case .plan(let plan, let answer, let isOptimal):
            let optimized = try proved(plan, answer, effort: solved.effort, explaining: explaining && isOptimal)
            guard isOptimal else { return .feasible(optimized, isOutOfTime: deadline.isAllButPassed) }
            return optimized.certificate.provesOptimality ? .optimal(optimized) : .feasible(optimized, isOutOfTime: false)
        }
    }

    /// The story of rows that clash. Where there are tail budgets, the plan behind the repair may break them until they are cut there too.
    private mutating func infeasibilityStory(leastViolating: Master.Solution) throws -> InfeasibilityStory? {
        var least = leastViolating
        for _ in 0..<OptimizationProblem.mostTailRounds {
            guard let cheapest = try decomposition.core.cheapestRepair(leastViolating: least) else { return nil }
            let plan = GroupPart.plan(decomposition.core.parts(of: cheapest), in: decomposition.problem)
            let cuts = problem.cuts(at: plan, relaxedBy: cheapest.relaxations)
            if cuts.isEmpty { return try decomposition.core.infeasibilityStory(leastViolating: least, cheapest: cheapest) }
            decomposition = try Decomposition(
                GroupedProblem(problem.adding(cuts), at: granularity), deadline: deadline, progress: progress)
            guard case .infeasible(let solution) = try decomposition.core.seekFeasibility() else { return nil }
            least = solution
        }
        return nil
    }

    private mutating func proved(
        _ plan: Plan, _ answer: Decomposition.Answer, effort: SolverEffort, explaining: Bool
    ) throws -> OptimizedPlan {
        let problem = decomposition.problem
        let base = problem.base
        let evaluation = base.evaluation(of: plan)
        let uses = base.rows.uses(by: evaluation, in: base.scenario)
        let certificate = Certificate(
            of: plan, evaluation: evaluation, uses: uses, prices: answer.prices, groupPrices: answer.groupPrices, in: problem)
        return OptimizedPlan(
            plan: plan, evaluation: evaluation, uses: uses, certificate: certificate, prices: answer.prices,
            tails: base.tailUses(of: plan, uses: uses, prices: answer.prices),
            splitGroups: base.currentParts == nil
                ? GroupPart.splitGroups(answer.parts, in: problem) : GroupPart.splitSegments(of: plan, in: base),
            priceRanges: explaining ? try priceRanges(answer.prices, uses: uses) : nil, effort: effort)
    }

    private mutating func priceRanges(_ prices: [Double], uses: [RowUse]) throws -> [PriceRange] {
        // The core's limits leave out what is settled, and what showing nothing uses: ranges are told around the scenario's own.
        let rows = problem.rows.prefix(problem.rows.count - problem.cuts.count)
        let settled = zip(problem.rows, decomposition.core.limits).map { $0.sign * $0.limit - $1 }
        let bases = try rows.indices.map { try decomposition.core.master.range(ofRow: $0) }
        return try rows.enumerated().map { number, row in
            try decomposition.core.priceRange(
                ofRow: number, price: prices[number], basisRange: bases[number], used: row.sign * uses[number].used - settled[number],
                stepSize: max(abs(row.limit), uses[number].absolute, decomposition.core.master.rowScales[number]),
                settled: settled[number]
            ).withRange(isKnown: problem.cuts.isEmpty)
        }
    }
}

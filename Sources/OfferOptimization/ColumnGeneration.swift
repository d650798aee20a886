import Execution
import OfferModel

/// Column generation: the master asks for prices, a pass over the units answers with their best proposals, until none improves.
/// Every pass gives a valid bound, whatever the master says.
struct ColumnGeneration {
    /// What a proposal shows: the bundle itself where the unit is one group, else the prices at which every group of the unit
    /// chose its best, and whether the objective counted then.
    private enum Source {
        case bundle([Int])
        case prices([Double], objectiveWeight: Double)
    }

    /// A unit's best answer to given prices.
    private struct Answer {
        let reducedValue: Double
        let variants: [Int]
        /// Uses are summed during the pass where the unit is a block; a single group's only if they are asked for.
        let account: Account?
    }

    /// What the groups of one block add up to at given prices.
    private struct BlockSum {
        var reducedValue = 0.0
        var account: Account
    }

    private(set) var problem: GroupedProblem
    let units: Units
    /// Rows' limits in the form use <= limit, less what is fixed; infinite for a row taken away.
    private(set) var limits: [Double]
    private(set) var master: Master
    private(set) var passes = 0
    private(set) var iterations = 0
    /// The best bound so far and the prices that gave it.
    private(set) var best: (bound: Double, prices: [Double])
    private var sources: [Source] = []
    private var known: Set<[Int]> = []
    private let deadline: Deadline
    private let progress: any ProgressReporter

    enum Feasibility {
        case feasible
        /// The least weighted sum of relaxations is positive, by a proven bound; what each row would need.
        case infeasible(Master.Solution)
        /// The time ran out, or the solver gave up.
        case stopped
    }

    enum Maximum {
        case optimal(Master.Solution)
        /// The time ran out, or the solver gave up; the master's last solution, if there was one, keeps all rows.
        case stopped(Master.Solution?)

        var optimum: Master.Solution? {
            if case .optimal(let solution) = self { solution } else { nil }
        }
    }

    /// - Parameters:
    ///   - limits: one a row, in the form use <= limit, less what is fixed outside the units.
    ///   - prices: where to begin.
    ///   - rowScales: magnitudes of the rows, where they are known better than limits and first proposals tell them.
    init(
        _ problem: GroupedProblem, units: Units, limits: [Double], startingAt prices: [Double], rowScales: [Double]? = nil,
        deadline: Deadline, progress: any ProgressReporter
    ) throws {
        self.problem = problem
        self.units = units
        self.limits = limits
        self.deadline = deadline
        self.progress = progress
        let answers = Self.answers(to: prices, objectiveWeight: 1, of: problem, units: units)
        let seeds = Self.proposals(answers, of: problem, units: units) { _, answer in !answer.variants.isEmpty || answer.account != nil }
        master = try Master(
            limits: limits, unitCount: units.count, capacity: problem.base.reachableShare, seeds: seeds, knownScales: rowScales,
            largestUse: problem.largestUse)
        best = (Self.bound(answers, at: prices, limits: limits, problem), prices)
        record(seeds, from: answers, at: prices, objectiveWeight: 1)
    }

    /// Relaxations below this, relative to their rows, are rounding.
    static let feasibilityTolerance = 1e-9
    /// What every row may give way, relative to its scale, where the rules can only just be kept; a proof allows a violation of 1e-8.
    private static let edgeTolerance = 5e-9
    /// Relative gap at which more columns would only move rounding errors.
    static let finestGap = 1e-13
    /// Seconds after which a master solve without a deadline counts as stuck.
    private static let longestMasterSolve = 300.0
    /// A pass over blocks is cut into so many ranges at most, none shorter than this: each keeps a sum for every block.
    private static let mostRanges = 16
    private static let shortestRange = 256
    /// How far a pass stays behind the master's prices, towards those of the best bound: halves the passes where units are blocks.
    private static let smoothing = 0.5

    mutating func setLimit(_ limit: Double, ofRow row: Int) throws {
        limits[row] = limit
        best.bound = .infinity
        try master.setLimit(limit, ofRow: row)
    }

    /// The same units under other limits, less what is fixed outside them; prices and proposals are kept.
    mutating func move(to limits: [Double], in problem: GroupedProblem) throws {
        self.problem = problem
        for row in limits.indices where limits[row] != self.limits[row] { try setLimit(limits[row], ofRow: row) }
    }

    /// The rows' magnitudes as a solution tells them, where it breaks a row by more than rounding of its own uses; nil where it keeps
    /// all. A row that allows nothing may have been measured by a bundle that nobody would ever be shown, so that a real breach looks
    /// like rounding.
    func finerScales(after solution: Master.Solution) -> [Double]? {
        var scales = master.rowScales
        var isFiner = false
        for row in limits.indices where limits[row].isFinite {
            var (used, absolute) = (0.0, 0.0)
            for (proposal, share) in zip(master.proposals, solution.shares) {
                used += proposal.uses[row] * share
                absolute += abs(proposal.uses[row] * share)
            }
            let size = max(abs(limits[row]), absolute)
            if used - limits[row] > Self.feasibilityTolerance * max(1, size), size < scales[row] / 2 {
                scales[row] = size
                isFiner = true
            }
        }
        return isFiner ? scales : nil
    }

    /// Phase 1: the least weighted sum of relaxations that lets every row hold.
    ///
    /// - Parameter weights: what a relaxation of each row is measured against; nil for the rows' own scales.
    mutating func seekFeasibility(weights: [Double]? = nil) throws -> Feasibility {
        if limits.allSatisfy({ $0 >= 0 }) { return .feasible }
        try master.seekFeasibility(weights: weights ?? master.rowScales)
        while true {
            guard let solution = try solveMaster() else { return .stopped }
            if -solution.value <= Self.feasibilityTolerance { return .feasible }
            let answers = ask(solution.prices, objectiveWeight: 0)
            if try add(answers, from: solution.prices, beating: solution, objectiveWeight: 0) == 0 {
                let isProved = -Self.bound(answers, at: solution.prices, limits: limits, problem) > Self.feasibilityTolerance
                return isProved ? .infeasible(solution) : .feasible
            }
        }
    }

    /// Phase 2: the greatest objective, to a relative gap. The rows must be known to be feasible.
    mutating func maximize(toGap goal: Double = Self.finestGap) throws -> Maximum {
        do {
            try master.seekValue(relaxedBy: 0)
            return try climb(toGap: goal)
        } catch OptimizationError.masterLostFeasibility {
            // At the edge of what is feasible the first phase keeps the rows only to its tolerance.
            try master.seekValue(relaxedBy: Self.edgeTolerance)
            return try climb(toGap: goal)
        }
    }

    private mutating func climb(toGap goal: Double) throws -> Maximum {
        var latest: Master.Solution?
        while true {
            guard let solution = try solveMaster() else { return .stopped(latest) }
            latest = solution
            if try explore(solution, toGap: goal) { return .optimal(solution) }
        }
    }

    /// Asks the units at prices between the best and the master's; where that brings nothing, at the master's own.
    ///
    /// - Returns: whether the master's solution is within the gap.
    private mutating func explore(_ solution: Master.Solution, toGap goal: Double) throws -> Bool {
        let unit = max(1, abs(solution.value))
        if !units.areSingle && best.bound.isFinite {
            let between = zip(best.prices, solution.prices).map { Self.smoothing * $0 + (1 - Self.smoothing) * $1 }
            let answers = ask(between, objectiveWeight: 1)
            if (best.bound - solution.value) / unit <= goal { return true }
            if try add(answers, from: between, beating: solution, objectiveWeight: 1) > 0 { return false }
        }
        // At a degenerate optimum an earlier pass may have proved the value already; the prices of this solution have to prove it.
        let answers = ask(solution.prices, objectiveWeight: 1)
        let bound = Self.bound(answers, at: solution.prices, limits: limits, problem)
        return try (bound - solution.value) / unit <= goal
            || add(answers, from: solution.prices, beating: solution, objectiveWeight: 1) == 0
    }

    private mutating func solveMaster() throws -> Master.Solution? {
        guard !deadline.isPassed, let solution = try master.solve(seconds: deadline.remainingSeconds ?? Self.longestMasterSolve) else {
            return nil
        }
        iterations += solution.iterations
        return solution
    }
}

extension ColumnGeneration {
    /// One pass; remembers the bound where it is the best.
    private mutating func ask(_ prices: [Double], objectiveWeight: Double) -> [Answer] {
        passes += 1
        progress.report(WorkProgress(phase: "optimizing, pass \(passes) over \(units.groups.count) groups"))
        let answers = Self.answers(to: prices, objectiveWeight: objectiveWeight, of: problem, units: units)
        if objectiveWeight == 1 {
            let bound = Self.bound(answers, at: prices, limits: limits, problem)
            if bound < best.bound { best = (bound, prices) }
        }
        return answers
    }

    private static func answers(to prices: [Double], objectiveWeight: Double, of problem: GroupedProblem, units: Units) -> [Answer] {
        let weights = PriceWeights(of: problem.base, prices: prices, objectiveWeight: objectiveWeight)
        if units.areSingle {
            return problem.sweep(count: units.count) { pricer, range in
                range.map { unit in
                    pricer.search(units.groups[unit], weights: weights)
                    return Answer(reducedValue: pricer.bestValue, variants: pricer.bestVariants, account: nil)
                }
            }.flatMap { $0 }
        }
        return blockAnswers(of: problem, units: units, weights: weights)
    }

    /// Groups are met in the order of memory and added up by block; ranges depend on the number of groups alone.
    private static func blockAnswers(of problem: GroupedProblem, units: Units, weights: PriceWeights) -> [Answer] {
        let nothing = [BlockSum](repeating: BlockSum(account: Account(of: problem.base)), count: units.count)
        let rangeLength = max(shortestRange, (units.ascending.count + mostRanges - 1) / mostRanges)
        let parts = problem.sweep(count: units.ascending.count, rangeLength: rangeLength) { pricer, range in
            var sums = nothing
            for place in range {
                let (group, unit) = units.ascending[place]
                pricer.search(group, weights: weights)
                sums[unit].reducedValue += pricer.bestValue
                sums[unit].account.add(pricer.bestVariants, shownTo: group, pricer.view)
            }
            return sums
        }
        return units.indices.map { unit in
            var sum = nothing[unit]
            for part in parts {
                sum.reducedValue += part[unit].reducedValue
                sum.account += part[unit].account
            }
            return Answer(reducedValue: sum.reducedValue, variants: [], account: sum.account)
        }
    }

    private static func bound(_ answers: [Answer], at prices: [Double], limits: [Double], _ problem: GroupedProblem) -> Double {
        // A row taken away has an infinite limit and no price.
        let priced = zip(prices, limits).reduce(0) { $1.1.isFinite ? $0 + $1.0 * $1.1 : $0 }
        return priced + problem.base.reachableShare * answers.reduce(0) { $0 + $1.reducedValue }
    }

    /// Adds the answers that beat their unit's price at the master's prices and are not there yet.
    ///
    /// - Returns: how many were added.
    private mutating func add(
        _ answers: [Answer], from prices: [Double], beating solution: Master.Solution, objectiveWeight: Double
    ) throws -> Int {
        let areSingle = units.areSingle
        let candidates = Self.proposals(answers, of: problem, units: units) { unit, answer in
            areSingle
                ? answer.reducedValue > solution.unitPrices[unit] && !known.contains([unit] + answer.variants)
                : true
        }
        let tolerance = areSingle ? 0 : 1e-12 * max(1, abs(solution.value))
        let improving = candidates.filter { proposal in
            let priced = zip(solution.prices, proposal.uses).reduce(0) { $0 + $1.0 * $1.1 }
            return areSingle || objectiveWeight * proposal.value - priced > solution.unitPrices[proposal.unit] + tolerance
        }
        try master.add(improving)
        record(improving, from: answers, at: prices, objectiveWeight: objectiveWeight)
        return improving.count
    }

    private mutating func record(
        _ proposals: [Master.Proposal], from answers: [Answer], at prices: [Double], objectiveWeight: Double
    ) {
        for proposal in proposals {
            if units.areSingle {
                known.insert([proposal.unit] + answers[proposal.unit].variants)
                sources.append(.bundle(answers[proposal.unit].variants))
            } else {
                sources.append(.prices(prices, objectiveWeight: objectiveWeight))
            }
        }
    }

    private static func proposals(
        _ answers: [Answer], of problem: GroupedProblem, units: Units, where isWanted: (Int, Answer) -> Bool
    ) -> [Master.Proposal] {
        answers.enumerated().filter(isWanted).map { unit, answer in
            let totals = answer.account?.totals(in: problem.base) ?? problem.coefficients(of: answer.variants, for: units.groups[unit])
            return Master.Proposal(
                unit: unit, value: totals.value, uses: zip(problem.base.rows, totals.uses).map { $0.sign * $1 })
        }
    }

    /// The master's answer as shares of each group's bundles. A block's proposal is asked for again at its prices.
    func parts(of solution: Master.Solution) -> [GroupPart] {
        zip(master.proposals, zip(sources, solution.shares)).flatMap { proposal, choice -> [GroupPart] in
            let (source, share) = choice
            guard share > GroupPart.noise else { return [] }
            switch source {
            case .bundle(let variants):
                return [GroupPart(group: units.groups[proposal.unit], variants: variants, share: share)]
            case .prices(let prices, let objectiveWeight):
                let weights = PriceWeights(of: problem.base, prices: prices, objectiveWeight: objectiveWeight)
                return problem.withPairs { view in
                    var pricer = Pricer(problem, view)
                    return units.groups(of: proposal.unit).compactMap { group in
                        pricer.search(group, weights: weights)
                        return pricer.bestVariants.isEmpty ? nil : GroupPart(group: group, variants: pricer.bestVariants, share: share)
                    }
                }
            }
        }
    }
}

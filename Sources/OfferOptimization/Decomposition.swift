import Execution
import LinearProgramming
import OfferModel

/// Solves the linear programme at any size (model.md section 8): column generation with one group a unit where the groups are few;
/// where they are many, blocks of groups give prices, compaction around them leaves few groups undecided, and those are solved
/// exactly. A last pass over all groups proves the whole, or says that the box was too small.
struct Decomposition {
    /// An exact answer in its parts.
    struct Answer {
        let parts: [GroupPart]
        /// lambda, one a row.
        let prices: [Double]
        /// mu, one a group.
        let groupPrices: [Double]
        /// Objective, as the master adds it up.
        let value: Double
        /// L(lambda), where a pass over all groups proved the answer.
        let bound: Double?
        let method: String
    }

    enum Outcome {
        case optimal(Answer)
        /// The time was up, or the solver gave up; a plan that keeps all rows.
        case stopped(Answer?)
        /// What the least-violating mix needs, for the story.
        case infeasible(Master.Solution)
    }

    private(set) var problem: GroupedProblem
    private let deadline: Deadline
    private let progress: any ProgressReporter
    /// The column generation that answered last: exact around the answer, for prices' ranges and stories, which leave its limits as
    /// they were.
    var core: ColumnGeneration
    /// Of all groups in blocks, once it has given way to cores of fewer groups.
    private var blocks: ColumnGeneration?
    /// What the last exact answer left to its core.
    private var undecided: Undecided?
    /// How much larger than they seem to need be the boxes inside the present one are: they may be what an answer did not prove itself in.
    private var innerWidening = 1.0
    private var spentPasses = 0
    private var spentIterations = 0

    /// So many groups are solved at once.
    private static let mostAtOnce = 400
    /// Blocks of groups that propose together.
    private static let blockCount = 64
    /// Gap to which blocks are worked, before compaction takes over.
    private static let blockGap = 1e-5
    /// How much larger the box gets when the answer does not prove itself.
    private static let widening = 2.5
    /// After so many boxes, the last wide enough for any price, something else is wrong.
    private static let mostBoxes = 40

    var passes: Int { spentPasses + core.passes }
    var iterations: Int { spentIterations + core.iterations }

    /// - Parameter prices: where to begin, one a row; nil for no prices.
    init(
        _ problem: GroupedProblem, startingAt prices: [Double]? = nil, deadline: Deadline, progress: any ProgressReporter
    ) throws {
        let rows = problem.base.rows
        let groups = Array(0..<problem.grouping.count)
        let start = prices ?? [Double](repeating: 0, count: rows.count)
        self.problem = problem
        self.deadline = deadline
        self.progress = progress
        core = try ColumnGeneration(
            problem,
            units: groups.count <= Self.mostAtOnce
                ? .single(groups) : .blocks(of: groups, count: Self.blockCount, alikeAt: start, in: problem),
            limits: problem.base.ceilings, startingAt: start, deadline: deadline, progress: progress)
    }

    /// From now on the rows have other limits, in their own units. What was found before is kept: `solveAgain` begins there.
    mutating func move(to limits: [Double]) {
        problem = problem.with(limits: limits)
    }

    /// The optimum after the limits have moved. First from the active groups of the last answer, with their prices and proposals;
    /// where the groups that were settled then would answer otherwise now, from the blocks with theirs.
    mutating func solveAgain() throws -> Outcome {
        if let blocks {
            if let undecided, let answer = try answerAgain(undecided) { return .optimal(answer) }
            self.blocks = nil
            undecided = nil
            replaceCore(by: blocks)
        }
        try core.move(to: problem.base.ceilings, in: problem)
        return try solve()
    }

    private mutating func answerAgain(_ undecided: Undecided) throws -> Answer? {
        var moved = undecided
        moved.limits = problem.base.ceilings.indices.map { problem.base.ceilings[$0] - undecided.settledUses[$0] }
        try core.move(to: moved.limits, in: problem)
        guard case .feasible = try core.seekFeasibility(), let solution = try core.maximize().optimum else { return nil }
        return provenAnswer(solution, moved)
    }

    private mutating func replaceCore(by other: ColumnGeneration) {
        spentPasses += core.passes - other.passes
        spentIterations += core.iterations - other.iterations
        core = other
    }

    mutating func solve() throws -> Outcome {
        switch try core.seekFeasibility() {
        case .infeasible(let solution): return .infeasible(solution)
        case .stopped: return .stopped(nothingShown)
        case .feasible: break
        }
        switch try core.maximize(toGap: core.units.areSingle ? ColumnGeneration.finestGap : Self.blockGap) {
        case .stopped(let solution):
            return .stopped(solution.map { answer(parts: core.parts(of: $0), prices: core.best.prices, $0) } ?? nothingShown)
        case .optimal(let solution):
            if core.units.areSingle, let scales = core.finerScales(after: solution) {
                replaceCore(
                    by: try ColumnGeneration(
                        problem, units: core.units, limits: core.limits, startingAt: core.best.prices, rowScales: scales,
                        deadline: deadline, progress: progress))
                return try solve()
            }
            if core.units.areSingle { return .optimal(exactAnswer(solution, settled: [], settledValue: 0, proof: nil)) }
            return try solveAround(solution)
        }
    }

    /// Where no plan was found yet, showing nothing may be one.
    private var nothingShown: Answer? {
        core.limits.allSatisfy { $0 >= 0 } ? answer(parts: [], prices: core.best.prices, nil) : nil
    }

    /// From the blocks' prices to an exact answer: boxes around them, wider while the answer does not prove itself.
    private mutating func solveAround(_ coarse: Master.Solution) throws -> Outcome {
        let blocks = core
        self.blocks = blocks
        let limits = core.limits
        var prices = core.best.prices
        var radii = radii(coarse)
        innerWidening = 1
        for _ in 0..<Self.mostBoxes {
            let whole = Undecided(
                groups: Array(0..<problem.grouping.count), limits: limits, settled: [], settledValue: 0,
                settledUses: limits.map { _ in 0 })
            if let fine = try solve(whole, around: prices, radii: radii, level: 0) {
                if let answer = provenAnswer(fine.solution, fine.rest) { return .optimal(answer) }
                // Prices beyond the box say on which side of it the answer is, not how far away.
                prices = zip(fine.solution.prices, zip(prices, radii)).map { min(max($0, $1.0 - $1.1), $1.0 + $1.1) }
            }
            if deadline.isPassed { break }
            radii = radii.map { $0 * Self.widening }
            innerWidening *= Self.widening
        }
        return .stopped(answer(parts: blocks.parts(of: coarse), prices: blocks.best.prices, coarse))
    }

    /// The core's optimum and what is settled as an answer of the whole, if a pass over all groups proves it.
    private mutating func provenAnswer(_ solution: Master.Solution, _ rest: Undecided) -> Answer? {
        let limits = problem.base.ceilings
        let pass = problem.price(solution.prices)
        spentPasses += 1
        let bound = pass.bound(prices: solution.prices, limits: limits, reachableShare: problem.base.reachableShare)
        let value = solution.value + rest.settledValue
        let noise = 1e-13 * (zip(solution.prices, limits).reduce(abs(bound)) { $0 + abs($1.0 * $1.1) })
        guard bound - value <= max(1e-12 * max(1, abs(value)), noise) || rest.groups.count == problem.grouping.count else { return nil }
        undecided = rest
        return exactAnswer(solution, settled: rest.settled, settledValue: rest.settledValue, proof: pass)
    }

    /// What is still to be decided, and what is settled.
    private struct Undecided {
        var groups: [Int]
        /// Less the uses of the settled groups.
        var limits: [Double]
        var settled: [GroupPart]
        var settledValue: Double
        /// In the form use <= limit.
        var settledUses: [Double]
    }

    /// Settles what cannot change in the box and solves the rest, through smaller boxes while many groups are left. Where a smaller box
    /// settles next to nothing (groups that are all alike stay tied however small it is), the blocks' own answer is worked to the end,
    /// and only blocks that mix proposals in it stay undecided: the answer is still there, so nothing is lost.
    ///
    /// - Returns: nil where the box holds no plan that keeps the rows, or the time is up.
    private mutating func solve(
        _ undecided: Undecided, around prices: [Double], radii: [Double], level: Int
    ) throws -> (solution: Master.Solution, rest: Undecided)? {
        let compaction = Compaction(of: undecided.groups, around: prices, radii: radii, in: problem)
        let rest = Undecided(
            groups: compaction.active, limits: zip(undecided.limits, compaction.settledUses).map { $0 - $1 },
            settled: undecided.settled + compaction.settled, settledValue: undecided.settledValue + compaction.settledValue,
            settledUses: zip(undecided.settledUses, compaction.settledUses).map { $0 + $1 })
        let isSmall = rest.groups.count <= Self.mostAtOnce
        let isStuck = level > 0 && 10 * rest.groups.count > 9 * undecided.groups.count
        spentPasses += 2
        replaceCore(
            by: try ColumnGeneration(
                problem,
                units: isSmall ? .single(rest.groups) : .blocks(of: rest.groups, count: Self.blockCount, alikeAt: prices, in: problem),
                limits: rest.limits, startingAt: prices, deadline: deadline, progress: progress))
        guard case .feasible = try core.seekFeasibility(),
            case .optimal(let solution) = try core.maximize(toGap: isSmall || isStuck ? ColumnGeneration.finestGap : Self.blockGap)
        else { return nil }
        if isSmall { return (solution, rest) }
        if isStuck {
            let mixed = mixed(after: solution, of: rest)
            guard mixed.groups.count < rest.groups.count else { return (solution, rest) }
            return try solve(mixed, around: solution.prices, radii: radii, level: level + 1)
        }
        let smaller = zip(radii, self.radii(solution)).map { min($0 / 4, innerWidening * $1) }
        return try solve(rest, around: core.best.prices, radii: smaller, level: level + 1)
    }

    /// What blocks that show one proposal, or nothing, are to everybody is settled; the others stay undecided.
    private func mixed(after solution: Master.Solution, of rest: Undecided) -> Undecided {
        let whole = problem.base.reachableShare - GroupPart.noise
        var isMixed = [Bool](repeating: false, count: core.units.count)
        for (proposal, share) in zip(core.master.proposals, solution.shares) where share > GroupPart.noise && share < whole {
            isMixed[proposal.unit] = true
        }
        var left = rest
        left.groups = core.units.indices.filter { isMixed[$0] }.flatMap { core.units.groups(of: $0) }.sorted()
        let undecided = Set(left.groups)
        left.settled += core.parts(of: solution).filter { !undecided.contains($0.group) }
        for (proposal, share) in zip(core.master.proposals, solution.shares) where share >= whole && !isMixed[proposal.unit] {
            left.settledValue += share * proposal.value
            for row in left.limits.indices {
                left.limits[row] -= share * proposal.uses[row]
                left.settledUses[row] += share * proposal.uses[row]
            }
        }
        return left
    }

    /// Half the sides of a box that should hold the optimal prices: some times the distance between the prices of the best bound and
    /// those of the master, but not less than a small part of a price, or of what a unit of the row would be worth if it were worth
    /// the whole objective.
    private func radii(_ solution: Master.Solution) -> [Double] {
        core.limits.indices.map { row in
            let distance = abs(core.best.prices[row] - solution.prices[row])
            let whole = abs(solution.value) / core.master.rowScales[row] / Double(core.limits.count)
            return max(3 * distance, 1e-3 * solution.prices[row], 1e-5 * whole)
        }
    }

    /// An answer whose prices are the master's, as they must be for an optimum.
    private func exactAnswer(
        _ solution: Master.Solution, settled: [GroupPart], settledValue: Double, proof: PricingPass?
    ) -> Answer {
        var groupPrices = proof?.best.map(\.value) ?? [Double](repeating: 0, count: problem.grouping.count)
        if core.units.areSingle {
            for (unit, group) in core.units.groups.enumerated() { groupPrices[group] = solution.unitPrices[unit] }
        }
        return Answer(
            parts: settled + core.parts(of: solution), prices: solution.prices, groupPrices: groupPrices,
            value: solution.value + settledValue,
            bound: proof?.bound(prices: solution.prices, limits: problem.base.ceilings, reachableShare: problem.base.reachableShare),
            method: solution.method.rawValue)
    }

    /// An answer cut short, judged by the prices of the best bound.
    private func answer(parts: [GroupPart], prices: [Double], _ solution: Master.Solution?) -> Answer {
        Answer(
            parts: parts, prices: prices, groupPrices: problem.price(prices).best.map(\.value), value: solution?.value ?? 0, bound: nil,
            method: solution?.method.rawValue ?? SolverMethod.primal.rawValue)
    }
}

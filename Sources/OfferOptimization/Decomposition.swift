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
        let method: String
    }

    enum Outcome {
        case optimal(Answer)
        /// The time was up; a plan that keeps all rows.
        case outOfTime(Answer?)
        /// What the least-violating mix needs, for the story.
        case infeasible(Master.Solution)
    }

    private let problem: GroupedProblem
    private let deadline: Deadline
    private let progress: any ProgressReporter
    /// The column generation that answered last: exact around the answer, for prices' ranges and stories.
    private(set) var core: ColumnGeneration
    private var spentPasses = 0
    private var spentIterations = 0

    /// So many groups are solved at once.
    private static let mostAtOnce = 400
    /// Blocks of groups that propose together.
    private static let blockCount = 64
    /// Gap to which blocks are worked, before compaction takes over.
    private static let blockGap = 1e-6
    /// How much larger the box gets when the answer does not prove itself.
    private static let widening = 2.5

    var passes: Int { spentPasses + core.passes }
    var iterations: Int { spentIterations + core.iterations }

    init(_ problem: GroupedProblem, deadline: Deadline, progress: any ProgressReporter) throws {
        let rows = problem.base.rows
        let groups = Array(0..<problem.grouping.count)
        let start = [Double](repeating: 0, count: rows.count)
        self.problem = problem
        self.deadline = deadline
        self.progress = progress
        core = try ColumnGeneration(
            problem,
            units: groups.count <= Self.mostAtOnce
                ? .single(groups) : .blocks(of: groups, count: Self.blockCount, alikeAt: start, in: problem),
            limits: rows.map { $0.sign * $0.limit }, startingAt: start, deadline: deadline, progress: progress)
    }

    mutating func solve() throws -> Outcome {
        switch try core.seekFeasibility() {
        case .infeasible(let solution): return .infeasible(solution)
        case .outOfTime: return .outOfTime(nil)
        case .feasible: break
        }
        guard !core.units.areSingle else {
            switch try core.maximize() {
            case .optimal(let solution): return .optimal(answer(solution, settled: [], proof: nil))
            case .outOfTime(let solution): return .outOfTime(solution.map { answer($0, settled: [], proof: nil) })
            }
        }
        return try solveThroughBlocks()
    }

    private mutating func solveThroughBlocks() throws -> Outcome {
        let all = Array(0..<problem.grouping.count)
        let limits = core.limits
        let coarse: Master.Solution
        switch try core.maximize(toGap: Self.blockGap) {
        case .outOfTime(let solution): return .outOfTime(solution.map { answer($0, settled: [], proof: nil) })
        case .optimal(let solution): coarse = solution
        }
        let fallback = answer(coarse, settled: [], proof: nil)
        var prices = core.best.prices
        var radii = firstRadii(coarse)
        while true {
            guard let fine = try solveAround(prices, radii: radii, groups: all, limits: limits, settled: []) else {
                if deadline.isPassed { return .outOfTime(fallback) }
                radii = radii.map { $0 * Self.widening }
                continue
            }
            let pass = problem.price(fine.solution.prices)
            spentPasses += 1
            let bound = pass.bound(prices: fine.solution.prices, limits: limits, reachableShare: problem.base.reachableShare)
            let answer = self.answer(fine.solution, settled: fine.settled, proof: pass)
            let value = answer.parts.reduce(0) { $0 + problem.coefficients(of: $1.variants, for: $1.group).value * $1.share }
            if bound - value <= 1e-12 * max(1, abs(value)) || fine.settled.isEmpty { return .optimal(answer) }
            prices = fine.solution.prices
            radii = radii.map { $0 * Self.widening }
        }
    }

    /// Settles what cannot change in the box and solves the rest, through smaller boxes while many groups are left.
    ///
    /// - Returns: nil where the box holds no plan that keeps the rows, or the time is up.
    private mutating func solveAround(
        _ prices: [Double], radii: [Double], groups: [Int], limits: [Double], settled: [GroupPart]
    ) throws -> (solution: Master.Solution, settled: [GroupPart])? {
        let compaction = Compaction(of: groups, around: prices, radii: radii, in: problem)
        spentPasses += 2
        let isSmall = compaction.active.count <= Self.mostAtOnce
        let left = zip(limits, compaction.settledUses).map { $0 - $1 }
        let settled = settled + compaction.settled
        spentPasses += core.passes
        spentIterations += core.iterations
        core = try ColumnGeneration(
            problem,
            units: isSmall
                ? .single(compaction.active)
                : .blocks(of: compaction.active, count: Self.blockCount, alikeAt: prices, in: problem),
            limits: left, startingAt: prices, deadline: deadline, progress: progress)
        guard case .feasible = try core.seekFeasibility(),
            case .optimal(let solution) = try core.maximize(toGap: isSmall ? ColumnGeneration.finestGap : Self.blockGap)
        else { return nil }
        if isSmall { return (solution, settled) }
        let smaller = zip(radii, zip(core.best.prices, solution.prices)).map { min($0 / 4, 4 * abs($1.0 - $1.1) + $0 / 64) }
        return try solveAround(core.best.prices, radii: smaller, groups: compaction.active, limits: left, settled: settled)
    }

    /// Half the sides of the first box: a twentieth of each price; for a row without one, where it is nearly used up, a small part of
    /// what it would be worth if it were worth the whole objective.
    private func firstRadii(_ solution: Master.Solution) -> [Double] {
        core.limits.indices.map { row in
            let price = max(core.best.prices[row], solution.prices[row])
            return max(0.05 * price, 1e-3 * abs(solution.value) / core.master.rowScales[row] / Double(core.limits.count))
        }
    }

    private func answer(_ solution: Master.Solution, settled: [GroupPart], proof: PricingPass?) -> Answer {
        var groupPrices = proof?.best.map(\.value) ?? [Double](repeating: 0, count: problem.grouping.count)
        if core.units.areSingle {
            for (unit, group) in core.units.groups.enumerated() { groupPrices[group] = solution.unitPrices[unit] }
        }
        return Answer(
            parts: settled + core.parts(of: solution), prices: solution.prices, groupPrices: groupPrices,
            method: solution.method.rawValue)
    }
}

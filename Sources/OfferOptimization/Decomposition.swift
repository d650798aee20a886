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
    private static let blockGap = 1e-5
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
        var radii = radii(coarse)
        while true {
            guard let fine = try solveAround(prices, radii: radii, groups: all, limits: limits, settled: [], settledValue: 0) else {
                if deadline.isPassed { return .outOfTime(fallback) }
                radii = radii.map { $0 * Self.widening }
                continue
            }
            let pass = problem.price(fine.solution.prices)
            spentPasses += 1
            let bound = pass.bound(prices: fine.solution.prices, limits: limits, reachableShare: problem.base.reachableShare)
            let answer = self.answer(fine.solution, settled: fine.settled, proof: pass)
            let value = fine.solution.value + fine.settledValue
            if bound - value <= 1e-12 * max(1, abs(value)) || fine.settled.isEmpty { return .optimal(answer) }
            prices = fine.solution.prices
            radii = radii.map { $0 * Self.widening }
        }
    }

    /// Settles what cannot change in the box and solves the rest, through smaller boxes while many groups are left.
    ///
    /// - Returns: nil where the box holds no plan that keeps the rows, or the time is up.
    private mutating func solveAround(
        _ prices: [Double], radii: [Double], groups: [Int], limits: [Double], settled: [GroupPart], settledValue: Double
    ) throws -> (solution: Master.Solution, settled: [GroupPart], settledValue: Double)? {
        let compaction = Compaction(of: groups, around: prices, radii: radii, in: problem)
        spentPasses += 2
        let isSmall = compaction.active.count <= Self.mostAtOnce
        let left = zip(limits, compaction.settledUses).map { $0 - $1 }
        let settled = settled + compaction.settled
        let settledValue = settledValue + compaction.settledValue
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
        if isSmall { return (solution, settled, settledValue) }
        let smaller = zip(radii, self.radii(solution)).map { min($0 / 4, $1) }
        return try solveAround(core.best.prices, radii: smaller, groups: compaction.active, limits: left, settled: settled,
            settledValue: settledValue)
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

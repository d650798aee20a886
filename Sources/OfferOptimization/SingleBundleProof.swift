import Execution
import LinearProgramming
import OfferModel

/// Looks for a better plan of whole bundles with an integer solver, and proves how good the best one is.
///
/// Every plan that shows a bundle is worth at most the bound less that bundle's loss. With a plan in hand, only bundles whose loss is
/// within the gap can be in a better one: all of those are listed, and the best plan among them is the best of all. Where they are too many,
/// only those of less loss are listed, and what the others could reach stays part of the bound.
struct SingleBundleProof {
    struct Verdict {
        let plan: SinglePlan?
        /// No plan of whole bundles is worth more.
        let bound: Double
        /// Rows that clash, where the integer solver proved that no plan keeps all rows; none of them where it could not tell which.
        var clash: [Int]?
    }

    private let problem: GroupedProblem
    private let prices: [Double]
    private let bound: Double
    private let deadline: Deadline

    /// Columns that are worth a proof, and those of a search without one.
    private static let mostColumns = 20_000
    private static let usualColumns = 2_000
    /// Times that a listing which is too long is halved in loss.
    private static let mostHalvings = 30
    /// Plans that the solver calls feasible and that are not, one after the other.
    private static let mostCorrections = 8

    /// - Parameters:
    ///   - prices: lambda of the relaxation.
    ///   - bound: L(lambda).
    init(of problem: GroupedProblem, prices: [Double], bound: Double, deadline: Deadline) {
        self.problem = problem
        self.prices = prices
        self.bound = bound
        self.deadline = deadline
    }

    /// - Parameters:
    ///   - start: keeps all rows; nil where no such plan is known.
    ///   - scales: magnitudes of the rows.
    func improve(_ start: SinglePlan?, scales: [Double], isSecond: Bool = false) throws -> Verdict {
        let gap = start.map { max(0, bound - $0.value) } ?? .infinity
        if gap <= 1e-12 * max(1, abs(bound)) || deadline.isPassed { return Verdict(plan: start, bound: bound) }
        guard let (candidates, loss) = listing(within: gap) else { return Verdict(plan: start, bound: bound) }

        var program = try WholeBundleProgram(candidates, start: start, scales: scales, in: problem)
        for _ in 0..<Self.mostCorrections {
            let outcome = try program.solve(seconds: secondsLeft)
            // What the listing leaves out is worth less than the bound by more than its loss.
            let rest = loss.isFinite ? bound - loss : -.infinity
            guard let picks = outcome.picks else {
                if outcome.isProven && start == nil {
                    return Verdict(plan: nil, bound: rest, clash: loss.isFinite ? nil : try clash(program))
                }
                let proved = outcome.isProven ? max(rest, start?.value ?? rest) : min(bound, max(rest, outcome.bound))
                return Verdict(plan: start, bound: proved)
            }
            var found = SinglePlan(limits: problem.base.ceilings, scales: scales, candidates: candidates, bundles: picks)
            guard found.keepsRows else {
                try program.forbid(picks)
                continue
            }
            let proved = max(rest, outcome.isProven ? found.value : outcome.bound)
            if !outcome.isProven { found.improve(isOver: { [deadline] in deadline.isPassed }) }
            let best = start.map { found.value >= $0.value ? found : $0 } ?? found
            // A closer plan may have few enough bundles within its gap for the whole proof.
            if !isSecond && loss < gap && best.value > start?.value ?? -.infinity {
                let second = try improve(best, scales: scales, isSecond: true)
                return Verdict(plan: second.plan, bound: min(second.bound, max(proved, best.value)))
            }
            return Verdict(plan: best, bound: min(bound, max(proved, best.value)))
        }
        return Verdict(plan: start, bound: bound)
    }

    private var secondsLeft: Double { deadline.remainingSeconds ?? .greatestFiniteMagnitude }

    /// Deletion filter: rows without any one of which the others can be kept by whole bundles; empty where the solver cannot tell.
    private func clash(_ program: WholeBundleProgram) throws -> [Int] {
        var taken = Set<Int>()
        var clash: [Int] = []
        for row in problem.base.rows.indices {
            guard !deadline.isPassed, let isFeasible = try program.isFeasible(without: taken.union([row]), seconds: secondsLeft) else {
                return []
            }
            if isFeasible { clash.append(row) } else { taken.insert(row) }
        }
        return clash
    }

    /// All bundles whose loss is within the gap, or within as much of it as can be listed, and that loss; nil where not even the best are few.
    private func listing(within gap: Double) -> (candidates: [[BundleCandidate]], loss: Double)? {
        if let all = problem.allCandidates(at: prices, loss: gap, limit: Self.mostColumns) { return (all, gap) }
        // A first guess at a loss that leaves a usual number of them.
        let losses = problem.bestCandidates(at: prices, most: 4).joined().map(\.loss).filter { $0 > 0 && $0 < gap }.sorted()
        guard !losses.isEmpty else { return nil }
        var loss = losses[min(Self.usualColumns, losses.count) - 1]
        for _ in 0..<Self.mostHalvings {
            if let some = problem.allCandidates(at: prices, loss: loss, limit: Self.usualColumns + problem.grouping.count) { return (some, loss) }
            loss /= 2
        }
        return nil
    }
}

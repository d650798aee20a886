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

    /// Bundles that are listed for the searches, one after the other until one has all that could be in a better plan.
    private static let stages = [250, 1_000, 6_000]
    /// Bundles that may be listed to have all of them; most are no better than others and get no column.
    private static let mostListed = 100_000
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
    func verdict(from start: SinglePlan?, scales: [Double]) throws -> Verdict {
        var verdict = Verdict(plan: start, bound: bound)
        for most in Self.stages {
            let gap = verdict.plan.map { max(0, bound - $0.value) } ?? .infinity
            if gap <= 1e-12 * max(1, abs(bound)) || deadline.isPassed { break }
            guard let (candidates, loss) = listing(within: gap, most: most) else { continue }
            let next = try search(candidates, loss: loss, from: verdict.plan, scales: scales)
            verdict = Verdict(
                plan: next.plan, bound: max(next.plan?.value ?? -.infinity, min(verdict.bound, next.bound)), clash: next.clash)
            if loss >= gap || verdict.plan.map({ loss >= bound - $0.value }) ?? false { break }
        }
        return verdict
    }

    /// The best plan among candidates, which are all bundles of no more than a loss.
    private func search(_ candidates: [[BundleCandidate]], loss: Double, from start: SinglePlan?, scales: [Double]) throws -> Verdict {
        var program = try WholeBundleProgram(candidates, start: start, scales: scales, in: problem)
        // What is left out is worth less than the bound by more than the loss.
        let rest = loss.isFinite ? bound - loss : -.infinity
        for _ in 0..<Self.mostCorrections {
            let outcome = try program.solve(seconds: secondsLeft)
            guard let picks = outcome.picks else {
                if outcome.isProven && start == nil {
                    return Verdict(plan: nil, bound: min(bound, rest), clash: loss.isFinite ? nil : try clash(program))
                }
                return Verdict(plan: start, bound: outcome.isProven ? rest : max(rest, outcome.bound))
            }
            var found = SinglePlan(limits: problem.base.ceilings, scales: scales, candidates: candidates, bundles: picks)
            guard found.keepsRows else {
                try program.forbid(picks)
                continue
            }
            let proved = max(rest, outcome.isProven ? found.value : outcome.bound)
            if !outcome.isProven { found.improve(isOver: { [deadline] in deadline.isPassed }) }
            return Verdict(plan: start.map { found.value >= $0.value ? found : $0 } ?? found, bound: proved)
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

    /// All bundles whose loss is within the gap, or within as much of it as leaves few enough, and that loss; nil where even the best are
    /// too many.
    private func listing(within gap: Double, most: Int) -> (candidates: [[BundleCandidate]], loss: Double)? {
        // Every group has a best bundle, which is no choice.
        let limit = most + problem.grouping.count
        let isLast = most == Self.stages.last
        if let all = problem.allCandidates(at: prices, loss: gap, limit: isLast ? Self.mostListed : limit) { return (all, gap) }
        // A first guess at a loss that leaves so many.
        let losses = problem.bestCandidates(at: prices, most: 16).joined().map(\.loss).filter { $0 > 0 && $0 < gap }.sorted()
        guard !losses.isEmpty else { return nil }
        var loss = losses[min(most, losses.count) - 1]
        for _ in 0..<Self.mostHalvings {
            if let some = problem.allCandidates(at: prices, loss: loss, limit: limit) { return (some, loss) }
            loss *= 0.7
        }
        return nil
    }
}

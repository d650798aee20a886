package import Execution
import OfferModel

/// Follows the optimum while the limit of one row moves, from warm solve to warm solve.
///
/// Inside, limits have the form use <= limit, so that the optimum never falls from left to right. Each solve gives a tangent that is proved
/// by a pass over all groups, L(lambda) as a function of the limit, and `TangentSearch` finds the pieces from them.
package struct FrontierSearch {
    private enum Reading {
        case tangent(Tangent, Decomposition.Answer)
        /// By the proof of infeasibility no limit below `next` is enough; nil where none at all is.
        case infeasible(next: Double?)
        case stopped
    }

    let problem: OptimizationProblem
    let granularity: Scenario.Granularity
    let row: Int
    var session: OptimizerSession
    private let optimizer: Optimizer
    private let deadline: Deadline
    private let progress: any ProgressReporter
    private var solves = 0

    /// Steps of Newton's method, each to another piece.
    private static let mostSteps = 100
    /// Proposals of blocks pile up over many solves: after so many a session begins anew.
    private static let solvesOfSession = 400
    /// How far inside the feasible limits the first solve is, relative to the limit: GLPK keeps rows to 1e-9.
    private static let feasibleStep = 4e-9

    /// - Parameter row: position among the problem's rows, whose limit moves.
    /// - Precondition: no tail budgets, whose cuts are not the same from limit to limit.
    package init(
        of problem: OptimizationProblem, row: Int, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()
    ) throws {
        precondition(problem.scenario.tailBudgets.isEmpty, "a frontier has no tail budgets")
        self.problem = problem
        granularity = problem.scenario.granularity
        self.row = row
        self.deadline = deadline
        self.progress = progress
        optimizer = Optimizer(problem, deadline: deadline)
        session = try optimizer.session(at: granularity)
    }

    private var sign: Double { problem.rows[row].sign }

    /// - Parameters:
    ///   - from, to: limits in the row's own unit, ascending.
    ///   - mostBreakpoints: about so many pieces are looked for; what is left out is bounded by `Frontier.largestError`.
    package mutating func frontier(from: Double, to: Double, mostBreakpoints: Int) throws -> Frontier {
        let (tight, loose) = sign > 0 ? (from, to) : (-to, -from)
        let shelfLife = try ownShelfLife()
        func frontier(
            _ breakpoints: [Frontier.Breakpoint] = [], tightest: Double? = nil, flat: Double? = nil, error: Double = 0, clash: [String] = []
        ) -> Frontier {
            // A limit that is 0 but for rounding is 0.
            let dust = 1e-12 * max(abs(from), abs(to))
            func clean(_ limit: Double) -> Double { abs(limit) <= dust ? 0 : sign * limit }
            return Frontier(
                row: problem.rows[row], from: from, to: to, breakpoints: breakpoints, tightestFeasible: tightest.map(clean),
                flatFrom: flat.map(clean), largestError: error, isOutOfTime: deadline.isAllButPassed, shelfLife: shelfLife,
                clashing: clash)
        }

        /// Without time there is no answer; without an answer in time something is wrong.
        func unanswered() throws -> Frontier {
            guard deadline.isAllButPassed else { throw OptimizationError.noTrustworthyAnswer }
            return frontier()
        }

        let last: Tangent
        switch try read(at: loose) {
        case .tangent(let tangent, _): last = tangent
        case .stopped: return try unanswered()
        case .infeasible(let next):
            let clash = try clashingRows()
            return frontier(tightest: try next.flatMap { try firstFeasible(from: $0)?.limit }, clash: clash)
        }
        var first = last
        var tightest: Double?
        switch try read(at: tight) {
        case .tangent(let tangent, _): first = tangent
        // A limit that is feasible but for rounding may leave the solver without an answer.
        case .infeasible(nil), .stopped: tightest = tight
        case .infeasible(let next?): tightest = next
        }
        if let start = tightest {
            guard let feasible = try firstFeasible(from: start) else { return try unanswered() }
            tightest = min(feasible.limit, loose)
            if feasible.limit < loose { first = feasible.tangent }
        }
        guard loose > first.at else {
            return frontier([.init(limit: sign * first.at + 0, objective: first.bound, shadowPrice: first.slope)], tightest: tightest)
        }
        var search = TangentSearch(between: first, and: last)
        try search.refine(mostPieces: mostBreakpoints, tangent: { try tangent(at: $0) }, isOver: { [deadline] in deadline.isAllButPassed })
        let pieces = search.pieces
        return frontier(
            breakpoints(pieces), tightest: tightest, flat: try flatStart(pieces, first: first), error: search.largestError)
    }

    /// In the order of the row's own limits.
    private func breakpoints(_ pieces: [TangentSearch.Piece]) -> [Frontier.Breakpoint] {
        guard let first = pieces.first, let last = pieces.last else { return [] }
        let dust = 1e-12 * max(abs(first.line.height(at: first.from)), abs(last.line.height(at: last.to)))
        func point(_ limit: Double, _ piece: TangentSearch.Piece) -> Frontier.Breakpoint {
            let height = piece.line.height(at: limit)
            // Adding 0 turns -0 into 0.
            return Frontier.Breakpoint(
                limit: sign * limit + 0, objective: abs(height) <= dust ? 0 : height, shadowPrice: price(of: piece))
        }
        return sign > 0
            ? pieces.map { point($0.from, $0) } + [point(last.to, last)]
            : pieces.reversed().map { point($0.to, $0) } + [point(first.from, first)]
    }

    /// A slope that brings nothing over the whole piece is none.
    private func price(of piece: TangentSearch.Piece) -> Double {
        isFlat(piece.line, over: piece.to - piece.from) ? 0 : piece.slope
    }

    private func isFlat(_ line: Tangent, over width: Double) -> Bool {
        line.slope * max(width, abs(line.at)) <= max(1e-12 * max(1, abs(line.bound)), 2 * line.noise)
    }
}

extension FrontierSearch {
    private mutating func tangent(at limit: Double) throws -> Tangent? {
        if case .tangent(let tangent, _) = try read(at: limit) { tangent } else { nil }
    }

    /// The optimum's answer under another limit of the row; nil where there is none.
    mutating func answer(at limit: Double) throws -> Decomposition.Answer? {
        if case .tangent(_, let answer) = try read(at: limit) { answer } else { nil }
    }

    private mutating func read(at limit: Double) throws -> Reading {
        if solves % Self.solvesOfSession == Self.solvesOfSession - 1 { session = try optimizer.session(at: granularity) }
        solves += 1
        progress.report(WorkProgress(phase: "following the frontier, limit \(solves)"))
        var limits = problem.rows.map(\.limit)
        limits[row] = sign * limit
        session.move(to: limits)
        do {
            switch try session.answer() {
            case .optimal(let answer): return .tangent(tangent(of: answer, at: limit), answer)
            case .stopped: return .stopped
            case .infeasible(let least):
                // The least violation, as a function of the limit, lies above its own tangent.
                let next = limit - least.value / least.prices[row]
                return .infeasible(next: next > limit && next.isFinite ? next : nil)
            }
        } catch OptimizationError.masterLostFeasibility {
            session = try optimizer.session(at: granularity)
            return .stopped
        }
    }

    private func tangent(of answer: Decomposition.Answer, at limit: Double) -> Tangent {
        let grouped = session.decomposition.problem
        let ceilings = grouped.base.ceilings
        let bound =
            answer.bound
            ?? grouped.price(answer.prices).bound(prices: answer.prices, limits: ceilings, reachableShare: grouped.base.reachableShare)
        let noise = 1e-13 * zip(answer.prices, ceilings).reduce(abs(bound)) { $0 + abs($1.0 * $1.1) }
        return Tangent(at: limit, value: min(answer.value, bound), bound: bound, slope: answer.prices[row], noise: noise)
    }

    /// Newton's method on the least violation, which is convex and piecewise linear in the limit: exact after as many steps as it has pieces.
    ///
    /// - Parameter limit: no limit below is enough.
    private mutating func firstFeasible(from limit: Double) throws -> (limit: Double, tangent: Tangent)? {
        var limit = limit
        for _ in 0..<Self.mostSteps {
            let size = max(abs(limit), session.decomposition.core.master.rowScales[row])
            switch try read(at: limit + Self.feasibleStep * size) {
            case .tangent(let found, _):
                let there = Tangent(
                    at: limit, value: min(found.value, found.height(at: limit)), bound: found.height(at: limit), slope: found.slope,
                    noise: found.noise)
                return (limit, there)
            case .infeasible(let next?): limit = next
            case .infeasible(nil), .stopped: return nil
            }
        }
        return nil
    }

    /// Where the last piece begins if it is known and loosening brings nothing on it; else, by Newton's method from the loosest tangent that
    /// still rises, the limit at which the optimum is as if the row were not there.
    private mutating func flatStart(_ pieces: [TangentSearch.Piece], first: Tangent) throws -> Double? {
        guard let end = pieces.last else { return nil }
        if price(of: end) == 0 && end.isExact && pieces.dropLast().last?.isExact ?? true { return pieces.count > 1 ? end.from : nil }
        let grouped = session.decomposition.problem
        // No plan uses more.
        let most = grouped.largestUse(ofRow: row) * Double(grouped.grouping.count * problem.scenario.offers.count)
        guard most > end.to, let free = try tangent(at: most) else { return nil }
        func isThere(_ line: Tangent) -> Bool {
            free.value - line.bound <= max(1e-11 * max(1, abs(free.bound)), 2 * (line.noise + free.noise))
        }
        if isThere(first) { return nil }
        var line = pieces.last { $0.isExact && !isThere($0.line) }?.line ?? first
        for _ in 0..<Self.mostSteps {
            if isThere(line) { return line.at }
            guard line.slope > 0, let next = try tangent(at: line.at + (free.value - line.bound) / line.slope), next.at > line.at else {
                return nil
            }
            line = next
        }
        return nil
    }

    /// Rows that clash under the limits of the last solve.
    private mutating func clashingRows() throws -> [String] {
        guard case .infeasible(let story?) = try session.verify(session.solve()) else { return [] }
        return story.clashing
    }
}

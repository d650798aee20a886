import Execution
import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// The optimum as a function of one limit, against optima of the problem with that limit, each from the start.
@Suite struct FrontierTests {
    @Test(arguments: Array(RandomCases.seeds.prefix(160)))
    func betweenBreakpointsTheOptimumIsOnTheLine(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        var generator = SplitMix64(seed: seed)
        guard let row = Self.anyRow(of: problem, using: &generator) else { return }
        let (from, to) = Self.interval(around: problem.rows[row].limit, using: &generator)
        let frontier = try Self.frontier(of: problem, row: row, from: from, to: to)
        let place = "\(problem.rows[row].name) from \(from) to \(to)"
        expectConcave(frontier, place)
        guard frontier.breakpoints.count > 0 else {
            #expect(try Self.optimum(of: problem, row: row, limit: frontier.row.sense == .ceiling ? to : from) == nil, "\(place)")
            #expect(!frontier.clashing.isEmpty, "\(place)")
            return
        }
        #expect(frontier.isComplete, "\(place): off by \(frontier.largestError)")
        for _ in 0..<6 { try expectOnLine(frontier, problem, row: row, limit: generator.number(from...to), place) }
        // At the breakpoints themselves, where a mistake would be largest.
        for point in frontier.breakpoints.prefix(6) where frontier.tightestFeasible != point.limit {
            try expectOnLine(frontier, problem, row: row, limit: point.limit, place)
        }
    }

    @Test func twoHundredLimitsOfOneRowAreOnTheLine() throws {
        var checked = 0
        for seed in 1...60 where checked < 200 {
            let problem = OptimizationProblem(try .populous(seed: seed, segments: 60))
            guard let row = problem.rows.firstIndex(where: { $0.name.hasPrefix("budget") && $0.limit > 0 }) else { continue }
            let limit = problem.rows[row].limit
            let frontier = try Self.frontier(of: problem, row: row, from: 0.5 * limit, to: 1.5 * limit)
            guard frontier.breakpoints.count > 8 else { continue }
            var generator = SplitMix64(seed: seed)
            for _ in 0..<50 {
                try expectOnLine(frontier, problem, row: row, limit: generator.number(0.5 * limit...1.5 * limit), "\(seed)")
                checked += 1
            }
        }
        #expect(checked == 200)
    }

    /// Enough groups that blocks and compaction are at work; what is not looked for stays within the error that is told.
    @Test(arguments: 1...4)
    func whatIsLeftOutIsBounded(seed: Int) throws {
        let problem = OptimizationProblem(try .populous(seed: seed, segments: 700))
        guard let row = problem.rows.firstIndex(where: { !$0.name.hasPrefix("return") && $0.limit > 0 }) else { return }
        let limit = problem.rows[row].limit
        for (from, to, most) in [(0.5 * limit, 1.5 * limit, 20), (0.999 * limit, 1.001 * limit, 1_000)] {
            let frontier = try Self.frontier(of: problem, row: row, from: from, to: to, most: most)
            expectConcave(frontier, "\(seed)")
            #expect(frontier.breakpoints.count <= 2 * most)
            var generator = SplitMix64(seed: seed)
            for _ in 0..<4 { try expectOnLine(frontier, problem, row: row, limit: generator.number(from...to), "\(seed), \(most)") }
        }
    }

    /// Half the budget of the paper case, all of it, more than enough.
    @Test func onPaper() throws {
        var draft = ScenarioDraft.twoSteps
        draft.budgets = [Budget(id: "b", amount: 1_000, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil)]
        let problem = OptimizationProblem(draft)
        let frontier = try Self.frontier(of: problem, row: 0, from: 0, to: 3_000)
        let expected = [(0.0, 0.0, 9.0), (500, 4_500, 7.0 / 3), (2_000, 8_000, 0), (3_000, 8_000, 0)]
        #expect(frontier.breakpoints.count == expected.count, "\(frontier.breakpoints)")
        for (found, expected) in zip(frontier.breakpoints, expected) {
            #expect(agree(found.limit, expected.0, within: 1e-9) && agree(found.objective, expected.1, within: 1e-9), "\(found)")
            #expect(agree(found.shadowPrice, expected.2, within: 1e-9), "\(found)")
        }
        let flat = try #require(frontier.flatFrom)
        #expect(agree(flat, 2_000, within: 1e-9) && frontier.tightestFeasible == nil)
        let (lower, upper) = try (#require(frontier.shelfLife?.lower), #require(frontier.shelfLife?.upper))
        #expect(agree(lower.limit, 500, within: 1e-9) && agree(upper.limit, 2_000, within: 1e-9))
        #expect(lower.nextGroup == "all" && upper.nextGroup == "all")
        // Below, some are shown nothing; above, nobody is shown the lower percent any more.
        #expect(lower.changes.contains { $0.joins && $0.variants.isEmpty })
        #expect(upper.changes.map(\.group) == ["all"] && upper.changes.map(\.variants) == [[VariantIndex(0)]])
        #expect(upper.changes.map(\.joins) == [false])
        // From far below, where it would still rise.
        let short = try Self.frontier(of: problem, row: 0, from: 100, to: 200)
        let far = try #require(short.flatFrom)
        #expect(short.breakpoints.count == 2 && agree(far, 2_000, within: 1e-9))
    }

    @Test func theTightestFeasibleLimitIsFound() throws {
        var draft = ScenarioDraft.twoSteps
        draft.budgets = [Budget(id: "b", amount: 1_000, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil)]
        // 10 completions cost 500, each further one 150.
        draft.reach = [ReachTarget(id: "r", completions: 18, basis: .all, sponsor: nil, offer: nil)]
        let problem = OptimizationProblem(draft)
        let frontier = try Self.frontier(of: problem, row: 0, from: 500, to: 1_900)
        let tightest = try #require(frontier.tightestFeasible)
        #expect(agree(tightest, 1_700, within: 1e-8))
        #expect(agree(frontier.breakpoints[0].limit, 1_700, within: 1e-8) && frontier.shelfLife == nil)
        let nowhere = try Self.frontier(of: problem, row: 0, from: 500, to: 1_500)
        #expect(nowhere.breakpoints.isEmpty && nowhere.clashing == ["budget:b", "reach:r"])
        let beyond = try #require(nowhere.tightestFeasible)
        #expect(agree(beyond, 1_700, within: 1e-8))
        // The floor is feasible from below: 1,000 pays for 10 and a third of the other 10 completions.
        let floor = try Self.frontier(of: problem, row: 1, from: 5, to: 19)
        let most = try #require(floor.tightestFeasible)
        #expect(agree(most, 10 + 10.0 / 3, within: 1e-8) && floor.breakpoints.last?.limit == most)
    }

    @Test func withoutTimeNothingIsClaimed() throws {
        var draft = ScenarioDraft.twoSteps
        draft.budgets = [Budget(id: "b", amount: 1_000, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil)]
        var search = try FrontierSearch(of: OptimizationProblem(draft), row: 0, deadline: Deadline(secondsFromNow: 0))
        let frontier = try search.frontier(from: 0, to: 3_000, mostBreakpoints: 100)
        #expect(frontier.isOutOfTime && frontier.breakpoints.isEmpty && !frontier.isComplete && frontier.shelfLife == nil)
    }

    private func expectConcave(_ frontier: Frontier, _ place: String) {
        let sign = frontier.row.sense == .ceiling ? 1.0 : -1.0
        for (left, right) in zip(frontier.breakpoints, frontier.breakpoints.dropFirst()) {
            #expect(right.limit > left.limit && left.shadowPrice >= 0, "\(place)")
            let expected = left.objective + sign * left.shadowPrice * (right.limit - left.limit)
            #expect(agree(expected, right.objective, within: 1e-9), "\(place): \(left), \(right)")
            #expect(sign * (left.shadowPrice - right.shadowPrice) >= -1e-9 * max(1e-6, left.shadowPrice), "\(place): \(left), \(right)")
        }
    }

    private func expectOnLine(_ frontier: Frontier, _ problem: OptimizationProblem, row: Int, limit: Double, _ place: String) throws {
        let line = Self.height(of: frontier, at: limit)
        guard let found = try Self.optimum(of: problem, row: row, limit: limit) else {
            #expect(line == nil, "\(place): \(limit) is infeasible")
            return
        }
        let (objective, noise) = (found.certificate.objective, 1e-9 + found.certificate.rounding)
        let height = try #require(line, "\(place): \(limit) is feasible, \(String(describing: frontier.tightestFeasible))")
        #expect(height <= objective + noise * max(1, abs(objective)), "\(place) at \(limit): \(height), not \(objective)")
        #expect(
            height + frontier.largestError >= objective - noise * max(1, abs(objective)),
            "\(place) at \(limit): \(height), not \(objective)")
    }

    static func height(of frontier: Frontier, at limit: Double) -> Double? {
        for (left, right) in zip(frontier.breakpoints, frontier.breakpoints.dropFirst()) where (left.limit...right.limit).contains(limit) {
            return left.objective + (right.objective - left.objective) * (limit - left.limit) / (right.limit - left.limit)
        }
        return nil
    }

    static func optimum(of problem: OptimizationProblem, row: Int, limit: Double) throws -> OptimizedPlan? {
        try problem.with(limit: limit, ofRow: row).optimum(at: .segment)
    }

    static func frontier(of problem: OptimizationProblem, row: Int, from: Double, to: Double, most: Int = 10_000) throws -> Frontier {
        var search = try FrontierSearch(of: problem, row: row)
        return try search.frontier(from: from, to: to, mostBreakpoints: most)
    }

    static func anyRow(of problem: OptimizationProblem, using generator: inout SplitMix64) -> Int? {
        let rows = problem.rows.indices.filter { !problem.rows[$0].name.hasPrefix("return:") }
        return rows.isEmpty ? nil : generator.pick(rows)
    }

    /// Mostly half to one and a half times the limit.
    static func interval(around limit: Double, using generator: inout SplitMix64) -> (from: Double, to: Double) {
        let size = limit == 0 ? 1_000 : abs(limit)
        return (limit - generator.number(0...0.8) * size, limit + generator.number(0.01...1) * size)
    }
}

/// The shelf life of a plan, against the programme over that plan's own bundles alone.
@Suite struct ShelfLifeTests {
    @Test(arguments: Array(RandomCases.seeds.prefix(120)))
    func thePlansBundlesStayOptimalInsideAndNotBeyond(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        var generator = SplitMix64(seed: seed)
        guard let row = FrontierTests.anyRow(of: problem, using: &generator), let found = try problem.optimum(at: .segment) else { return }
        let limit = problem.rows[row].limit
        let (from, to) = FrontierTests.interval(around: limit, using: &generator)
        let life = try #require(try FrontierTests.frontier(of: problem, row: row, from: from, to: to).shelfLife)
        let own = try OwnBundles(of: found.plan, in: problem, row: row)
        let size = max(abs(limit), abs(found.uses[row].used), 1e-3)
        let place = "\(problem.rows[row].name) at \(limit): \(String(describing: life))"

        let lower = life.lower?.limit ?? limit - size
        let upper = life.upper?.limit ?? limit + size
        #expect(lower <= limit + 1e-9 * size && upper >= limit - 1e-9 * size, "\(place)")
        for part in [0.01, 0.5, 0.99] where upper > lower {
            let inside = lower + part * (upper - lower)
            let best = try #require(try FrontierTests.optimum(of: problem, row: row, limit: inside), "\(place)")
            let kept = try #require(try own.objective(at: inside), "\(place): its bundles cannot keep the rules at \(inside)")
            let tolerance = (1e-7 + best.certificate.rounding) * max(1, abs(best.certificate.objective))
            #expect(abs(kept - best.certificate.objective) <= tolerance, "\(place), at \(inside)")
        }
        // One price on each side of the limit; they differ where two pieces meet at it.
        for end in [lower, upper] where abs(end - limit) > 1e-6 * size {
            let prices = try [0.1, 0.9].map { part in
                try #require(try FrontierTests.optimum(of: problem, row: row, limit: limit + part * (end - limit))).prices[row]
            }
            #expect(isSame(prices[0], prices[1]), "\(place), towards \(end): \(prices)")
        }
        for (end, direction) in [(life.lower?.limit, -1.0), (life.upper?.limit, 1)] {
            guard let end else { continue }
            let beyond = end + direction * 0.01 * size
            guard let best = try FrontierTests.optimum(of: problem, row: row, limit: beyond) else { continue }
            let kept = try own.objective(at: beyond)
            let isLess = kept.map { $0 < best.certificate.objective - 1e-12 * max(1, abs(best.certificate.objective)) } ?? true
            #expect(isLess || !isSame(best.prices[row], found.prices[row]), "\(place), beyond \(end)")
        }
    }

    private func isSame(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-6 * max(abs(left), abs(right)) + 1e-12
    }

    /// The written programme with the columns of one plan alone.
    private struct OwnBundles {
        private var program: LinearProgram
        private let row: Int
        private let isCeiling: Bool

        init(of plan: Plan, in problem: OptimizationProblem, row: Int) throws {
            let scenario = problem.scenario
            program = try #require(try problem.bundleProgram(at: .segment, limit: 100_000))
            self.row = row
            isCeiling = problem.rows[row].sense == .ceiling
            let names = Set(
                plan.bundles.map { bundle in
                    let variants = bundle.variants.map { index -> String in
                        let variant = scenario.variants[index]
                        let cap = variant.monthlyCap.map { ":\($0)" } ?? ""
                        return "\(scenario.offers[variant.offer].id):\(variant.percent.percent)\(cap):\(variant.months)"
                    }
                    return "y:\(scenario.segments[bundle.segment].id):\(variants.joined(separator: "+"))"
                })
            for (column, name) in program.columns.names.enumerated() where !names.contains(name) {
                try program.setColumnBounds(column, lower: 0, upper: 0)
            }
            // Who is shown something always stays so.
            var shown: [SegmentIndex: Double] = [:]
            for bundle in plan.bundles { shown[bundle.segment, default: 0] += bundle.share }
            let reachable = 1 - scenario.programme.holdoutShare
            for (segment, share) in shown where share > reachable - 1e-10 {
                try program.setRowBounds(problem.rows.count + segment.position, lower: reachable, upper: reachable)
            }
        }

        func objective(at limit: Double) throws -> Double? {
            var moved = program
            try moved.setRowBounds(row, lower: isCeiling ? -.infinity : limit, upper: isCeiling ? limit : .infinity)
            return try ScaledSolver.solve(moved)?.objective
        }
    }
}

extension OptimizationProblem {
    fileprivate func with(limit: Double, ofRow row: Int) -> OptimizationProblem {
        var limits = rows.map(\.limit)
        limits[row] = limit
        return with(limits: limits)
    }
}

extension ScenarioDraft {
    /// 100 customers who spend 1,000: 5 % is completed by one in ten, 10 % by two in ten, for a value of 500 each.
    static var twoSteps: ScenarioDraft {
        var draft = ScenarioDraft.paper
        draft.offers = [
            Offer(
                id: "buy", sponsor: AssetIndex(0), percents: [Percent(basisPoints: 500), Percent(basisPoints: 1_000)], monthlyCaps: [nil],
                months: [1], startMonth: 1, acquisitionFee: 0, requires: [], fraud: nil)
        ]
        let points = [CompletionPoint(percent: 5, completion: 0.1), CompletionPoint(percent: 10, completion: 0.2)]
        draft.segments[0].responses = [Response(organic: 0, curve: .table(points))]
        draft.segments[0].values = [[ValueStep(now: 0, ifCompleted: 500)]]
        return draft
    }
}

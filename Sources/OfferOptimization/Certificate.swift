import Execution
import OfferEconomics
package import OfferModel

/// The proof that a plan is optimal, recomputed in `Double` from the plan's own lines and a pricing pass (model.md section 7). No
/// solver's word is in it: any prices may be given, and bad ones only make it fail.
package struct Certificate: Sendable, Equatable {
    /// Largest violation of a row, relative to max(1, |limit|, sum |a_j x_j|), of a segment's shares, or 1 for a bundle that
    /// breaks a local rule.
    package let primalViolation: Double
    /// Sum of the groups' positive reduced costs relative to max(1, |objective|).
    package let dualViolation: Double
    /// Sum of price times slack, over rows and groups, relative to max(1, |objective|).
    package let complementarity: Double
    /// (bound - objective) / max(1, |objective|).
    package private(set) var gap: Double
    /// What rounding alone may leave of the gap: 1e-12 of the amounts that cancel in it; 0 where the gap is within its tolerance
    /// anyhow, and never above 1e-7 or half a kopeck. It matters where the objective is next to nothing and the values at stake are
    /// large, such as under a budget of zero.
    package let rounding: Double
    /// No plan is worth more: L(lambda), or what an integer solver proved.
    package private(set) var bound: Double
    package let objective: Double

    /// What an answer must keep to be called optimal.
    package var provesOptimality: Bool {
        primalViolation <= 1e-8 && gap <= Self.gapTolerance + rounding && gap >= -1e-8 - rounding
    }

    /// - Parameters:
    ///   - prices: lambda >= 0, one a row.
    ///   - groupPrices: mu >= 0, one a group.
    ///   - uses: of the rows by the plan's lines.
    init(
        of plan: Plan, evaluation: PlanEvaluation, uses: [RowUse], prices: [Double], groupPrices: [Double], in problem: GroupedProblem
    ) {
        let base = problem.base
        let scenario = base.scenario
        let pass = problem.price(prices)
        let objective = evaluation.total(scenario.objective == .netValue ? .netValue : .value)
        let unit = max(1, abs(objective))

        var primal = LocalRuleCheck.violation(of: plan, in: base)
        var idleValue = 0.0
        for (number, row) in base.rows.enumerated() {
            let slack = row.slack(at: uses[number].used)
            primal = max(primal, -slack / max(1, abs(row.limit), uses[number].absolute))
            idleValue += prices[number] * abs(slack)
        }

        // Parts of a segment are judged together: the plan does not tell them apart.
        let deciders = problem.deciders
        var reducedValues = [Double](repeating: 0, count: deciders.count)
        for line in evaluation.lines {
            reducedValues[deciders.ofSegment[line.bundle.segment.position]] += base.reducedValue(of: line, prices: prices, in: evaluation)
        }
        for (segment, cost) in base.bundleCosts(of: plan, prices: prices).enumerated() { reducedValues[segment] -= cost }
        var improvable = 0.0
        var priced = [Double](repeating: 0, count: deciders.count)
        for (group, best) in pass.best.enumerated() {
            improvable += base.reachableShare * max(0, best.value - groupPrices[group])
            priced[deciders.ofGroup[group]] += groupPrices[group] * base.reachableShare
        }
        idleValue += zip(priced, reducedValues).reduce(0) { $0 + abs($1.0 - $1.1) }

        let limits = base.ceilings
        bound = pass.bound(prices: prices, limits: limits, reachableShare: base.reachableShare)
        self.objective = objective
        primalViolation = max(0, primal)
        dualViolation = improvable / unit
        complementarity = idleValue / unit
        gap = (bound - objective) / unit
        rounding =
            abs(gap) > Self.gapTolerance
            ? min(max(Self.greatestRounding, Self.dust / unit), Self.rounding(at: prices, limits: limits, in: problem) / unit) : 0
    }
}

extension Certificate {
    /// The same plan under a bound that something else proved; the smaller one counts, and none is below what the plan is worth.
    func with(bound proved: Double) -> Certificate {
        var closer = self
        closer.bound = max(objective, min(bound, proved))
        closer.gap = (closer.bound - objective) / max(1, abs(objective))
        return closer
    }

    /// Relative gap of what counts as optimal.
    private static let gapTolerance = 1e-9
    /// A gap above both is one, whatever the amounts that cancel in it: a relative one, and half a kopeck.
    private static let greatestRounding = 1e-7
    private static let dust = 0.005

    private static func rounding(at prices: [Double], limits: [Double], in problem: GroupedProblem) -> Double {
        let free = problem.price([Double](repeating: 0, count: prices.count))
        return 1e-12 * (zip(prices, limits).reduce(0) { $0 + abs($1.0 * $1.1) } + free.best.reduce(0) { $0 + $1.value })
    }

    /// Judges any plan by any prices lambda >= 0, one a coupling row; the groups' prices are the best that follow from them.
    package init(of plan: Plan, prices: [Double], at granularity: Scenario.Granularity, in problem: OptimizationProblem) {
        let grouped = GroupedProblem(problem, at: granularity)
        let evaluation = problem.evaluation(of: plan)
        self.init(
            of: plan, evaluation: evaluation, uses: problem.rows.uses(by: evaluation, in: problem.scenario), prices: prices,
            groupPrices: grouped.price(prices).best.map(\.value), in: grouped)
    }
}

extension GroupedProblem {
    /// Who decides for whom: a group for its members, or a segment for its parts.
    fileprivate var deciders: (count: Int, ofSegment: [Int], ofGroup: [Int]) {
        let segments = base.scenario.segments.indices
        if base.currentParts != nil { return (segments.count, Array(segments), grouping.members) }
        return (grouping.count, grouping.groupOfMember, Array(0..<grouping.count))
    }
}

extension OptimizationProblem {
    /// Priced uses of the rows that count bundles, segment by segment, against showing nothing; none where there is no such row.
    fileprivate func bundleCosts(of plan: Plan, prices: [Double]) -> [Double] {
        guard let currentParts, let current = scenario.currentPlan, let steadinessRow else { return [] }
        var costs = currentParts.relativeChanges(of: plan, from: current, in: scenario).map { prices[steadinessRow] * $0 }
        for (place, segment) in currentParts.crowded.enumerated() {
            let row = steadinessRow + 1 + place
            costs[segment.position] += prices[row] * rows[row].counting.share(by: plan, in: scenario)
        }
        return costs
    }

    /// Objective less the priced uses of the customers of one line.
    func reducedValue(of line: PlanEvaluation.Line, prices: [Double], in evaluation: PlanEvaluation) -> Double {
        let offer = evaluation.offer(of: line).position
        let macro = macroOfSegment[line.bundle.segment.position]
        var value = line.valuation[scenario.objective == .netValue ? .netValue : .value]
        for (number, row) in rows.enumerated() where prices[number] != 0 && row.scope.offers[offer] && rowCountsMacro[number][macro] {
            value -= row.sign * prices[number] * row.terms.reduce(0) { $0 + $1.factor * line[$1.measure] }
        }
        return value * line.customers
    }
}

/// Whether a plan keeps the rules that hold for every single customer.
enum LocalRuleCheck {
    /// 0 when it does, 1 when a bundle is not allowed, else the largest overfilling of a segment.
    static func violation(of plan: Plan, in problem: OptimizationProblem) -> Double {
        let bundles = plan.bundles
        let ranges = problem.workers.mapRanges(count: bundles.count, rangeLength: 1_024) { range, _ in
            bundles[range].allSatisfy { isAllowed($0, in: problem) }
        }
        guard ranges.allSatisfy({ $0 }) else { return 1 }
        return plan.filledShares(segmentCount: problem.scenario.segments.count).reduce(0) { max($0, $1 - problem.reachableShare) }
    }

    private static func isAllowed(_ bundle: PlannedBundle, in problem: OptimizationProblem) -> Bool {
        let scenario = problem.scenario
        let segment = bundle.segment
        var basisPoints = 0
        var offers: [OfferIndex] = []
        for variant in bundle.variants.map({ scenario.variants[$0] }) {
            guard !offers.contains(variant.offer), problem.eligibility.isOpen(variant, to: bundle.segment, in: scenario) else {
                return false
            }
            offers.append(variant.offer)
            basisPoints += variant.percent.basisPoints
        }
        return bundle.share >= 0
            && (offers.isEmpty || (offers.count <= scenario.contacts(of: segment) && basisPoints <= scenario.headroom(of: segment)))
    }
}

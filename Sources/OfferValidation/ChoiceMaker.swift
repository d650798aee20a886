import Execution
import OfferModel
import OfferOptimization

/// Chooses offers by the means of cells with the workbench's own optimizer, under the scenario's rules.
///
/// Figures are those of the scenario's own customers, N_s times a mean: the means of a half then choose as its customers would under
/// budgets scaled to it.
struct ChoiceMaker: Sendable {
    let scenario: Scenario
    let cells: ValuedCells
    let rules: [HonestRule]
    /// What is maximised.
    let objective: LinearFigure
    let deadline: Deadline

    enum Outcome {
        case plan(ChosenPlan)
        case infeasible
        case outOfTime
    }

    /// Chooses by each method on one half and writes it down.
    func choice(on half: ChoosingHalf) throws -> WrittenChoice {
        var plans: [ChoiceMethod: ChosenPlan] = [:]
        var isOutOfTime = false
        for method in ChoiceMethod.allCases {
            switch try plan(by: means(half.moments, method)) {
            case .plan(let plan): plans[method] = plan
            case .infeasible: break
            case .outOfTime: isOutOfTime = true
            }
        }
        return WrittenChoice(half: half, plans: plans, isOutOfTime: isOutOfTime, cells: cells, in: scenario)
    }

    func means(_ moments: CellMoments, _ method: ChoiceMethod) -> CellMeans {
        switch method {
        case .plain: moments.means
        case .shrunken: CellShrinkage.means(moments, in: cells, of: scenario)
        }
    }

    /// The best plan under the means that are given.
    func plan(by means: CellMeans) throws -> Outcome {
        var limits = rules.map(\.amount)
        guard limits.contains(nil) else { return try outcome(objective, limits, means) }
        let fixed = limits
        let idle = idleShares
        for (number, rule) in rules.enumerated() {
            guard case .share(let share) = rule.limit, let figure = rule.figure else { continue }
            let most = try outcome(figure, fixed, means)
            guard case .plan(let fullest) = most else { return most }
            let low = figure.value(of: idle, means, in: cells)
            let high = max(low, figure.value(of: fullest.shares, means, in: cells))
            limits[number] = low + share * (high - low) - Self.rounding * abs(high)
        }
        return try outcome(objective, limits, means)
    }

    /// Names of rules that clash under the means that are given; empty where some plan keeps them, or that is not known.
    func clash(under means: CellMeans) throws -> [String] {
        let optimizer = Optimizer(problem(objective, rules.map(\.amount), means), deadline: deadline)
        guard case .infeasible(let story) = try optimizer.optimize(at: scenario.granularity) else { return [] }
        return story?.rules.map(\.name) ?? []
    }

    /// A floor at the very most that is possible stays possible.
    private static let rounding = 1e-9

    /// - Parameter limits: one a rule; nil for those that do not hold.
    private func outcome(_ objective: LinearFigure, _ limits: [Double?], _ means: CellMeans) throws -> Outcome {
        let optimizer = Optimizer(problem(objective, limits, means), deadline: deadline)
        switch try optimizer.optimize(at: scenario.granularity, explaining: false) {
        case .optimal(let plan): return .plan(chosen(plan.plan, means, limits))
        case .feasible(let plan, let isOutOfTime): return isOutOfTime ? .outOfTime : .plan(chosen(plan.plan, means, limits))
        case .infeasible: return .infeasible
        case .outOfTime: return .outOfTime
        }
    }

    private func problem(_ objective: LinearFigure, _ limits: [Double?], _ means: CellMeans) -> OptimizationProblem {
        let kept = zip(rules, limits).compactMap { rule, limit in limit.map { (rule: rule, limit: $0) } }
        return OptimizationProblem(scenario.measured(by: figures(objective, kept, means)), workers: Workers(threads: 1))
    }

    private func chosen(_ plan: Plan, _ means: CellMeans, _ limits: [Double?]) -> ChosenPlan {
        ChosenPlan(shares: shares(of: plan), means: means, limits: limits.map { $0 ?? 0 })
    }

    /// Everybody stays with the base of his segment.
    private var idleShares: [Double] {
        var shares = [Double](repeating: 0, count: cells.experiment.cells.count)
        for base in cells.bases.compactMap({ $0 }) { shares[base] = 1 }
        return shares
    }

    /// Every pair against the base of its segment, and the limits less what the bases use.
    private func figures(
        _ objective: LinearFigure, _ limits: [(rule: HonestRule, limit: Double)], _ means: CellMeans
    ) -> MeasuredFigures {
        var baseUses = [Double](repeating: 0, count: limits.count)
        for (segment, base) in cells.bases.enumerated() {
            guard let base else { continue }
            for (row, limit) in limits.enumerated() {
                baseUses[row] += cells.customers[segment] * limit.rule.use(of: base, means, in: cells)
            }
        }
        var figures = MeasuredFigures(
            rows: zip(limits, baseUses).map { limit, use in
                MeasuredFigures.Row(name: limit.rule.name, owner: limit.rule.owner, isFloor: limit.rule.isFloor, limit: limit.limit - use)
            }, segmentCount: scenario.segments.count, variantCount: scenario.variants.count)
        for (segment, base) in cells.bases.enumerated() {
            guard let base else { continue }
            for cell in cells.cells(of: segment) where cell != base && cells.isOpen(cell) {
                guard let variant = cells.experiment.cells[cell].variant else { continue }
                figures[SegmentIndex(segment), variant] = MeasuredFigures.Pair(
                    value: objective.use(of: cell, means, in: cells) - objective.use(of: base, means, in: cells),
                    uses: limits.map { $0.rule.use(of: cell, means, in: cells) - $0.rule.use(of: base, means, in: cells) })
            }
        }
        return figures
    }

    /// Share of each cell: what a plan leaves of a segment stays with its base.
    private func shares(of plan: Plan) -> [Double] {
        var shares = [Double](repeating: 0, count: cells.experiment.cells.count)
        let shown = plan.variantShares(segmentCount: scenario.segments.count)
        for (segment, base) in cells.bases.enumerated() {
            guard let base else { continue }
            var rest = 1.0
            for cell in cells.cells(of: segment) where cell != base {
                guard let variant = cells.experiment.cells[cell].variant, let share = shown[segment][variant] else { continue }
                shares[cell] = share
                rest -= share
            }
            shares[base] = max(0, rest)
        }
        return shares
    }
}

extension HonestRule {
    /// nil where the limit depends on what plans can have.
    fileprivate var amount: Double? { if case .amount(let amount) = limit { amount } else { nil } }
}

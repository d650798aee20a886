import Execution
import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport

/// A random scenario with a plan that runs today and a limit on what may change of it, and the programme that this stands for, written out
/// with a variable for every customer who keeps his bundle: what the optimizer never does.
struct SteadyCase {
    let scenario: Scenario

    init(_ draft: ScenarioDraft, current: Plan, limit: Double?) {
        scenario = draft.scenario().with(currentPlan: current, maxChangedShare: limit)
    }

    /// - Parameter fraction: of the change that the optimum without a limit would make; nil for no limit.
    static func random(seed: Int, fraction: Double?, _ change: (inout ScenarioDraft) -> Void = { _ in }) throws -> SteadyCase {
        var draft = try ScenarioDraft.settled(seed: seed)
        change(&draft)
        let scenario = draft.scenario()
        let current = scenario.randomCurrentPlan(seed: seed)
        guard let fraction else { return SteadyCase(draft, current: current, limit: nil) }
        let free = try OptimizationProblem(draft).optimum(at: .segment)
        let most = free.map { PlanDifference(of: $0.plan, from: current, in: scenario).changedShare } ?? 1
        return SteadyCase(draft, current: current, limit: fraction * most)
    }

    func problem(threads: Int = 1) -> OptimizationProblem {
        OptimizationProblem(scenario, workers: Workers(threads: threads))
    }

    /// Objective and rows over y_sB; kept customers z_sB <= y_sB and z_sB <= y0_sB, the empty bundle included, whose y is what is left of 1;
    /// and 1 - sum z over all customers <= limit.
    func explicitProgramme() throws -> LinearProgram {
        let limit = scenario.maxChangedShare ?? 1
        let business = scenario.couplingRows.filter { !$0.counting.isOfBundles }
        let all = scenario.segments.reduce(0) { $0 + $1.customers }
        let current = scenario.currentPlan!.bundleShares(segmentCount: scenario.segments.count)
        var program = try LinearProgram(
            sense: .maximize,
            rows: business.map {
                $0.sense == .ceiling ? LinearRow(name: $0.name, upper: $0.limit) : LinearRow(name: $0.name, lower: $0.limit)
            } + [LinearRow(name: "steadiness", upper: limit - (all > 0 ? 1 : 0))])
        let steadiness = business.count
        let allowed = AllowedBundles(scenario: scenario)
        for segment in scenario.segments.entityIndices {
            let kept = current[segment.position]
            let share = all > 0 ? scenario.segments[segment].customers / all : 0
            let show = try program.appendRow(LinearRow(name: "show", upper: 1 - scenario.programme.holdoutShare))
            let empty = try program.appendRow(LinearRow(name: "empty", upper: 1))
            var links: [Int] = []
            for _ in kept { links.append(try program.appendRow(LinearRow(name: "kept", upper: 0))) }
            for (link, bundle) in zip(links, kept) {
                try program.appendColumn(
                    LinearColumn(
                        name: "z", upper: bundle.share,
                        entries: [.init(row: steadiness, coefficient: -share), .init(row: link, coefficient: 1)]))
            }
            try program.appendColumn(
                LinearColumn(
                    name: "z", upper: kept.shareShownNothing,
                    entries: [.init(row: steadiness, coefficient: -share), .init(row: empty, coefficient: 1)]))
            for bundle in allowed.bundles(of: [segment]) where !bundle.isEmpty {
                let plan = Plan(bundles: [PlannedBundle(segment: segment, number: 1, variants: bundle, share: 1)])
                let evaluation = PlanEvaluation(of: plan, in: scenario)
                var entries = business.uses(by: evaluation, in: scenario).enumerated().map {
                    LinearColumn.Entry(row: $0, coefficient: $1.used)
                }
                entries += [.init(row: show, coefficient: 1), .init(row: empty, coefficient: 1)]
                if let place = kept.firstIndex(where: { $0.variants == bundle }) {
                    entries.append(.init(row: links[place], coefficient: -1))
                }
                let value = evaluation.total(scenario.objective == .netValue ? .netValue : .value)
                try program.appendColumn(LinearColumn(name: "y", objective: value, entries: entries.filter { $0.coefficient != 0 }))
            }
        }
        return program
    }

    /// The same with another limit; nil when infeasible.
    func objective(limit: Double) throws -> Double? {
        let other = SteadyCase(scenario: scenario.with(currentPlan: scenario.currentPlan, maxChangedShare: limit))
        return try ScaledSolver.solve(other.explicitProgramme())?.objective
    }

    private init(scenario: Scenario) {
        self.scenario = scenario
    }
}

extension Scenario {
    /// A plan that shows every segment up to three allowed bundles, sometimes everybody, so that nobody is left for a holdout.
    func randomCurrentPlan(seed: Int) -> Plan {
        var generator = SplitMix64(seed: seed + 77)
        let allowed = AllowedBundles(scenario: self)
        var bundles: [PlannedBundle] = []
        for segment in segments.entityIndices {
            let choices = allowed.bundles(of: [segment]).filter { !$0.isEmpty }
            guard !choices.isEmpty else { continue }
            let count = generator.count(0...3)
            let whole = generator.onceIn(3) ? 1 : generator.onceIn(3) ? 1 - programme.holdoutShare : generator.number(0.2...1)
            let parts = (0..<count).map { _ in generator.number(0.1...1) }
            for (number, part) in parts.enumerated() {
                bundles.append(
                    PlannedBundle(
                        segment: segment, number: number + 1, variants: generator.pick(choices), share: whole * part / parts.reduce(0, +)))
            }
        }
        return Plan(bundles: bundles)
    }

    /// Half the sum of the differences of all shares, the empty bundle's included, weighted by customers: the distance of two dealings.
    func changedShare(of plan: Plan, from current: Plan) -> Double {
        let all = segments.reduce(0) { $0 + $1.customers }
        guard all > 0 else { return 0 }
        return segments.entityIndices.reduce(0) { sum, segment in
            var difference: [[VariantIndex]: Double] = [:]
            for (plan, sign) in [(plan, 1.0), (current, -1.0)] {
                for bundle in plan.bundles where bundle.segment == segment {
                    difference[bundle.variants.sorted(), default: 0] += sign * bundle.share
                    difference[[], default: 0] -= sign * bundle.share
                }
            }
            return sum + segments[segment].customers / all * difference.values.reduce(0) { $0 + abs($1) } / 2
        }
    }
}

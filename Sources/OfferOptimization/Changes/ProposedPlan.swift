import OfferEconomics
import OfferModel

/// A plan that somebody proposes, with what a better one is measured by: its objective, what it uses of the rows, and how far it breaks
/// them.
///
/// The excess over a rule is relative to max(|limit|, the sum of the absolute amounts of the proposal), as in the cheapest repair of an
/// infeasible scenario. A better plan keeps every rule that the proposal keeps and breaks none more than the proposal does.
struct ProposedPlan: Sendable {
    let problem: OptimizationProblem
    let plan: Plan
    /// One a segment.
    let segments: [ShownSegment]
    let objective: Double
    /// In the form use <= limit, one a row.
    let uses: [Double]
    /// In the form use <= limit, one a row; where the proposal keeps a row but for rounding, not below its use.
    let limits: [Double]
    /// What an excess is measured against, one a row.
    let weights: [Double]
    /// The rules that are broken, each with its rows: the cuts of a tail budget are one rule.
    let broken: [BrokenRule]

    struct BrokenRule: Sendable {
        let name: String
        let rows: [Int]
        /// The row with the largest relative excess, and that excess.
        let worst: Int
        let excess: Double
    }

    /// Sum of the relative excesses.
    var violation: Double { broken.reduce(0) { $0 + $1.excess } }

    init(_ plan: Plan, of problem: OptimizationProblem) {
        let scenario = problem.scenario
        let evaluation = problem.evaluation(of: plan)
        let uses = problem.rows.uses(by: evaluation, in: scenario)
        let isBroken = zip(problem.rows, uses).map { $0.isBroken(by: $1.used, absolute: $1.absolute) }
        let weights = zip(problem.rows, uses).map { row, use in
            let size = max(abs(row.limit), use.absolute)
            return size > 1e-100 ? size : 1
        }
        var broken: [BrokenRule] = []
        for row in problem.rows.indices where isBroken[row] {
            let name = problem.rows[row].name
            guard !broken.contains(where: { $0.name == name }) else { continue }
            let rows = problem.rows.indices.filter { problem.rows[$0].name == name }
            let excesses = rows.map { -problem.rows[$0].slack(at: uses[$0].used) / weights[$0] }
            let worst = excesses.indices.max { excesses[$0] < excesses[$1] }!
            broken.append(BrokenRule(name: name, rows: rows, worst: rows[worst], excess: excesses[worst]))
        }
        var segments = [[ShownSegment.Part]](repeating: [], count: scenario.segments.count)
        for bundle in plan.bundles where bundle.share > 0 && !bundle.variants.isEmpty {
            segments[bundle.segment.position].append(
                ShownSegment.Part(variants: bundle.variants.map(\.position).sorted(), share: bundle.share))
        }
        self.problem = problem
        self.plan = plan
        self.segments = segments.map { ShownSegment(parts: $0) }
        self.uses = zip(problem.rows, uses).map { $0.sign * $1.used }
        self.weights = weights
        self.broken = broken
        objective = evaluation.total(scenario.objective == .netValue ? .netValue : .value)
        limits = problem.ceilings.enumerated().map { row, ceiling in
            isBroken[row] ? ceiling : max(ceiling, problem.rows[row].sign * uses[row].used)
        }
    }

    /// The proposal with other bundles in the segments of some cells.
    func plan(changing cells: [PlanCell], to bundles: [PlannedBundle]) -> Plan {
        guard !cells.isEmpty else { return plan }
        let changed = Set(cells.map(\.segment))
        return Plan(
            bundles: (plan.bundles.filter { !changed.contains($0.segment) } + bundles).sorted {
                ($0.segment, $0.number) < ($1.segment, $1.number)
            })
    }

    /// What other bundles in the segments of some cells add to the proposal.
    func effect(ofChanging cells: [PlanCell], to bundles: [PlannedBundle]) -> ChangeEffect {
        var effect = ChangeEffect(rowCount: problem.rows.count)
        for segment in Set(cells.map(\.segment)).sorted() {
            let own = coefficients(of: segment.position)
            for part in segments[segment.position].parts { effect -= own.effect(of: part.variants, share: part.share) }
            for bundle in bundles where bundle.segment == segment {
                effect += own.effect(of: bundle.variants.map(\.position), share: bundle.share)
            }
        }
        return effect
    }

    /// Coefficients of a segment's open variants when all of it is shown one: the objective's, and the rows' in the form use <= limit.
    func coefficients(of segment: Int) -> SegmentCoefficients {
        SegmentCoefficients(of: segment, in: problem)
    }
}

/// N_s times what each open variant brings and uses, for one segment.
struct SegmentCoefficients {
    private let rowCount: Int
    private(set) var isOpen: [Bool]
    /// By variant; 0 where it is closed.
    private(set) var values: [Double]
    /// By variant, then by row, in the form use <= limit; empty where the variant is closed.
    private(set) var uses: [[Double]]

    fileprivate init(of segment: Int, in problem: OptimizationProblem) {
        let table = problem.table
        let variantCount = problem.scenario.variants.count
        rowCount = problem.rows.count
        isOpen = [Bool](repeating: false, count: variantCount)
        values = [Double](repeating: 0, count: variantCount)
        uses = [[Double]](repeating: [], count: variantCount)
        for pair in table.pairs(of: SegmentIndex(segment)) {
            let variant = Int(table.variants[pair])
            let columns = table.measures.indices.map { table[$0, pair] }
            let cell = problem.macroOfSegment[segment] * problem.scenario.offers.count + problem.offerOfVariant[variant]
            var used = [Double](repeating: 0, count: rowCount)
            columns.withUnsafeBufferPointer { problem.rowTerms.add($0.baseAddress!, ofCell: cell, to: &used) }
            for row in used.indices { used[row] *= problem.rows[row].sign }
            isOpen[variant] = true
            values[variant] = columns[problem.objectiveColumn]
            uses[variant] = used
        }
    }

    /// Sum over variants shown to a share of the segment.
    func effect(of variants: [Int], share: Double) -> ChangeEffect {
        var effect = ChangeEffect(rowCount: rowCount)
        for variant in variants {
            effect.value += share * values[variant]
            for row in uses[variant].indices { effect.uses[row] += share * uses[variant][row] }
        }
        return effect
    }

    /// The objective, as far as it counts, less price times use.
    func reducedValue(of variant: Int, prices: [Double], objectiveWeight: Double) -> Double {
        var value = objectiveWeight * values[variant]
        for (price, use) in zip(prices, uses[variant]) where price != 0 { value -= price * use }
        return value
    }
}

/// What a part of a plan, or a change to one, adds to the objective and to the uses of the rows.
struct ChangeEffect {
    var value = 0.0
    /// In the form use <= limit, one a row.
    var uses: [Double]

    init(rowCount: Int) {
        uses = Array(repeating: 0, count: rowCount)
    }

    static func += (sum: inout ChangeEffect, other: ChangeEffect) {
        sum.value += other.value
        for row in sum.uses.indices { sum.uses[row] += other.uses[row] }
    }

    static func -= (sum: inout ChangeEffect, other: ChangeEffect) {
        sum.value -= other.value
        for row in sum.uses.indices { sum.uses[row] -= other.uses[row] }
    }
}

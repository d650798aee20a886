import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport

/// The plans that differ from a proposal in given cells, written out in full: every allowed bundle of a changed segment is a column, and
/// whoever is shown other offers keeps them. On its own: no coefficient table, no pricing, no contexts of the optimizer.
struct ChangeListing {
    struct Best {
        let violation: Double
        let objective: Double
    }

    let scenario: Scenario
    let rows: [CouplingRow]
    let plan: Plan
    private let allowed: AllowedBundles
    private let uses: [RowUse]

    init(_ plan: Plan, of scenario: Scenario) {
        self.scenario = scenario
        self.plan = plan
        rows = scenario.couplingRows
        allowed = AllowedBundles(scenario: scenario)
        uses = rows.uses(by: PlanEvaluation(of: plan, in: scenario), in: scenario)
    }

    var objective: Measure { scenario.objective == .netValue ? .netValue : .value }

    /// Excess of the proposal over each row that it breaks, relative to max(|limit|, sum of absolute amounts); nil where it keeps the row.
    var excesses: [Double?] {
        zip(rows, uses).map { row, use in
            row.isBroken(by: use.used, absolute: use.absolute) ? -row.slack(at: use.used) / max(abs(row.limit), use.absolute) : nil
        }
    }

    var violation: Double { excesses.reduce(0) { $0 + ($1 ?? 0) } }

    /// nil where the cells cannot change so.
    func best(changing cells: [PlanCell]) throws -> Best? {
        var violation = 0.0
        if self.violation > 0 {
            guard let least = try ScaledSolver.solve(program(changing: cells, allowing: nil)) else { return nil }
            violation = max(0, -least.objective)
            if violation < 1e-9 { violation = 0 }
        }
        let rest = rest(of: cells).total(objective)
        return try ScaledSolver.solve(program(changing: cells, allowing: violation)).map {
            Best(violation: violation, objective: rest + $0.objective)
        }
    }

    /// What the segments without changes are shown.
    private func rest(of cells: [PlanCell]) -> PlanEvaluation {
        let segments = Set(cells.map(\.segment))
        return PlanEvaluation(of: Plan(bundles: plan.bundles.filter { !segments.contains($0.segment) }), in: scenario)
    }

    /// - Parameter violation: that is allowed, while the objective is sought; nil to seek the least.
    private func program(changing cells: [PlanCell], allowing violation: Double?) throws -> LinearProgram {
        let segments = Set(cells.map(\.segment)).sorted()
        let fixed = rows.uses(by: rest(of: cells), in: scenario).map(\.used)
        var linearRows = rows.enumerated().map { number, row in
            // What the proposal keeps but for rounding is no reason to change it.
            let limit = excesses[number] == nil && row.slack(at: uses[number].used) < 0 ? uses[number].used : row.limit
            return row.sense == .ceiling
                ? LinearRow(name: row.name, upper: limit - fixed[number]) : LinearRow(name: row.name, lower: limit - fixed[number])
        }
        linearRows.append(LinearRow(name: "violation", upper: violation.map { $0 * (1 + 1e-9) } ?? .infinity))
        var columns = excesses.enumerated().compactMap { number, excess -> LinearColumn? in
            excess.map { excess in
                let size = max(abs(rows[number].limit), uses[number].absolute)
                return LinearColumn(
                    name: "e\(number)", objective: violation == nil ? -1 : 0, upper: excess,
                    entries: [
                        .init(row: number, coefficient: rows[number].sense == .ceiling ? -size : size),
                        .init(row: rows.count, coefficient: 1),
                    ])
            }
        }
        for segment in segments {
            let changing = Set(cells.filter { $0.segment == segment }.map(\.offer))
            func kept(_ bundle: [VariantIndex]) -> [VariantIndex] { bundle.filter { !changing.contains(scenario.variants[$0].offer) } }
            var shares: [[VariantIndex]: Double] = [:]
            for bundle in plan.bundles where bundle.segment == segment { shares[kept(bundle.variants), default: 0] += bundle.share }
            shares[[]] = nil
            let left = 1 - scenario.programme.holdoutShare - shares.values.reduce(0, +)
            var contexts: [[VariantIndex]: Int] = [:]
            for (kept, share) in shares.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                contexts[kept] = linearRows.count
                linearRows.append(LinearRow(name: "keeps", equalTo: share))
            }
            contexts[[]] = linearRows.count
            linearRows.append(LinearRow(name: "keeps nothing", upper: max(0, left)))
            for bundle in allowed.bundles(of: [segment]) {
                guard let context = contexts[kept(bundle)] else { continue }
                columns.append(try column(bundle, segment, row: context, isSought: violation != nil))
            }
        }
        return try LinearProgram(sense: .maximize, rows: linearRows, columns: columns)
    }

    private func column(_ bundle: [VariantIndex], _ segment: SegmentIndex, row context: Int, isSought: Bool) throws -> LinearColumn {
        let shown = PlanEvaluation(
            of: Plan(bundles: [PlannedBundle(segment: segment, number: 1, variants: bundle, share: 1)]), in: scenario)
        let own = rows.uses(by: shown, in: scenario)
        return LinearColumn(
            name: "y", objective: isSought ? shown.total(objective) : 0,
            entries: own.enumerated().filter { $1.used != 0 }.map { .init(row: $0, coefficient: $1.used) }
                + [.init(row: context, coefficient: 1)])
    }
}

extension Scenario {
    /// Every segment-offer cell.
    var allCells: [PlanCell] {
        segments.entityIndices.flatMap { segment in offers.entityIndices.map { PlanCell(segment: segment, offer: $0) } }
    }

    /// A proposal at random that keeps the rules for single customers and the holdout: up to two bundles a segment.
    func randomProposal(seed: Int) -> Plan {
        var generator = SplitMix64(seed: seed)
        let allowed = AllowedBundles(scenario: self)
        var bundles: [PlannedBundle] = []
        for segment in segments.entityIndices {
            let open = allowed.bundles(of: [segment]).filter { !$0.isEmpty }
            guard !open.isEmpty else { continue }
            var left = 1 - programme.holdoutShare
            for number in 1...generator.count(1...2) {
                let share = generator.onceIn(2) ? left : generator.number(0.1...0.6) * left
                let variants = generator.pick(open)
                guard share > 1e-6, !bundles.contains(where: { $0.segment == segment && $0.variants == variants }) else { continue }
                bundles.append(PlannedBundle(segment: segment, number: number, variants: variants, share: share))
                left -= share
            }
        }
        return Plan(bundles: bundles)
    }
}

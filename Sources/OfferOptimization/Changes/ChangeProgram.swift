import LinearProgramming
import OfferModel

/// The best plan that changes some cells of a proposal and nothing else, exactly: a small linear programme over what each context, the
/// customers of a segment who keep the same, is shown of the offers that change.
///
///     maximize    sum of value_j a_j
///     subject to  sum of use_mj a_j - weight_m e_r <= limit_m - uses that stay     each row m, of the broken rule r if it is of one
///                 sum of e_r <= V
///                 sum of a_j over the columns of a context <= 1                    each context
///                 a >= 0, 0 <= e_r <= excess of the proposal over rule r
///
/// V is the least sum of relative excesses that such a change allows, found first. Columns are priced in, as many as it takes.
struct ChangeProgram {
    struct Answer {
        /// All bundles of the segments whose cells change, sorted.
        let bundles: [PlannedBundle]
        let objective: Double
        /// Sum of the relative excesses over the rules that the proposal breaks.
        let violation: Double
        /// lambda >= 0, one a row: of the least violation, and of the objective under it.
        let violationPrices: [Double]
        let prices: [Double]
    }

    private struct Context {
        let segment: Int
        let offers: [Int]
        let rules: LocalRules
        let context: ShownSegment.Context
    }

    private struct Column {
        let context: Int
        /// Of the offers that change.
        let variants: [Int]
        let effect: ChangeEffect
    }

    private let proposal: ProposedPlan
    private let contexts: [Context]
    private let coefficients: [Int: SegmentCoefficients]
    /// What the proposal has in the cells that change.
    private let replaced: ChangeEffect
    private let session: GLPKSession
    private let rowScales: [Double]
    private let objectiveScale: Double
    private var columns: [Column] = []
    private var known: Set<[Int]> = []
    private var search: BundleSearch
    /// Whether the solver had no answer that it could vouch for: then the cells may be worth more than is known.
    private(set) var hasGivenUp = false

    /// Seconds after which a solve counts as stuck; none of these programmes takes more than some milliseconds.
    private static let longestSolve = 10.0
    /// Sums of relative excesses below this are rounding.
    static let noise = 1e-9

    private var rowCount: Int { proposal.problem.rows.count }
    private var elasticCount: Int { proposal.broken.count }

    /// - Parameter cells: those that may change, ascending.
    init(_ cells: [PlanCell], of proposal: ProposedPlan) throws {
        let problem = proposal.problem
        let offersOfSegment = Dictionary(grouping: cells, by: \.segment.position).mapValues { $0.map(\.offer.position) }
        let segments = offersOfSegment.keys.sorted()
        coefficients = Dictionary(uniqueKeysWithValues: segments.map { ($0, proposal.coefficients(of: $0)) })
        var contexts: [Context] = []
        var replaced = ChangeEffect(rowCount: problem.rows.count)
        for segment in segments {
            let rules = LocalRules(of: SegmentIndex(segment), in: problem.scenario)
            let offers = offersOfSegment[segment]!
            let all = proposal.segments[segment].contexts(
                changing: offers, offerOfVariant: problem.offerOfVariant, reachable: problem.reachableShare)
            for context in all {
                for part in context.shown { replaced += coefficients[segment]!.effect(of: part.variants, share: part.share) }
                contexts.append(
                    Context(
                        segment: segment, offers: offers, rules: rules.beside(context.kept, basisPoints: problem.basisPointsOfVariant),
                        context: context))
            }
        }
        self.proposal = proposal
        self.contexts = contexts
        self.replaced = replaced
        search = BundleSearch(problem)

        let limits = problem.rows.indices.map { proposal.limits[$0] - (proposal.uses[$0] - replaced.uses[$0]) }
        let seeds = Self.seeds(contexts, coefficients, of: problem)
        rowScales = limits.enumerated().map { row, limit in
            let scale = seeds.reduce(abs(limit)) { max($0, abs($1.effect.uses[row])) }
            return scale > 1e-100 ? scale : 1
        }
        let values = seeds.map { abs($0.effect.value) }.filter { $0 > 0 }
        objectiveScale = values.isEmpty ? 1 : 1e-3 * values.reduce(0, +) / Double(values.count)
        session = try GLPKSession(
            rows: zip(limits, rowScales).enumerated().map { LinearRow(name: "row:\($0)", upper: $1.0 / $1.1) }
                + [LinearRow(name: "violation")] + contexts.indices.map { LinearRow(name: "context:\($0)", upper: 1) },
            sense: .maximize)
        let scales = rowScales
        try session.addColumns(
            proposal.broken.map { rule in
                LinearColumn(
                    name: rule.name, upper: rule.excess,
                    entries: rule.rows.map { .init(row: $0, coefficient: -proposal.weights[$0] / scales[$0]) }
                        + [.init(row: problem.rows.count, coefficient: 1)])
            })
        try add(seeds, objectiveWeight: 1)
    }

    /// What the proposal shows, and each variant of the offers alone.
    private static func seeds(
        _ contexts: [Context], _ coefficients: [Int: SegmentCoefficients], of problem: OptimizationProblem
    ) -> [Column] {
        contexts.enumerated().flatMap { number, context -> [Column] in
            guard context.context.share > 0 else { return [] }
            let own = coefficients[context.segment]!
            let alone = context.offers.flatMap { problem.scenario.variantRanges[$0].filter { own.isOpen[$0] } }.map { [$0] }
            var seen = Set<[Int]>()
            return (context.context.shown.map(\.variants) + alone).filter {
                context.rules.allow($0, basisPoints: problem.basisPointsOfVariant) && seen.insert($0).inserted
            }.map { Column(context: number, variants: $0, effect: own.effect(of: $0, share: context.context.share)) }
        }
    }

    private mutating func add(_ new: [Column], objectiveWeight: Double) throws {
        guard !new.isEmpty else { return }
        try session.addColumns(
            new.map { column in
                var entries: [LinearColumn.Entry] = []
                for (row, use) in column.effect.uses.enumerated() where use != 0 {
                    entries.append(.init(row: row, coefficient: use / rowScales[row]))
                }
                entries.append(.init(row: rowCount + 1 + column.context, coefficient: 1))
                return LinearColumn(name: "", objective: objectiveWeight * column.effect.value / objectiveScale, entries: entries)
            })
        columns += new
        for column in new { known.insert([column.context] + column.variants) }
    }

    /// - Returns: nil where the cells cannot change under the rules, or the solver has given up.
    mutating func solve() throws -> Answer? {
        var violation = 0.0
        var violationPrices = [Double](repeating: 0, count: rowCount)
        if !proposal.broken.isEmpty {
            guard let least = try optimum(objectiveWeight: 0) else { return nil }
            violation = max(0, -least.objective)
            violationPrices = prices(least, unit: 1)
            if violation <= Self.noise { violation = 0 }
            try session.setRowBounds(rowCount, lower: -.infinity, upper: violation)
        }
        guard let best = try optimum(objectiveWeight: 1) else { return nil }
        let shares = best.columnValues.dropFirst(elasticCount)
        let change = zip(columns, shares).reduce(-replaced.value) { $0 + $1.0.effect.value * $1.1 }
        return Answer(
            bundles: bundles(showing: Array(shares)), objective: proposal.objective + change, violation: violation,
            violationPrices: violationPrices, prices: prices(best, unit: objectiveScale))
    }

    /// - Parameter objectiveWeight: 1, or 0 to seek the least violation.
    private mutating func optimum(objectiveWeight: Double) throws -> LinearSolution? {
        let elastic = objectiveWeight - 1
        try session.setObjective(
            coefficients: Array(repeating: elastic, count: elasticCount)
                + columns.map { objectiveWeight * $0.effect.value / objectiveScale })
        while true {
            guard let solution = try solveOnce() else { return nil }
            let improving = improving(solution, objectiveWeight: objectiveWeight)
            if improving.isEmpty { return solution }
            try add(improving, objectiveWeight: objectiveWeight)
        }
    }

    private mutating func solveOnce() throws -> LinearSolution? {
        do {
            switch try session.solve(limits: SolverLimits(seconds: Self.longestSolve)) {
            case .optimal(let solution): return solution
            case .infeasible: return nil
            case .unbounded, .limitReached: hasGivenUp = true
            }
        } catch {
            guard case .numericalFailure = error else { throw error }
            hasGivenUp = true
        }
        return nil
    }

    /// The best column of each context at the solution's prices, where it beats what is there and is new.
    private mutating func improving(_ solution: LinearSolution, objectiveWeight: Double) -> [Column] {
        let problem = proposal.problem
        let unit = objectiveWeight == 0 ? 1 : objectiveScale
        let prices = prices(solution, unit: unit)
        var reduced = [Double](repeating: 0, count: problem.scenario.variants.count)
        return contexts.enumerated().compactMap { number, context in
            // One offer is listed in full.
            guard context.offers.count > 1, context.context.share > 0 else { return nil }
            let own = coefficients[context.segment]!
            for offer in context.offers {
                for variant in problem.scenario.variantRanges[offer] {
                    reduced[variant] = own.reducedValue(of: variant, prices: prices, objectiveWeight: objectiveWeight)
                }
            }
            defer { for variant in reduced.indices { reduced[variant] = 0 } }
            reduced.withUnsafeBufferPointer { search.search($0, under: context.rules) }
            let value = context.context.share * search.bestValue
            let price = max(0, solution.rowDuals[rowCount + 1 + number]) * unit
            guard value > price + 1e-12 * max(1, value), !known.contains([number] + search.bestVariants) else { return nil }
            return Column(
                context: number, variants: search.bestVariants,
                effect: own.effect(of: search.bestVariants, share: context.context.share))
        }
    }

    private func prices(_ solution: LinearSolution, unit: Double) -> [Double] {
        (0..<rowCount).map { max(0, solution.rowDuals[$0]) * unit / rowScales[$0] }
    }

    /// What the segments are shown now; equal bundles of a segment are added up, the greatest share comes first.
    private func bundles(showing shares: [Double]) -> [PlannedBundle] {
        var shown: [Int: [ShownSegment.Part]] = [:]
        func show(_ variants: [Int], to segment: Int, share: Double) {
            guard share > GroupPart.noise, !variants.isEmpty else { return }
            var parts = shown[segment] ?? []
            if let known = parts.firstIndex(where: { $0.variants == variants }) {
                parts[known] = ShownSegment.Part(variants: variants, share: parts[known].share + share)
            } else {
                parts.append(ShownSegment.Part(variants: variants, share: share))
            }
            shown[segment] = parts
        }
        var left = contexts.map(\.context.share)
        for (column, share) in zip(columns, shares) where share > GroupPart.noise {
            let context = contexts[column.context]
            let part = min(left[column.context], share * context.context.share)
            left[column.context] -= part
            show((context.context.kept + column.variants).sorted(), to: context.segment, share: part)
        }
        for (context, share) in zip(contexts, left) { show(context.context.kept, to: context.segment, share: share) }
        return shown.sorted { $0.key < $1.key }.flatMap { segment, parts in
            let ordered = parts.sorted {
                $0.share != $1.share ? $0.share > $1.share : $0.variants.lexicographicallyPrecedes($1.variants)
            }
            return ordered.enumerated().map { number, part in
                PlannedBundle(
                    segment: SegmentIndex(segment), number: number + 1, variants: part.variants.map { VariantIndex($0) },
                    share: part.share)
            }
        }
    }
}

package import OfferEconomics
package import OfferModel

/// One business rule that ties all segments together: a ceiling or a floor on a weighted sum of measures over a scope.
package struct CouplingRow: Sendable {
    package enum Sense: Sendable {
        case ceiling, floor
    }

    /// A measure and its factor in the row.
    package struct Term: Sendable {
        package let measure: Measure
        package let factor: Double
    }

    /// The pairs that count.
    package struct Scope: Sendable {
        /// One flag an offer.
        package let offers: [Bool]
        /// nil for every customer.
        package let macro: String?
    }

    /// What a row adds up.
    package enum Counting: Sendable {
        /// Its terms over the shown pairs of its scope.
        case pairs
        /// Share of all customers whose bundle is not the one of the current plan.
        case changedCustomers
        /// Share of one segment that is shown something.
        case shownCustomers(of: SegmentIndex)

        /// Whether a single bundle counts by itself, whatever its pairs.
        package var isOfBundles: Bool { if case .pairs = self { false } else { true } }
    }

    /// The owner of rules that no asset owns.
    static let programme = "programme"

    /// Stable name that people and documents use, such as budget:total.
    package let name: String
    /// Whose rule it is: the asset that it speaks of, or else the programme.
    package let owner: String
    package let sense: Sense
    /// The ceiling or floor as written, in the row's own unit.
    package fileprivate(set) var limit: Double
    package let terms: [Term]
    package let scope: Scope
    package let counting: Counting

    init(
        _ name: String, of owner: String, _ sense: Sense, limit: Double, terms: [(Measure, Double)], scope: Scope,
        counting: Counting = .pairs
    ) {
        self.name = name
        self.owner = owner
        self.sense = sense
        self.limit = limit
        self.terms = terms.map { Term(measure: $0, factor: $1) }
        self.scope = scope
        self.counting = counting
    }

    /// +1 for a ceiling, -1 for a floor: what turns the row into the form use <= limit.
    var sign: Double { sense == .ceiling ? 1 : -1 }

    /// What the row counts in: completions, or money.
    package var countsCompletions: Bool { terms.contains { [.completions, .incrementalCompletions].contains($0.measure) } }

    /// What a return floor asks of value and external fees per unit of cost; nil for other rows.
    package var ratio: Double? { sense == .floor ? terms.first { $0.measure == .cost }.map { -$0.factor } : nil }

    /// The same row with another limit, in the row's own unit.
    func with(limit: Double) -> CouplingRow {
        var changed = self
        changed.limit = limit
        return changed
    }

    /// How far a use stays inside the limit; negative where it breaks it.
    package func slack(at used: Double) -> Double {
        sign * (limit - used)
    }

    /// Whether a use comes as close to the limit as rounding lets it.
    package func isBinding(at use: RowUse) -> Bool {
        abs(slack(at: use.used)) <= 1e-6 * max(1, abs(limit), use.absolute)
    }

    /// Use of the row by a plan, from the plan's own lines.
    package func use(by evaluation: PlanEvaluation, in scenario: Scenario) -> RowUse {
        [self].uses(by: evaluation, in: scenario)[0]
    }
}

/// How much of a row a plan uses, in the row's unit.
package struct RowUse: Sendable {
    package fileprivate(set) var used = 0.0
    /// Sum of the absolute amounts that make it up.
    package fileprivate(set) var absolute = 0.0
}

extension [CouplingRow] {
    /// Uses of all rows in one pass over the plan's lines, each measure of a line evaluated once.
    package func uses(by evaluation: PlanEvaluation, in scenario: Scenario) -> [RowUse] {
        var measures: [Measure] = []
        for term in flatMap(\.terms) where !measures.contains(term.measure) { measures.append(term.measure) }
        let terms = map { row in row.terms.map { (column: measures.firstIndex(of: $0.measure)!, factor: $0.factor) } }
        var uses = [RowUse](repeating: RowUse(), count: count)
        var figures = [Double](repeating: 0, count: measures.count)
        for line in evaluation.lines {
            for (column, measure) in measures.enumerated() { figures[column] = line.customers * line[measure] }
            let offer = evaluation.offer(of: line).position
            for (number, row) in enumerated() where row.scope.offers[offer] {
                if let macro = row.scope.macro, scenario.segments[line.bundle.segment].macro != macro { continue }
                let amount = terms[number].reduce(0) { $0 + $1.factor * figures[$1.column] }
                uses[number].used += amount
                uses[number].absolute += abs(amount)
            }
        }
        for (number, row) in enumerated() where row.counting.isOfBundles {
            let share = row.counting.share(by: evaluation.plan, in: scenario)
            uses[number] = RowUse(used: share, absolute: share)
        }
        return uses
    }
}

extension Scenario {
    /// Every coupling row of the scenario, family by family, in the order of model.md section 7.
    package var couplingRows: [CouplingRow] {
        if let measured { return measuredRows(measured) }
        return budgetRows + fraudRows + reachRows + profitRows + returnRows + steadinessRows
    }

    /// Whose a rule over a scope is: the sponsor's, the sponsor's of the one offer, or else the programme's.
    func owner(sponsor: AssetIndex?, offer: OfferIndex?) -> String {
        (sponsor ?? offer.map { offers[$0].sponsor }).map { assets[$0].id } ?? CouplingRow.programme
    }

    /// The pairs of one sponsor or offer (both nil: of all) for customers of one macro-segment (nil: of all).
    func scope(sponsor: AssetIndex?, offer: OfferIndex?, macro: String? = nil) -> CouplingRow.Scope {
        CouplingRow.Scope(
            offers: offers.entityIndices.map { (sponsor ?? offers[$0].sponsor) == offers[$0].sponsor && (offer ?? $0) == $0 },
            macro: macro)
    }
}

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

    /// Stable name that people and documents use, such as budget:total.
    package let name: String
    package let sense: Sense
    /// The ceiling or floor as written, in the row's own unit.
    package let limit: Double
    package let terms: [Term]
    package let scope: Scope

    init(_ name: String, _ sense: Sense, limit: Double, terms: [(Measure, Double)], scope: Scope) {
        self.name = name
        self.sense = sense
        self.limit = limit
        self.terms = terms.map { Term(measure: $0, factor: $1) }
        self.scope = scope
    }

    /// +1 for a ceiling, -1 for a floor: what turns the row into the form use <= limit.
    var sign: Double { sense == .ceiling ? 1 : -1 }

    /// How far a use stays inside the limit; negative where it breaks it.
    package func slack(at used: Double) -> Double {
        sign * (limit - used)
    }

    /// Use of the row by a plan, and the sum of the absolute amounts that make it up, from the plan's own lines.
    package func use(by evaluation: PlanEvaluation, in scenario: Scenario) -> (used: Double, absolute: Double) {
        var used = 0.0
        var absolute = 0.0
        for line in evaluation.lines {
            guard scope.offers[evaluation.offer(of: line).position] else { continue }
            if let macro = scope.macro, scenario.segments[line.bundle.segment].macro != macro { continue }
            let amount = line.customers * terms.reduce(0) { $0 + $1.factor * line.valuation[$1.measure] }
            used += amount
            absolute += abs(amount)
        }
        return (used, absolute)
    }
}

extension Scenario {
    /// Every coupling row of the scenario, family by family, in the order of model.md section 7.
    package var couplingRows: [CouplingRow] {
        budgetRows + fraudRows + reachRows + profitRows + returnRows
    }

    /// The pairs of one sponsor or offer (both nil: of all) for customers of one macro-segment (nil: of all).
    func scope(sponsor: AssetIndex?, offer: OfferIndex?, macro: String? = nil) -> CouplingRow.Scope {
        CouplingRow.Scope(
            offers: offers.entityIndices.map { (sponsor ?? offers[$0].sponsor) == offers[$0].sponsor && (offer ?? $0) == $0 },
            macro: macro)
    }
}

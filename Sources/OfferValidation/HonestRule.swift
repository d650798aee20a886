import OfferEconomics
import OfferModel
import OfferOptimization

/// A rule of the scenario as a choice by experiment keeps it.
package struct HonestRule: Sendable {
    package enum Limit: Sendable, Equatable {
        case amount(Double)
        /// A share of the way from what showing nothing has to the most that any plan has.
        case share(Double)
    }

    enum Counting: Sendable {
        /// What the experiment measured.
        case measured(LinearFigure)
        /// What the model says of each cell, per customer: the experiment did not measure it.
        case modelled([Double])
    }

    package let name: String
    package let owner: String
    package let isFloor: Bool
    package let limit: Limit
    let counting: Counting

    /// Whether the held-out half can tell what a plan uses of it.
    package var isMeasured: Bool { figure != nil }

    var figure: LinearFigure? { if case .measured(let figure) = counting { figure } else { nil } }

    /// Per customer in a cell.
    func use(of cell: Int, _ means: CellMeans, in cells: ValuedCells) -> Double {
        switch counting {
        case .measured(let figure): figure.use(of: cell, means, in: cells)
        case .modelled(let uses): uses[cell]
        }
    }
}

extension HonestRule {
    /// All rules of a scenario that tie segments together, in the order of its rows, then those on measured quantities.
    static func all(of scenario: Scenario, _ cells: ValuedCells) -> [HonestRule] {
        let experiment = cells.experiment
        let value = 0
        func scope(_ row: CouplingRow) -> [Bool] { cells.scope(offers: row.scope.offers, macro: row.scope.macro, in: scenario) }
        let rows = scenario.couplingRows.map { row in
            var figure: LinearFigure?
            switch (row.terms.map(\.measure), experiment.cost, experiment.completion) {
            case ([.cost], let cost?, _): figure = LinearFigure([(cost, 1)], scope: scope(row))
            case ([.completions], _, let completion?): figure = LinearFigure([(completion, 1)], scope: scope(row))
            case ([.incrementalCompletions], _, let completion?):
                figure = LinearFigure([(completion, 1)], scope: scope(row), isRelative: true)
            case ([.valueAndExternalFees, .cost], let cost?, _):
                figure = LinearFigure([(value, 1), (cost, row.terms[1].factor)], scope: scope(row), isRelative: true)
            default: break
            }
            // What nothing brings is not known where it was never tried.
            if let found = figure, found.isRelative, !cells.isNothingTriedEverywhere { figure = nil }
            return HonestRule(
                name: row.name, owner: row.owner, isFloor: row.sense == .floor, limit: .amount(row.limit),
                counting: figure.map { .measured($0) } ?? .modelled(cells.modelled(row, scope: scope(row), in: scenario)))
        }
        return rows + experiment.limits.map { of($0, scenario, cells) }
    }

    private static func of(_ limit: QuantityLimit, _ scenario: Scenario, _ cells: ValuedCells) -> HonestRule {
        let isOfShown = limit.sponsor != nil || limit.offer != nil
        let offers = scenario.offers.entityIndices.map {
            (limit.sponsor ?? scenario.offers[$0].sponsor) == scenario.offers[$0].sponsor && (limit.offer ?? $0) == $0
        }
        let scope = cells.scope(offers: offers, countsNothing: !isOfShown, macro: limit.macro, in: scenario)
        let owner = (limit.sponsor ?? limit.offer.map { scenario.offers[$0].sponsor }).map { scenario.assets[$0].id } ?? "programme"
        let (isFloor, bound): (Bool, Limit) =
            switch limit.bound {
            case .atLeast(let amount): (true, .amount(amount))
            case .atMost(let amount): (false, .amount(amount))
            case .atLeastShare(let share): (true, .share(share))
            }
        return HonestRule(
            name: "measured:\(limit.id)", owner: owner, isFloor: isFloor, limit: bound,
            counting: .measured(LinearFigure([(limit.quantity, 1)], scope: scope)))
    }
}

extension ValuedCells {
    /// One flag a cell: shown an offer that counts, to a customer who counts.
    fileprivate func scope(offers: [Bool], countsNothing: Bool = false, macro: String?, in scenario: Scenario) -> [Bool] {
        experiment.cells.map { cell in
            guard macro == nil || scenario.segments[cell.segment].macro == macro else { return false }
            return cell.variant.map { offers[scenario.variants[$0].offer.position] } ?? countsNothing
        }
    }

    /// What the model says that a customer in each cell uses of a row.
    fileprivate func modelled(_ row: CouplingRow, scope: [Bool], in scenario: Scenario) -> [Double] {
        experiment.cells.indices.map { number in
            let cell = experiment.cells[number]
            guard isOpen(number), scope[number], let variant = cell.variant,
                let valuation = PairValuation(of: scenario.variants[variant], to: cell.segment, in: scenario)
            else { return 0 }
            return row.terms.reduce(0) { $0 + $1.factor * valuation[$1.measure] }
        }
    }
}

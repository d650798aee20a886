import Execution
import OfferModel

/// Means over halves, and how far they may be off.
struct HonestSummary {
    let plans: [ValuedPlans]
    /// nil where there is one method alone.
    let gainOfShrinking: Estimate?

    /// - Parameter halves: with plans by all of the methods; at least one.
    init(
        _ halves: [ValuedHalf], by methods: [ChoiceMethod], cells: ValuedCells, rules: [HonestRule], objective: LinearFigure, seed: UInt64,
        workers: Workers
    ) {
        let quantities = cells.experiment.quantities.indices.map { LinearFigure([($0, 1)]) }
        var targets: [HonestTarget] = []
        func place(_ method: ChoiceMethod, _ figure: LinearFigure, isPromise: Bool) -> Int {
            targets.append(HonestTarget(method: method, figure: figure, isPromise: isPromise))
            return targets.count - 1
        }
        func pair(_ method: ChoiceMethod, _ figure: LinearFigure) -> (promised: Int, honest: Int) {
            (place(method, figure, isPromise: true), place(method, figure, isPromise: false))
        }
        let gain = cells.isNothingTriedEverywhere ? LinearFigure(objective.factors, isRelative: true) : nil
        let places = methods.map { method in
            (
                method: method, objective: pair(method, objective), gain: gain.map { pair(method, $0) },
                quantities: quantities.map { pair(method, $0) },
                rules: rules.map { rule in rule.figure.map { place(method, $0, isPromise: false) } }
            )
        }
        let bootstrap = HonestBootstrap(halves, targets, cells: cells, seed: seed, workers: workers)
        func both(_ name: String, _ pair: (promised: Int, honest: Int)) -> PromiseAndValue {
            PromiseAndValue(name: name, promised: bootstrap[pair.promised], honest: bootstrap[pair.honest])
        }
        plans = places.map { place in
            ValuedPlans(
                method: place.method, halves: halves.count, objective: both("objective", place.objective),
                gain: place.gain.map { both("gain", $0) },
                optimism: bootstrap.difference(place.objective.promised, place.objective.honest),
                quantities: zip(cells.experiment.quantities, place.quantities).map { both($0, $1) },
                rules: rules.enumerated().map { number, rule in
                    RuleOnHeldOut(
                        rule: rule, limit: Self.mean(halves) { $0.plan(place.method).limits[number] },
                        planned: Self.mean(halves) { rule.planned(by: $0.plan(place.method), in: cells) },
                        heldOut: place.rules[number].map { bootstrap[$0] })
                },
                meanShares: cells.experiment.cells.indices.map { cell in Self.mean(halves) { $0.plan(place.method).shares[cell] } })
        }
        gainOfShrinking =
            places.count > 1 ? bootstrap.difference(places[1].objective.honest, places[0].objective.honest) : nil
    }

    private static func mean(_ halves: [ValuedHalf], _ figure: (ValuedHalf) -> Double) -> Double {
        halves.reduce(0) { $0 + figure($1) } / Double(halves.count)
    }
}

extension HonestRule {
    /// What a plan means to use of the rule.
    fileprivate func planned(by plan: ChosenPlan, in cells: ValuedCells) -> Double {
        switch counting {
        case .measured(let figure): figure.value(of: plan.shares, plan.means, in: cells)
        case .modelled(let uses):
            uses.indices.reduce(0) { $0 + cells.customers[cells.segment(of: $1)] * plan.shares[$1] * uses[$1] }
        }
    }
}

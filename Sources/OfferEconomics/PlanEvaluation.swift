package import Execution
package import OfferModel

/// What a plan brings, costs and uses, summed from its own bundles by the pure functions of the model. It sees neither the
/// coefficient table nor the solver, so it checks both.
package struct PlanEvaluation: Sendable {
    /// One recommended (segment, bundle, variant) with its figures, summed over the customers shown it.
    package struct Line: Sendable {
        package let bundle: PlannedBundle
        package let variant: VariantIndex
        /// Customers shown: N_s times the share.
        package let customers: Double
        package let valuation: PairValuation
        /// Mean cost over the draws of each cut, per customer shown, where tail budgets are looked at.
        private var tailCosts: [Double] = []

        fileprivate init(bundle: PlannedBundle, variant: VariantIndex, customers: Double, valuation: PairValuation) {
            self.bundle = bundle
            self.variant = variant
            self.customers = customers
            self.valuation = valuation
        }

        func with(tailCosts: [Double]) -> Line {
            var line = self
            line.tailCosts = tailCosts
            return line
        }

        /// A measure per customer shown.
        package subscript(measure: Measure) -> Double {
            if case .tailCost(let cut) = measure { tailCosts[cut] } else { valuation[measure] }
        }
    }

    package let plan: Plan
    package private(set) var lines: [Line]
    private let scenario: Scenario

    /// - Parameter shift: how far every pair's inputs are moved from what the scenario says.
    /// - Precondition: every pair of the plan has a response.
    package init(of plan: Plan, in scenario: Scenario, shift: PairShift = .none, workers: Workers = Workers(threads: 1)) {
        self.scenario = scenario
        self.plan = plan
        let bundles = plan.bundles
        lines = workers.mapRanges(count: bundles.count, rangeLength: 1_024) { range, _ in
            bundles[range].flatMap { Self.lines(of: $0, in: scenario, shift) }
        }.flatMap { $0 }
    }

    private static func lines(of bundle: PlannedBundle, in scenario: Scenario, _ shift: PairShift) -> [Line] {
        bundle.variants.map { variant in
            guard let valuation = PairValuation(of: scenario.variants[variant], to: bundle.segment, in: scenario, shift: shift) else {
                preconditionFailure("a planned pair has a response")
            }
            return Line(
                bundle: bundle, variant: variant, customers: scenario.segments[bundle.segment].customers * bundle.share,
                valuation: valuation)
        }
    }

    func mapLines(_ change: (Line) -> Line) -> PlanEvaluation {
        var changed = self
        changed.lines = lines.map(change)
        return changed
    }

    /// Sum of a figure per customer shown over the lines that `scope` takes in.
    package func total(where scope: (Line) -> Bool = { _ in true }, of figure: (Line) -> Double) -> Double {
        lines.reduce(0) { scope($1) ? $0 + $1.customers * figure($1) : $0 }
    }

    /// Sum of a measure over the plan.
    package func total(_ measure: Measure) -> Double {
        total { $0.valuation[measure] }
    }

    /// Everyone shown accrues every cap and redeems it all; nil when somebody is shown a variant without a cap.
    package var worstCase: Double? {
        var sum = 0.0
        for line in lines where line.customers > 0 {
            guard let worst = line.valuation.economics.worstCase else { return nil }
            sum += line.customers * worst
        }
        return sum
    }

    /// Offers that `line` belongs to, for scopes by sponsor or offer.
    package func offer(of line: Line) -> OfferIndex {
        scenario.variants[line.variant].offer
    }
}

import OfferEconomics
package import OfferModel

/// What an offer is narrowed down to: part of its grid, or nothing.
package enum GridRestriction: Sendable, Hashable {
    /// Only variants with this cap; nil for those without one.
    case monthlyCap(Double?)
    /// Only variants of this duration.
    case months(Int)
    /// The offer is shown to nobody.
    case notShown

    /// Whether an offer narrowed down so still has a variant.
    package func allows(_ variant: Variant) -> Bool {
        switch self {
        case .monthlyCap(let cap): variant.monthlyCap == cap
        case .months(let months): variant.months == months
        case .notShown: false
        }
    }

    /// Every cap, then every duration of an offer as they are written, then nothing at all.
    package static func all(of offer: Offer) -> [GridRestriction] {
        offer.monthlyCaps.map { .monthlyCap($0) } + offer.months.map { .months($0) } + [.notShown]
    }
}

/// The optimum when one offer is narrowed down to a cap or a duration and all else is chosen anew: the price of that cap or duration is what
/// the objective is short of the optimum with the whole grid.
package struct GridLine: Sendable {
    package enum Finding: Sendable {
        case optimal(Figures)
        /// A plan that keeps all rows, without proof.
        case feasible(Figures, isOutOfTime: Bool)
        /// No plan keeps all rows so.
        case infeasible
        /// The time was up first.
        case notKnown
    }

    package struct Figures: Sendable {
        package let objective: Double
        /// No plan is worth more.
        package let bound: Double
        package let gap: Double
        package let netValue: Double
        package let cost: Double
        /// nil where somebody is shown a variant without a cap.
        package let worstCase: Double?

        package init(of plan: OptimizedPlan) {
            objective = plan.certificate.objective
            bound = plan.certificate.bound
            gap = plan.certificate.gap
            netValue = plan.evaluation.total(.netValue)
            cost = plan.evaluation.total(.cost)
            worstCase = plan.evaluation.worstCase
        }
    }

    package let offer: OfferIndex
    package let restriction: GridRestriction
    package let finding: Finding

    /// nil where there is no plan.
    package var figures: Figures? {
        switch finding {
        case .optimal(let figures), .feasible(let figures, _): figures
        case .infeasible, .notKnown: nil
        }
    }
}

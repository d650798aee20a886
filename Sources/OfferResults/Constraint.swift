import OfferEconomics
import OfferModel
package import OfferOptimization
import OfferStress

/// A coupling row at the plan: how much of it is used and what a unit of it is worth.
package struct Constraint: Sendable {
    package let name: String
    /// Whose rule it is: an asset's id, or `programme`.
    package let owner: String
    /// What the row counts in: completions, or money.
    package let countsCompletions: Bool
    /// What the row limits is a share of customers: of all, or of one segment.
    package let isShare: Bool
    /// A floor is kept from below, a ceiling from above.
    package let isFloor: Bool
    package let used: Double
    /// The ceiling or floor as written.
    package let limit: Double
    package let slack: Double
    package let isBinding: Bool
    /// By more than rounding.
    package let isBroken: Bool
    /// Gain in the objective per unit by which the limit is loosened, at least 0; nil where it is not known.
    package let shadowPrice: Double?
    /// Loss per unit by which the limit is tightened; differs from the shadow price at a degenerate optimum; nil where no tighter
    /// limit is feasible, or it is not known.
    package let tighteningPrice: Double?
    /// Values of the limit between which the shadow price holds; nil where nothing ends it.
    package let validFrom: Double?
    package let validTo: Double?
    /// Whether a nil end of the range means that nothing ends it.
    package let isRangeKnown: Bool
    /// Cuts of a tail budget that are used to the full; nil for other rows.
    package let tightCuts: Int?

    /// - Parameter isRelaxed: the price is that of a plan which may split groups, at which the row binds.
    package init(_ row: CouplingRow, use: RowUse, price: PriceRange?, isRelaxed: Bool = false) {
        name = row.name
        owner = row.owner
        countsCompletions = row.countsCompletions
        isShare = row.counting.isOfBundles
        isFloor = row.sense == .floor
        used = use.used
        limit = row.limit
        slack = row.slack(at: use.used)
        isBinding = row.isBinding(at: use)
        isBroken = row.isBroken(by: use.used, absolute: use.absolute)
        shadowPrice = price.flatMap { [isBinding] in isBinding || isRelaxed ? $0.loosening : 0 }
        tighteningPrice = price.flatMap { [isBinding] in isBinding || isRelaxed ? $0.tightening : 0 }
        validFrom = price?.validFrom
        validTo = price?.validTo
        isRangeKnown = price?.isRangeKnown ?? false
        tightCuts = nil
    }

    /// The row of a tail budget, for which its cuts stand.
    package init(_ tail: TailUse) {
        name = tail.name
        owner = tail.owner
        countsCompletions = false
        isShare = false
        isFloor = false
        used = tail.conditionalValueAtRisk
        limit = tail.budget.amount
        slack = tail.slack
        isBinding = tail.isBinding
        isBroken = slack < 0 && !isBinding
        shadowPrice = isBinding ? tail.price : 0
        tighteningPrice = shadowPrice
        validFrom = nil
        validTo = nil
        isRangeKnown = false
        tightCuts = tail.tightCuts
    }
}

package import OfferModel

/// A figure of a shown pair that the objective or a coupling row adds up (model.md sections 5 and 6).
package enum Measure: Hashable, Sendable {
    case netValue
    case value
    /// V + external fees, what a return floor sets against cost.
    case valueAndExternalFees
    case cost
    case costInMonth(Int)
    case accrued
    case accruedInMonth(Int)
    case cashInMonth(Int)
    case worstCase
    case worstCaseInMonth(Int)
    case fraudLoss
    case completions
    case incrementalCompletions
    /// P&L of a coalition asset.
    case profit(AssetIndex)
    /// P&L of the programme: all fee income - cost of the offers that the programme pays.
    case programmeProfit
    /// Mean cost over the draws of a cut of a tail budget, by the cut's number.
    case tailCost(Int)
    /// What an experiment measured for a row, by the row's number.
    case measured(Int)
}

/// A member of the coalition, or an external partner (symbol a, model.md section 1).
package struct Asset: Sendable {
    package let id: String
    /// A partner outside the coalition: it pays fees and has no value terms.
    package let isExternal: Bool
    /// Share of spend that earns cashback here, in [0, 1]; sums to 1 over the assets.
    package let earnShare: Double
    /// Margin on extra spend, a fraction.
    package let margin: Double
    /// Share of points redeemed here, in [0, 1].
    package let redeemShare: Double
    /// Least P&L that the asset accepts, in currency units.
    package let profitFloor: Double?

    package init(id: String, isExternal: Bool, earnShare: Double, margin: Double, redeemShare: Double, profitFloor: Double?) {
        precondition(!isExternal || profitFloor == nil, "an external partner has no P&L in the model")
        self.id = id
        self.isExternal = isExternal
        self.earnShare = earnShare
        self.margin = margin
        self.redeemShare = redeemShare
        self.profitFloor = profitFloor
    }
}

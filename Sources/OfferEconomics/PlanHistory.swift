package import OfferModel

/// What a plan does month by month, in currency units and not yet rounded: what settlement books (model.md section 13).
package struct PlanHistory: Sendable {
    /// Points of one offer that were accrued in one calendar month.
    package struct Vintage: Sendable {
        package let offer: OfferIndex
        /// Calendar month of accrual, from 1.
        package let month: Int
        /// Fraud included.
        package let accrued: Double
        /// What accrual promises to be redeemed: rho of the honest points and all of the fraudulent ones.
        package let redeemable: Double
        /// Redeemed one month after accrual, two months after it, and so on.
        package let redeemed: [Double]
        /// What never expires, and is never redeemed. Where points expire it is 0: what is not redeemed expires.
        package let stranded: Double

        package init(offer: OfferIndex, month: Int, accrued: Double, redeemable: Double, redeemed: [Double], stranded: Double) {
            self.offer = offer
            self.month = month
            self.accrued = accrued
            self.redeemable = redeemable
            self.redeemed = redeemed
            self.stranded = stranded
        }
    }

    /// By offer, then by month.
    package let vintages: [Vintage]
    /// What sponsors pay for honest completions, by offer, then by month from 1; booked when the offer starts and is completed.
    package let fees: [[Double]]
    /// Value gained, by asset, then by month from 1: the step when the offer starts and is completed, the margin on extra spend as it
    /// comes. External partners gain nothing here.
    package let gains: [[Double]]

    package init(vintages: [Vintage], fees: [[Double]], gains: [[Double]]) {
        self.vintages = vintages
        self.fees = fees
        self.gains = gains
    }
}

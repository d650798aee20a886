/// One cell of an offer's grid: what percent, what cap, for how long (symbol k, model.md section 1).
package struct Variant: Sendable {
    package let offer: OfferIndex
    package let percent: Percent
    /// C, most cashback of a customer in a month, in currency units; nil without a cap.
    package let monthlyCap: Double?
    /// T, months that the boost lasts, at least 1.
    package let months: Int

    package init(offer: OfferIndex, percent: Percent, monthlyCap: Double?, months: Int) {
        precondition(months >= 1, "an offer lasts at least a month")
        self.offer = offer
        self.percent = percent
        self.monthlyCap = monthlyCap
        self.months = months
    }
}

/// A named fixed set of shifts and factors (model.md section 9).
package struct Stress: Sendable, Equatable {
    package let id: String
    /// Shift of the logit of completion.
    package let uptake: Double
    /// Factor on mean spend, above 0.
    package let spend: Double
    /// Shift of the logit of monthly redemption.
    package let redemption: Double
    /// Factor on the fraudulent share, above 0; the share stays at most 1.
    package let fraud: Double
    /// Factor on the change of value, above 0.
    package let value: Double

    package init(id: String, uptake: Double = 0, spend: Double = 1, redemption: Double = 0, fraud: Double = 1, value: Double = 1) {
        self.id = id
        self.uptake = uptake
        self.spend = spend
        self.redemption = redemption
        self.fraud = fraud
        self.value = value
    }
}

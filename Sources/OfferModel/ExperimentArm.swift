/// What an experiment counted in one segment at one variant of one offer (model.md section 14).
package struct ExperimentArm: Sendable, Hashable {
    package let segment: String
    package let offer: String
    /// P; 0 for customers who were not shown the offer.
    package let percent: Double
    /// T; 1 for customers who were not shown the offer.
    package let months: Int
    /// False for the control group.
    package let isShown: Bool
    package let customers: Int
    /// Customers who completed the activity, 0 to `customers`.
    package let completed: Int

    package init(segment: String, offer: String, percent: Double, months: Int, isShown: Bool, customers: Int, completed: Int) {
        precondition(completed >= 0 && completed <= customers, "\(completed) completed of \(customers)")
        self.segment = segment
        self.offer = offer
        self.percent = percent
        self.months = months
        self.isShown = isShown
        self.customers = customers
        self.completed = completed
    }
}

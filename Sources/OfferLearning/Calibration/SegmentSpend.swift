/// How a segment's customers spend and redeem, out of transactions.
package struct SegmentSpend: Sendable {
    package struct Estimate: Sendable, Equatable {
        package let value: Double
        /// nil where it cannot be told, as for a single customer.
        package let standardError: Double?
    }

    package let segment: String
    package let customers: Int
    /// Mean spend of a customer in a month, months without spend included.
    package let monthlySpend: Estimate
    /// Coefficient of variation over customers and months; nil where nothing is spent.
    package let variation: Estimate?
    /// Share of the log variance that is the customer's own; nil for a single month, and where nothing varies.
    package let persistence: Estimate?
    /// theta; nil without points.
    package let redemption: Estimate?
}

/// Something about a segment's transactions that a person should know.
package struct SpendFinding: Sendable, Equatable {
    package let code: String
    /// nil for all segments.
    package let segment: String?
    package let message: String
    package let help: String
}

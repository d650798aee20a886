import OfferModel

/// What one more contact for each customer of a macro-segment would bring, all else re-optimized.
package struct ContactPrice: Sendable {
    /// nil for the segments that belong to none.
    package let macro: String?
    /// Customers whose contacts are limited.
    package let customers: Double
    /// Gain in the objective, at least 0; nil where the time was up before it was known.
    package let gain: Double?
}

extension OptimizationProblem {
    /// A price for every macro-segment in which contacts are limited, in order of the names.
    ///
    /// Where no customer's best bundle at the present prices would be better with one more contact, the certificate stays valid and the
    /// gain is 0; elsewhere it is the difference to a re-solve.
    ///
    /// - Parameters:
    ///   - objective: of the plan, an optimum.
    ///   - prices: of its certificate.
    func contactPrices(objective: Double, prices: [Double], with resolve: Resolve) throws -> [ContactPrice] {
        let limited = scenario.segments.filter { $0.contacts != nil && $0.customers > 0 }
        let macros = Set(limited.map(\.macro)).sorted { ($0 ?? "\u{10FFFF}") < ($1 ?? "\u{10FFFF}") }
        let free = GroupedProblem(self, at: resolve.granularity).price(prices)
        return try macros.enumerated().map { number, macro in
            resolve.report("pricing contacts", done: number, of: macros.count)
            let customers = limited.reduce(0) { $1.macro == macro ? $0 + $1.customers : $0 }
            let wider = with(contacts: scenario.segments.map { $0.macro == macro ? $0.contacts.map { $0 + 1 } : $0.contacts })
            let pass = GroupedProblem(wider, at: resolve.granularity).price(prices)
            let mayGain = reachableShare * zip(free.best, pass.best).reduce(0) { $0 + max(0, $1.1.value - $1.0.value) }
            guard mayGain > 1e-9 * max(1, abs(objective)) else { return ContactPrice(macro: macro, customers: customers, gain: 0) }
            let better = try resolve.objective(of: wider).value
            return ContactPrice(macro: macro, customers: customers, gain: better.map { max(0, $0 - objective) })
        }
    }
}

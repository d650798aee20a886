/// Money in whole minor units, a hundred to the currency unit. Every ledger holds it as `Int64`.
package enum MinorUnits {
    package static let perUnit = 100.0

    /// No sum of one settlement may come near the end of `Int64`.
    static let most = 0x1p62

    /// An amount in currency units, rounded half away from zero.
    ///
    /// - Precondition: the amount is within `most`; `AmountsTooLarge.check` sees to it.
    static func rounded(_ amount: Double) -> Int64 {
        Int64((amount * perUnit).rounded(.toNearestOrAwayFromZero))
    }

    /// `-1234.05`: two decimals, digit by digit, never by way of a floating-point number.
    package static func text(_ amount: Int64) -> String {
        let (units, rest) = amount.magnitude.quotientAndRemainder(dividingBy: UInt64(perUnit))
        return (amount < 0 ? "-" : "") + "\(units)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}

/// Amounts that whole minor units cannot hold.
package struct AmountsTooLarge: Error, Equatable {
    /// All amounts of the settlement together, in currency units.
    package let total: Double

    /// - Parameter amounts: in currency units, none below 0.
    /// - Throws: where their sum, and so any sum of some of them, may not fit.
    static func check(_ amounts: some Sequence<Double>) throws(AmountsTooLarge) {
        let total = amounts.reduce(0, +)
        guard total * MinorUnits.perUnit < MinorUnits.most else { throw AmountsTooLarge(total: total) }
    }
}

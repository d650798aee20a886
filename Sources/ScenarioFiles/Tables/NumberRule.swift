/// What a number in a column may be, and what it most likely is.
package struct NumberRule: Sendable {
    /// What goes beyond is an error of the table.
    package let allowed: NumberRange
    /// What goes beyond is possible, but more likely a slip.
    package let plausible: NumberRange
    /// Whether an allowed number may still be in doubt.
    package let hasDoubts: Bool
    private let digits: Digits

    /// What digits a number may have.
    enum Digits: Sendable {
        case any, whole
        /// 0 or 1.
        case flag
        /// Two decimals.
        case percent
        /// Whole minor units.
        case money
    }

    init(_ allowed: NumberRange, plausible: NumberRange? = nil, digits: Digits = .any) {
        self.allowed = allowed
        self.plausible = plausible ?? .any
        hasDoubts = plausible != nil
        self.digits = digits
    }

    /// What is wrong with the value, in words that follow it; nil when nothing is.
    ///
    /// - Parameter narrowed: takes the place of `allowed`.
    package func fault(of value: Double, narrowed: NumberRange? = nil) -> String? {
        let range = narrowed ?? allowed
        if abs(value) > NumberRange.greatestMagnitude { return "is too large: at most 1e15 either way" }
        if !range.contains(value) { return "must be \(range.words)" }
        return switch digits {
        case .any: nil
        case .flag: value == 0 || value == 1 ? nil : "must be 0 or 1"
        case .whole: value == value.rounded() ? nil : "must be a whole number"
        case .percent: SchemaValidator.hasAtMostTwoDecimals(value) ? nil : "has more than two decimals"
        case .money: OpeningTable.minorUnits(of: value) == nil ? "has more than two decimals" : nil
        }
    }

    /// Why an allowed value is hardly meant, in words that follow it; nil when it may well be.
    package func doubt(about value: Double) -> String? {
        plausible.contains(value) ? nil : "is hardly meant: usual is \(plausible.words)"
    }
}

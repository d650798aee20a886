import Foundation

/// The unit that an axis counts in, so that its numbers are short: `million RUB`, `thousand`, `%`.
package struct AxisUnit: Sendable {
    private let factor: Double
    private let words: String

    /// - Parameters:
    ///   - largest: of the numbers on the axis, by magnitude.
    ///   - unit: what is counted; empty for plain numbers.
    init(largest: Double, of unit: String) {
        let scale: (Double, String) =
            switch largest {
            case 1e13...: (1e12, "trillion")
            case 1e9...: (1e9, "billion")
            case 1e6...: (1e6, "million")
            case 2e4...: (1e3, "thousand")
            default: (1, "")
            }
        factor = scale.0
        words = [scale.1, unit].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// `Net value, million RUB`
    func title(_ name: String) -> String { words.isEmpty ? name : "\(name), \(words)" }

    func label(_ value: Double) -> String {
        let scaled = value / factor
        if scaled != 0 && (abs(scaled) < 1e-4 || abs(scaled) >= 1e7) { return String(format: "%.3g", scaled).signed }
        var text = String(format: "%.5f", scaled)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text == "-0" ? "0" : text.signed
    }
}

extension String {
    /// With a real minus sign in place of a hyphen.
    package var signed: String { hasPrefix("-") ? "\u{2212}" + dropFirst() : self }
}

extension Double {
    /// A place in a drawing, to a hundredth of its unit.
    var place: String {
        let hundredths = Int((100 * self).rounded())
        let (units, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let decimals = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (hundredths < 0 ? "-" : "") + "\(units)\(decimals)"
    }
}

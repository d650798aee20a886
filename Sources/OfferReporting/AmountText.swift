import Foundation

/// Amounts as people read them: few digits, thousands apart.
package enum AmountText {
    /// `48.87 M`, `12,345`, `7.25`; four significant digits from a million up.
    package static func compact(_ amount: Double) -> String {
        switch abs(amount) {
        case 1e15...: String(format: "%.3e", amount)
        case 1e9...: scaled(amount / 1e9) + " bn"
        case 999_950...: scaled(amount / 1e6) + " M"
        // What would be rounded to a thousand looks like one.
        case 999.95...: grouped(amount)
        case 100...: trimmed(amount, decimals: 1)
        case 0.005...: trimmed(amount, decimals: 2)
        case 0: "0"
        default: String(format: "%.1e", amount)
        }
    }

    /// As `compact`, but rounded to one side: a limit that is told must still be kept. Up to 3e-8 of the amount counts as rounding.
    package static func compact(_ amount: Double, roundedUp: Bool) -> String {
        let size = abs(amount)
        guard size >= 1 else { return compact(amount) }
        let step = size >= 999_950 ? pow(10, log10(size).rounded(.down) - 3) : size >= 999.95 ? 1 : size >= 100 ? 0.1 : 0.01
        let rounding = 3e-8 * size / step
        return compact((amount / step + (roundedUp ? -rounding : rounding)).rounded(roundedUp ? .up : .down) * step)
    }

    /// A column of amounts in one unit, so that digits stand under digits: millions where the largest is ten million or more, else
    /// whole numbers, else hundredths where all are small but not all nothing.
    package static func column(_ amounts: [Double]) -> [String] {
        let largest = amounts.reduce(0) { max($0, abs($1)) }
        return amounts.map { amount in
            switch largest {
            case 1e15...: String(format: "%.3e", amount)
            case 1e7...: decimal(amount / 1e6, decimals: 2) + " M"
            case 1_000..., 0: grouped(amount)
            default: decimal(amount, decimals: 2)
            }
        }
    }

    /// `0.57`, `1,013`: two decimals below a thousand, so that prices stand in line.
    package static func price(_ price: Double) -> String {
        price == 0 || (0.005..<1_000).contains(abs(price)) ? decimal(price, decimals: 2) : compact(price)
    }

    /// `12,345`, rounded to whole numbers.
    package static func grouped(_ amount: Double) -> String {
        guard abs(amount) < 1e15 else { return String(format: "%.3e", amount) }
        let digits = String(Int(abs(amount).rounded()))
        var text = ""
        for (position, digit) in digits.enumerated() {
            if position > 0 && (digits.count - position) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (amount.rounded() < 0 ? "-" : "") + text
    }

    /// Up to so many decimals, without trailing zeros: 7, 7.5, 7.25.
    package static func trimmed(_ amount: Double, decimals: Int) -> String {
        var text = String(format: "%.\(decimals)f", amount)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return text == "-0" ? "0" : text
    }

    /// `5 %, up to 1,000, 3 mo, from month 2`
    package static func variant(percent: Double, monthlyCap: Double?, months: Int, startMonth: Int = 1) -> String {
        let cap = monthlyCap.map { "up to \(compact($0))" } ?? "no cap"
        let start = startMonth > 1 ? ", from month \(startMonth)" : ""
        return "\(trimmed(percent, decimals: 2)) %, \(cap), \(months) mo\(start)"
    }

    /// `1,234.50`: thousands apart, all decimals.
    private static func decimal(_ amount: Double, decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", abs(amount))
        let parts = text.split(separator: ".")
        let isNegative = amount < 0 && text.contains { $0 != "0" && $0 != "." }
        return (isNegative ? "-" : "") + grouped(Double(parts[0])!) + "." + parts[1]
    }

    private static func scaled(_ amount: Double) -> String {
        let decimals = abs(amount) < 10 ? 3 : abs(amount) < 100 ? 2 : abs(amount) < 1_000 ? 1 : 0
        return String(format: "%.\(decimals)f", amount)
    }
}

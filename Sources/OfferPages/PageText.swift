import ChartPages
import OfferReporting

/// Numbers as the page writes them: with a real minus sign, in few digits where they are read, in all digits where they are looked up.
enum PageText {
    /// `308.1 M`, `12,345`
    static func short(_ amount: Double) -> String { AmountText.compact(amount).signed }

    /// `308,140,123`, `7.25`
    static func exact(_ amount: Double) -> String {
        (abs(amount) >= 999.95 ? AmountText.grouped(amount) : AmountText.compact(amount)).signed
    }

    /// `+27.9 M`
    static func change(_ amount: Double) -> String { (amount > 0 ? "+" : "") + short(amount) }

    /// A share as percent: `12.5 %`
    static func percent(_ share: Double, decimals: Int = 1) -> String {
        AmountText.trimmed(100 * share, decimals: decimals).signed + " %"
    }

    /// `7.5`, of a percent as written
    static func plain(_ number: Double) -> String { AmountText.trimmed(number, decimals: 2).signed }

    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        number == 1 ? "1 \(one)" : "\(AmountText.grouped(Double(number))) \(many)"
    }

    /// `a, b and c`
    static func list(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    }
}

extension DataTable.Cell {
    /// All digits.
    static func amount(_ amount: Double?, unknown: String = "no limit") -> DataTable.Cell {
        .number(amount.map(PageText.exact) ?? unknown, amount)
    }

    /// `0.57`, of a price.
    static func price(_ price: Double?) -> DataTable.Cell {
        .number(price.map { AmountText.price($0).signed } ?? "not known", price)
    }

    /// `12.5 %` of a share, which programs find as a fraction.
    static func share(_ share: Double?, decimals: Int = 1) -> DataTable.Cell {
        .number(share.map { PageText.percent($0, decimals: decimals) } ?? "not known", share)
    }

    static func count(_ number: Int) -> DataTable.Cell { .number(AmountText.grouped(Double(number)), Double(number)) }
}

/// The first of a long list, and what is said of those left out.
struct Shortened<Item> {
    let shown: [Item]
    let remark: String?

    /// - Parameter kept: what those that are shown have ahead of the others.
    init(_ items: [Item], most: Int, kept: String) {
        shown = Array(items.prefix(most))
        remark =
            items.count > most
            ? "\(PageText.count(most, "row", "rows")) of \(AmountText.grouped(Double(items.count))): \(kept). The run\u{2019}s other files have all of them."
            : nil
    }
}

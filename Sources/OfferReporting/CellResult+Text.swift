import OfferResults

extension CellResult {
    /// `families-city, bank-card`, and below it what is shown and what would be.
    var lines: [String] { ["    \(segment), \(offer)".printable] + changeLines }

    /// From what to what.
    var changeLines: [String] {
        "\(Self.text(from)) -> \(Self.text(to))".wrapped(firstIndent: "      ", indent: "        ")
    }

    /// `10 %, up to 1,000, 3 mo for 95 %`
    private static func text(_ shown: [Shown]) -> String {
        guard !shown.isEmpty else { return "not shown" }
        return shown.map { variant in
            let cap = variant.monthlyCap.map { "up to \(AmountText.compact($0))" } ?? "no cap"
            let share = AmountText.trimmed(100 * variant.share, decimals: 1)
            return "\(AmountText.trimmed(variant.percent, decimals: 2)) %, \(cap), \(variant.months) mo for \(share) %"
        }.joined(separator: " + ")
    }
}

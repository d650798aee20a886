import OfferResults

extension CellResult {
    /// `families-city, bank-card`, and below it what is shown and what would be.
    var lines: [String] { ["    \(segment), \(offer)".printable] + changeLines }

    /// From what to what.
    var changeLines: [String] {
        "\(Self.text(from)) -> \(Self.text(to))".wrapped(firstIndent: "      ", indent: "        ")
    }

    /// `10 %, up to 1,000, 3 mo for 95 %`
    private static func text(_ shown: [CellShown]) -> String {
        guard !shown.isEmpty else { return "not shown" }
        return shown.map { variant in
            let share = AmountText.trimmed(100 * variant.share, decimals: 1)
            return AmountText.variant(percent: variant.percent, monthlyCap: variant.monthlyCap, months: variant.months) + " for \(share) %"
        }.joined(separator: " + ")
    }
}

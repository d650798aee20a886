import OfferResults

extension [CellChange] {
    /// Two lines for each of the first cells, and how many more there are.
    ///
    /// - Parameter hint: where all of them stand.
    func lines(title: String, atMost limit: Int, hint: String) -> [String] {
        guard !isEmpty else { return [] }
        let listed = prefix(limit)
        let values = AmountText.column(listed.map(\.netValue))
        var table = TextTable([(title, .left), ("customers", .right), ("net value", .right)])
        for (cell, value) in zip(listed, values) {
            table.add(["  \(cell.segment), \(cell.offer)", AmountText.grouped(cell.customers), (cell.netValue > 0 ? "+" : "") + value])
        }
        var lines = [table.lines[0]]
        for (line, cell) in zip(table.lines.dropFirst(), listed) {
            lines.append(line)
            lines += "\(cell.before.text) -> \(cell.after.text)".wrapped(firstIndent: "    ", indent: "      ")
        }
        if count > limit { lines.append("... and \(AmountText.grouped(Double(count - limit))) more: \(hint)") }
        return lines
    }
}

extension [CellChange.Shown] {
    /// `5 %, up to 1,000, 1 mo (60 % of them); 7 %, no cap, 3 mo (40 %)`, or that nobody is shown it.
    fileprivate var text: String {
        guard !isEmpty else { return "not shown" }
        return map { variant in
            let cap = variant.monthlyCap.map { "up to \(AmountText.compact($0))" } ?? "no cap"
            let share = AmountText.trimmed(100 * variant.share, decimals: 1)
            return "\(AmountText.trimmed(variant.percent, decimals: 2)) %, \(cap), \(variant.months) mo"
                + (share == "100" ? "" : " (to \(share) %)")
        }.joined(separator: "; ")
    }
}

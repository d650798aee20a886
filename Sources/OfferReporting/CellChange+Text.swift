import OfferResults

extension [CellChange] {
    /// The first cells, each with what was shown and what is, and how many more there are.
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
            lines += cell.before.lines(firstIndent: "    ", indent: "       ")
            lines += cell.after.lines(firstIndent: "    -> ", indent: "       ")
        }
        if count > limit { lines.append("... and \(AmountText.grouped(Double(count - limit))) more: \(hint)") }
        return lines
    }
}

extension [CellShown] {
    /// `5 %, up to 1,000, 1 mo (to 60 %); 7 %, no cap, 3 mo (to 40 %)`, as many variants a line as fit, or that nobody is shown it.
    fileprivate func lines(firstIndent: String, indent: String) -> [String] {
        guard !isEmpty else { return [firstIndent + "not shown"] }
        var lines: [String] = []
        var line = firstIndent + self[0].text
        for variant in dropFirst() {
            if line.count + 3 + variant.text.count <= 80 {
                line += "; " + variant.text
            } else {
                lines.append(line + ";")
                line = indent + variant.text
            }
        }
        return lines + [line]
    }
}

extension CellShown {
    /// The share is left out where it is everybody.
    fileprivate var text: String {
        let share = AmountText.trimmed(100 * self.share, decimals: 1)
        return AmountText.variant(percent: percent, monthlyCap: monthlyCap, months: months) + (share == "100" ? "" : " (to \(share) %)")
    }
}

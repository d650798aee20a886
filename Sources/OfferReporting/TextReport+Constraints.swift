import OfferResults

extension TextReport {
    /// Binding rows with what one more unit brings, then the others by how much of them is used.
    var constraintLines: [String] {
        guard !document.constraints.isEmpty else { return [] }
        let idle = document.constraints.filter { !$0.isBinding }
        let idleLines =
            idle.isEmpty ? [] : ("Not binding: " + idle.map(Self.idleText).joined(separator: ", ") + ".").wrapped(indent: "  ")
        return bindingLines + idleLines
    }

    /// Binding rows with what one more unit brings.
    var bindingLines: [String] {
        let binding = document.constraints.filter(\.isBinding)
        guard !binding.isEmpty else { return [] }
        var table = TextTable([
            ("What holds it back", .left), ("limit", .right), ("looser by one brings", .right), ("while the limit is", .left),
        ])
        for row in binding {
            table.add(["  " + row.name, AmountText.compact(row.limit), priceText(row.shadowPrice, of: row), Self.range(of: row)])
            if row.tighteningPrice != row.shadowPrice, row.shadowPrice != nil {
                let loss = row.tighteningPrice.map { priceText(-$0, of: row) } ?? "impossible"
                table.add(["    tighter by one", "", loss, ""])
            }
        }
        return table.lines
    }

    private func priceText(_ price: Double?, of row: Constraint) -> String {
        guard let price else { return "not known" }
        return "\(AmountText.price(price)) per \(row.countsCompletions ? "completion" : document.scenario.currency)"
    }

    private static func range(of row: Constraint) -> String {
        switch (row.validFrom, row.validTo) {
        case (let from?, let to?): "\(AmountText.compact(from)) to \(AmountText.compact(to))"
        case (let from?, nil): "from \(AmountText.compact(from)) up"
        case (nil, let to?): "up to \(AmountText.compact(to))"
        case (nil, nil): row.isRangeKnown ? "any" : "not known"
        }
    }

    private static func idleText(_ row: Constraint) -> String {
        guard !row.isFloor && row.limit != 0 else {
            return "\(row.name) (\(AmountText.compact(row.used)) against \(AmountText.compact(row.limit)))"
        }
        return "\(row.name) (\(AmountText.trimmed(100 * row.used / row.limit, decimals: 0)) % used)"
    }
}

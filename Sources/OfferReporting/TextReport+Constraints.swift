import OfferResults

extension TextReport {
    /// Binding rows with what one more unit brings, then the others by how much of them is used.
    var constraintLines: [String] {
        guard !document.constraints.isEmpty else { return [] }
        let idle = document.constraints.filter { !isTight($0) }
        let idleLines =
            idle.isEmpty ? [] : ("Not binding: " + idle.map(Self.idleText).joined(separator: ", ") + ".").wrapped(indent: "  ")
        return bindingLines + idleLines
    }

    /// Whether a row holds the plan back; where segments may not be split, the prices are those of the plan that may split them.
    private func isTight(_ row: Constraint) -> Bool {
        row.isBinding || document.objective.relaxedValue != nil && row.shadowPrice ?? 0 > 0
    }

    /// Binding rows with what one more unit brings.
    var bindingLines: [String] {
        let binding = document.constraints.filter(isTight)
        guard !binding.isEmpty else { return [] }
        var table = TextTable([
            ("What holds it back", .left), ("limit", .right), ("looser by one brings", .right), ("while the limit is", .left),
        ])
        for row in binding {
            table.add(["  " + row.name, Self.amount(row.limit, of: row), priceText(row.shadowPrice, of: row), Self.range(of: row)])
            if row.tighteningPrice != row.shadowPrice, row.shadowPrice != nil {
                let loss = row.tighteningPrice.map { priceText(-$0, of: row) } ?? "impossible"
                table.add(["    tighter by one", "", loss, ""])
            }
        }
        let note = "Prices and their ranges are those of the plan that may split segments."
        return table.lines + (document.objective.relaxedValue == nil ? [] : note.wrapped())
    }

    private func priceText(_ price: Double?, of row: Constraint) -> String {
        guard let price else { return "not known" }
        guard !row.isShare else { return "\(AmountText.price(price / 100)) per 1 % of them" }
        return "\(AmountText.price(price)) per \(row.countsCompletions ? "completion" : document.scenario.currency)"
    }

    /// A share in percent, anything else as it is.
    private static func amount(_ amount: Double, of row: Constraint) -> String {
        row.isShare ? AmountText.trimmed(100 * amount, decimals: 2) + " %" : AmountText.compact(amount)
    }

    private static func range(of row: Constraint) -> String {
        switch (row.validFrom, row.validTo) {
        case (let from?, let to?): "\(amount(from, of: row)) to \(amount(to, of: row))"
        case (let from?, nil): "from \(amount(from, of: row)) up"
        case (nil, let to?): "up to \(amount(to, of: row))"
        case (nil, nil): row.isRangeKnown ? "any" : "not known"
        }
    }

    private static func idleText(_ row: Constraint) -> String {
        guard !row.isFloor && row.limit != 0 else {
            return "\(row.name) (\(amount(row.used, of: row)) against \(amount(row.limit, of: row)))"
        }
        return "\(row.name) (\(AmountText.trimmed(100 * row.used / row.limit, decimals: 0)) % used)"
    }
}

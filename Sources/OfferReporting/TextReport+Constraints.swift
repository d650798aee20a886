import OfferResults

extension TextReport {
    /// Binding rows with what one more unit brings, then the others by how much of them is used.
    var constraintLines: [String] {
        guard !document.constraints.isEmpty else { return [] }
        let binding = document.constraints.filter(\.isBinding)
        let idle = document.constraints.filter { !$0.isBinding }
        var lines: [String] = []
        if !binding.isEmpty {
            var table = TextTable([
                ("What holds it back", .left), ("limit", .right), ("one unit looser brings", .right), ("while the limit is", .left),
            ])
            for row in binding { table.add(["  " + row.name, AmountText.compact(row.limit), Self.price(of: row), Self.range(of: row)]) }
            lines += table.lines
        }
        if !idle.isEmpty {
            let texts = idle.map { row in row.isFloor || row.limit == 0 ? row.name : "\(row.name) (\(Self.useText(of: row)) used)" }
            lines += ("Not binding: " + texts.joined(separator: ", ") + ".").wrapped(indent: "  ")
        }
        return lines
    }

    private static func price(of row: Constraint) -> String {
        guard let price = row.shadowPrice else { return "not known" }
        guard row.tighteningPrice != row.shadowPrice else { return AmountText.compact(price) }
        return "\(AmountText.compact(price)) (tighter: -\(row.tighteningPrice.map(AmountText.compact) ?? "none possible"))"
    }

    private static func range(of row: Constraint) -> String {
        switch (row.validFrom, row.validTo) {
        case (let from?, let to?): "\(AmountText.compact(from)) to \(AmountText.compact(to))"
        case (let from?, nil): "from \(AmountText.compact(from)) up"
        case (nil, let to?): "up to \(AmountText.compact(to))"
        case (nil, nil): row.shadowPrice == nil ? "" : "any"
        }
    }

    private static func useText(of row: Constraint) -> String {
        AmountText.trimmed(100 * row.used / row.limit, decimals: 0) + " %"
    }
}

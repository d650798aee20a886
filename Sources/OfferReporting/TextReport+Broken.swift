import OfferResults

extension TextReport {
    /// Rules that a given plan breaks as the inputs stand: nothing that is simulated or stressed is to blame for them. An optimum keeps all.
    var brokenLines: [String] {
        let broken = document.constraints.filter(\.isBroken)
        guard document.status == .given, !broken.isEmpty else { return [] }
        var table = TextTable([("Rules that the plan breaks", .left), ("used", .right), ("limit", .right), ("beyond it", .right)])
        for row in broken { table.add(["  " + row.name] + [row.used, row.limit, -row.slack].map(AmountText.compact)) }
        return table.lines
    }
}

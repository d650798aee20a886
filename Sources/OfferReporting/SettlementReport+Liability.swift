import OfferSettlement

/// Points outstanding: the roll-forward, their age, and what becomes of them.
extension SettlementReport {
    func liabilityLines(_ settlement: Settlement) -> [String] {
        let months = settlement.liability.total
        guard settlement.liability.outcome.accrued > 0 else { return [] }
        let last = months.lastIndex { $0.opening != 0 || $0.accrued != 0 } ?? 0
        var table = TextTable([
            ("Outstanding", .left), ("opening", .right), ("accrued", .right), ("redeemed", .right), ("expired", .right),
            ("closing", .right), ("breakage", .right),
        ])
        for month in months[...last].prefix(Self.mostMonths) {
            table.add(
                ["  month \(month.month)"]
                    + [month.opening, month.accrued, month.redeemed, month.expired, month.closing, month.breakage].map(amount))
        }
        return table.lines + Self.hidden(last + 1)
            + "Breakage is what of the closing balance will expire or is never redeemed.".wrapped()
    }

    /// How old the points are when most are outstanding.
    func ageLines(_ settlement: Settlement) -> [String] {
        guard let peak = settlement.liability.peak else { return [] }
        var table = TextTable([("Age \(Self.end(ofMonth: peak.month))", .left), ("outstanding", .right)])
        for (age, points) in settlement.liability.ages(atEndOf: peak.month) {
            table.add([age == 0 ? "  accrued in that month" : age == 1 ? "  1 month" : "  \(age) months", amount(points)])
        }
        return table.lines
    }

    func outcomeLines(_ settlement: Settlement) -> [String] {
        let outcomes = settlement.liability.outcomes
        guard !outcomes.isEmpty else { return [] }
        var table = TextTable([
            ("Points in the end", .left), ("accrued", .right), ("redeemed", .right), ("expired", .right),
            ("never redeemed", .right), ("breakage", .right),
        ])
        for outcome in outcomes + [settlement.liability.outcome] {
            let lost = Double(outcome.expired + outcome.neverRedeemed)
            let share = outcome.accrued == 0 ? "-" : AmountText.trimmed(100 * lost / Double(outcome.accrued), decimals: 1) + " %"
            table.add(
                ["  " + (outcome.payer.map(name) ?? "all")]
                    + [outcome.accrued, outcome.redeemed, outcome.expired, outcome.neverRedeemed].map(amount) + [share])
        }
        return table.lines
    }
}

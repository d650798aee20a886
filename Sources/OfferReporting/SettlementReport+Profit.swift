import OfferModel
import OfferResults
import OfferSettlement

/// What each party makes of the plan, and how stresses move who pays whom.
extension SettlementReport {
    func profitLines(_ settlement: Settlement) -> [String] {
        let parties = Dictionary(grouping: settlement.profits, by: \.party).sorted { $0.key < $1.key }
        var table = TextTable([
            ("P&L in all", .left), ("value", .right), ("points redeemed", .right), ("fees paid", .right), ("P&L", .right),
        ])
        var sum: Int64 = 0
        for (party, lines) in parties {
            func total(_ figure: (ProfitLine) -> Int64) -> Int64 { lines.reduce(0) { $0 + figure($1) } }
            sum += total(\.profit)
            table.add(["  " + name(party)] + [total(\.gain), total(\.funding), total(\.fees), total(\.profit)].map(amount))
        }
        table.add(["  sum = net value", "", "", "", amount(sum)])
        return table.lines
    }

    func monthlyProfitLines(_ settlement: Settlement) -> [String] {
        let months = Dictionary(grouping: settlement.profits, by: \.month).sorted { $0.key < $1.key }
        let last = months.lastIndex { $0.value.contains { $0.profit != 0 } } ?? -1
        guard last >= 0 else { return [] }
        let shown = months[...last].prefix(Self.mostMonths)
        var table = WideTable("P&L by month", labels: shown.map { "  month \($0.key)" })
        for (place, line) in (shown.first?.value ?? []).enumerated() {
            table.add(name(line.party), shown.map { amount($0.value[place].profit) })
        }
        return table.lines + Self.hidden(last + 1)
    }

    var stressLines: [String] {
        guard !document.stresses.isEmpty else { return [] }
        var table = WideTable("Net position under stress", labels: ["  none"] + document.stresses.map { "  " + $0.stress.id })
        for party in document.unstressed.indices {
            table.add(name(party), ([document.unstressed[party]] + document.stresses.map { $0.net[party] }).map(amount))
        }
        return table.lines + exposureLines
    }

    private var exposureLines: [String] {
        guard let exposure = document.exposure else { return ["No stress worsens anybody's net position."] }
        let before = document.unstressed[exposure.party]
        return
            ("Most exposed is \(name(exposure.party)), to \(exposure.stress): its net position falls by \(amount(-exposure.change)), from "
            + "\(amount(before)) to \(amount(before + exposure.change)).").wrapped()
    }
}

package import OfferResults
import OfferSettlement

/// Who pays whom for a plan's points, what is outstanding and what each party makes of it, as a page of text that reads well at 80 columns.
package struct SettlementReport {
    let document: SettlementDocument

    /// Months listed one by one; the JSON document and the CSV files have all of them.
    static let mostMonths = 24

    package init(_ document: SettlementDocument) {
        self.document = document
    }

    package var text: String {
        guard let settlement = document.settlement else {
            guard document.result.totals != nil else { return TextReport(document.result).text }
            return "The time was up before the plan was settled.\n"
        }
        var sections = [heading(settlement), TextReport(document.result).brokenLines]
        if settlement.monthCount > 0 {
            sections += [
                transferLines(settlement), positionLines(settlement), matrixLines(settlement), feeLines(settlement),
                monthLines(settlement, .redemption), monthLines(settlement, .issue), liabilityLines(settlement), ageLines(settlement),
                outcomeLines(settlement), profitLines(settlement), monthlyProfitLines(settlement), stressLines,
            ]
        }
        sections.append(TextReport(document.result).warningLines)
        return sections.page
    }

    private func heading(_ settlement: Settlement) -> [String] {
        let plan = document.result.status == .given ? "The given plan" : "The recommended plan"
        let source = document.source == .simulated ? "as one replication, customer by customer, has it" : "at expected figures"
        let stress = document.stress.map { " under the stress \($0)" } ?? ""
        var lines = document.result.scenario.name.wrapped()
        lines += "\(plan), settled \(source)\(stress); amounts in \(document.result.scenario.currency).".wrapped()
        lines.append("")
        return lines + summary(settlement).wrapped()
    }

    private func summary(_ settlement: Settlement) -> String {
        guard settlement.monthCount > 0 else { return "There are no points, fees or values: nothing is to be settled." }
        let outcome = settlement.liability.outcome
        var text = "Points worth \(amount(outcome.redeemed)) are redeemed by the end of month \(settlement.monthCount)"
        text += outcome.expired > 0 ? " and \(amount(outcome.expired)) expire." : "."
        if outcome.neverRedeemed > 0 {
            text += " \(amount(outcome.neverRedeemed)) never expire and are never redeemed: they stay a debt."
        }
        if let peak = settlement.liability.peak {
            text += " Most is outstanding \(Self.end(ofMonth: peak.month)): \(amount(peak.closing))."
        }
        return text
    }

    /// The first thing that finance asks.
    private func transferLines(_ settlement: Settlement) -> [String] {
        guard !settlement.total.transfers.isEmpty else {
            let reason = settlement.total.paid.isEmpty ? "no points are redeemed" : "points are redeemed at those who pay for them"
            return "Nobody owes anybody anything: \(reason).".wrapped()
        }
        var table = TextTable([("Who pays whom, in all and netted", .left), ("", .left), ("amount", .right)])
        for transfer in settlement.total.transfers {
            table.add(["  " + name(transfer.from), "to " + name(transfer.to), amount(transfer.amount)])
        }
        return table.lines
    }

    private func positionLines(_ settlement: Settlement) -> [String] {
        var table = TextTable([
            ("Position", .left), ("pays others", .right), ("receives", .right), ("net", .right), ("own points", .right),
        ])
        let paid = settlement.total.paid
        for party in 0..<settlement.parties.count {
            func sum(_ isCounted: (Payment) -> Bool) -> Int64 { paid.reduce(0) { isCounted($1) ? $0 + $1.amount : $0 } }
            table.add([
                "  " + name(party), amount(sum { $0.from == party && $0.to != party }),
                amount(sum { $0.to == party && $0.from != party }), amount(settlement.total.net[party]),
                amount(sum { $0.from == party && $0.to == party }),
            ])
        }
        return table.lines
    }

    /// The earn x redeem matrix over all months.
    private func matrixLines(_ settlement: Settlement) -> [String] {
        let paid = settlement.total.paid
        let payers = Set(paid.map(\.from)).sorted()
        guard !payers.isEmpty else { return [] }
        var table = WideTable("Points of, redeemed at", labels: payers.map { "  " + name($0) })
        for receiver in Set(paid.map(\.to)).sorted() {
            table.add(
                name(receiver),
                payers.map { payer in amount(paid.first { $0.from == payer && $0.to == receiver }?.amount ?? 0) })
        }
        return table.lines
    }

    func name(_ party: Int) -> String { document.settlement?.parties.ids[party] ?? "" }

    /// Minor units as people read them.
    func amount(_ minor: Int64) -> String { AmountText.compact(Double(minor) / MinorUnits.perUnit) }

    static func end(ofMonth month: Int) -> String { month == 0 ? "at the start" : "at the end of month \(month)" }

    /// What stands below a list of months that was cut.
    static func hidden(_ count: Int) -> [String] {
        let hidden = count - mostMonths
        return hidden > 0 ? ["... and \(hidden) more months: see --json or --output"] : []
    }
}

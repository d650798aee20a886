import OfferResults
import OfferSettlement

/// What is paid month by month, by either basis, and the fees.
extension SettlementReport {
    func monthLines(_ settlement: Settlement, _ basis: Settlement.Basis) -> [String] {
        let months = settlement.months(basis)
        // A month in which only fees or values move has nothing to say here.
        guard months.contains(where: { !$0.transfers.isEmpty }) else { return [] }
        let title =
            switch basis {
            case .redemption: "Paid month by month, netted, as points are redeemed"
            case .issue: "The same where points are paid for when they are accrued"
            }
        let last = months.lastIndex { !$0.paid.isEmpty } ?? 0
        let lines = months[...last].prefix(Self.mostMonths).flatMap { month -> [String] in
            let label = String(month.month ?? 0)
            let indent = String(repeating: " ", count: 7)
            let first = String(repeating: " ", count: max(0, 5 - label.count)) + label + "  "
            let transfers = month.transfers.map { "\(name($0.from)) to \(name($0.to)) \(amount($0.amount))" }
            return (transfers.isEmpty ? "-" : transfers.joined(separator: ", ")).wrapped(firstIndent: first, indent: indent)
        }
        return [title] + lines + Self.hidden(last + 1) + trueUpLines(months, basis)
    }

    /// How far what happened was from what accrual promised.
    private func trueUpLines(_ months: [SettlementMonth], _ basis: Settlement.Basis) -> [String] {
        guard basis == .issue else { return [] }
        let corrections = months.flatMap(\.trueUp).filter { $0 != 0 }
        guard !corrections.isEmpty else { return ["Nothing is to be trued up: what happens is what accrual promised."] }
        let more = corrections.filter { $0 > 0 }.reduce(0, +)
        let back = corrections.filter { $0 < 0 }.reduce(0, +)
        return "Trued up in all: \(amount(more)) paid later in addition, \(amount(-back)) paid back.".wrapped()
    }

    func feeLines(_ settlement: Settlement) -> [String] {
        guard !settlement.fees.isEmpty else { return [] }
        let sponsors = Set(settlement.fees.flatMap { $0.payments.map(\.from) }).sorted()
        var table = WideTable(
            "Fees to the programme", labels: settlement.fees.map { "  month \($0.month)" } + ["  in all"])
        for sponsor in sponsors {
            let paid: [Int64] = settlement.fees.map { month in month.payments.reduce(0) { $1.from == sponsor ? $0 + $1.amount : $0 } }
            table.add(name(sponsor), (paid + [paid.reduce(0, +)]).map(amount))
        }
        return table.lines
    }
}

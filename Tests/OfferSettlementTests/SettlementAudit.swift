import OfferSettlement

/// Adds a settlement up again from what it says month by month, and tells everything that does not come out to the kopeck.
struct SettlementAudit {
    let settlement: Settlement

    var complaints: [String] {
        Settlement.Basis.allCases.flatMap(paymentComplaints) + redemptionComplaints + rollForwardComplaints + outstandingComplaints
            + basisComplaints
    }

    private var count: Int { settlement.parties.count }

    private func paymentComplaints(_ basis: Settlement.Basis) -> [String] {
        var found: [String] = []
        for (place, month) in settlement.months(basis).enumerated() {
            let name = "\(basis) month \(place + 1)"
            if month.month != place + 1 { found.append("\(name) is called \(month.month ?? 0)") }
            if month.net.reduce(0, +) != 0 { found.append("\(name): net positions do not sum to zero") }
            if month.net != Self.net(month.paid, count) { found.append("\(name): net positions are not received minus paid") }
            if month.net != Self.net(month.transfers, count) { found.append("\(name): transfers do not settle the net positions") }
            if month.transfers.count >= max(1, count) { found.append("\(name): \(month.transfers.count) transfers") }
            if month.transfers.contains(where: { $0.amount <= 0 || $0.from == $0.to }) { found.append("\(name): an odd transfer") }
            let cells = month.paid.map { $0.from * count + $0.to }
            if Set(cells).count != cells.count { found.append("\(name): a cell appears twice") }
        }
        return found
    }

    private static func net(_ payments: [Payment], _ count: Int) -> [Int64] {
        (0..<count).map { party in
            payments.reduce(0) { $0 + ($1.to == party ? $1.amount : 0) - ($1.from == party ? $1.amount : 0) }
        }
    }

    /// What is paid at redemption is what is redeemed, and nothing ever goes back.
    private var redemptionComplaints: [String] {
        var found: [String] = []
        for (month, line) in zip(settlement.redemption, settlement.liability.total) {
            if month.gross != line.redeemed { found.append("month \(line.month): \(month.gross) paid for \(line.redeemed) redeemed") }
            if month.paid.contains(where: { $0.amount <= 0 }) { found.append("month \(line.month): a payment that is not above 0") }
            if month.trueUp.contains(where: { $0 != 0 }) { found.append("month \(line.month): a true-up at redemption") }
        }
        if settlement.redemption.count != settlement.liability.total.count { found.append("months are missing") }
        return found
    }

    private var rollForwardComplaints: [String] {
        var found: [String] = []
        var closings: [Int: Int64] = [:]
        for line in settlement.liability.byPayer + settlement.liability.total {
            let name = "payer \(line.payer ?? -1) month \(line.month)"
            let amounts = [line.opening, line.accrued, line.redeemed, line.expired, line.closing, line.breakage]
            if amounts.contains(where: { $0 < 0 }) { found.append("\(name): below 0: \(amounts)") }
            if line.opening + line.accrued - line.redeemed - line.expired != line.closing { found.append("\(name) does not close") }
            if line.breakage > line.closing { found.append("\(name): more breaks than is there") }
            if let before = closings[line.payer ?? -1], before != line.opening { found.append("\(name) does not open as it closed") }
            closings[line.payer ?? -1] = line.closing
        }
        for line in settlement.liability.total {
            let parts = settlement.liability.byPayer.filter { $0.month == line.month }
            for figure: KeyPath<Liability.RollForward, Int64> in [
                \.opening, \.accrued, \.redeemed, \.expired, \.closing, \.breakage,
            ] where parts.reduce(0, { $0 + $1[keyPath: figure] }) != line[keyPath: figure] {
                found.append("month \(line.month): payers do not sum to the total")
            }
        }
        let never = settlement.liability.outcome.neverRedeemed
        if let last = settlement.liability.total.last, last.closing != never || last.breakage != never {
            found.append("\(last.closing) at the end, of which \(never) are never redeemed")
        }
        let redeemed = settlement.liability.total.reduce(0) { $0 + $1.redeemed }
        let outcome = settlement.liability.outcome
        if redeemed != outcome.redeemed || outcome.accrued != outcome.redeemed + outcome.expired + outcome.neverRedeemed {
            found.append("the outcome is not that of the months")
        }
        return found
    }

    private var outstandingComplaints: [String] {
        settlement.liability.byPayer.compactMap { line in
            let sum = settlement.liability.outstanding.reduce(0) {
                $1.month == line.month && $1.payer == line.payer ? $0 + $1.amount : $0
            }
            return sum == line.closing ? nil : "payer \(line.payer ?? -1) month \(line.month): vintages do not sum to the balance"
        }
    }

    /// In the end both bases pay everybody the same.
    private var basisComplaints: [String] {
        func cells(_ months: [SettlementMonth]) -> [Int64] {
            var sums = [Int64](repeating: 0, count: count * count)
            for payment in months.flatMap(\.paid) { sums[payment.from * count + payment.to] += payment.amount }
            return sums
        }
        let (redemption, issue) = (cells(settlement.redemption), cells(settlement.issue))
        return (redemption == issue ? [] : ["redemption pays \(redemption) and issue \(issue)"])
            + (redemption == cells([settlement.total]) ? [] : ["the total is not that of the months"])
    }
}

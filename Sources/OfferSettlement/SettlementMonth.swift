/// Who pays whom for the points of one calendar month of the plan, or of all months (model.md section 13). Minor units.
package struct SettlementMonth: Sendable {
    /// From 1; nil for all months.
    package let month: Int?
    /// M_t[a][b], the cells that are not 0: points whose payer is `from` and that are redeemed at `to`; both are the same where customers
    /// redeem at the payer itself.
    package let paid: [Payment]
    /// Received minus paid, by party; they sum to zero.
    package let net: [Int64]
    /// At most n - 1.
    package let transfers: [Payment]
    /// What goes beyond the points issued in the month, by party that pays: differences between what accrual promised and what happened.
    /// All 0 at redemption.
    package let trueUp: [Int64]

    init(month: Int?, paid: [Payment], trueUp: [Int64], partyCount: Int) {
        self.month = month
        self.paid = paid
        self.trueUp = trueUp
        net = paid.net(partyCount: partyCount)
        transfers = Netting.transfers(settling: net)
    }

    /// What is paid in all, own points included: at redemption the points redeemed.
    package var gross: Int64 { paid.reduce(0) { $0 + $1.amount } }
}

extension SettlementMonth {
    /// The months one after another, by one basis.
    ///
    /// What each payer has paid so far is split over those who redeem, and each month has the difference to the month before.
    static func all(
        of ledgers: [VintageLedger], basis: Settlement.Basis, monthCount: Int, split: ProportionalSplit, partyCount: Int
    ) -> [SettlementMonth] {
        let byPayer = Dictionary(grouping: ledgers, by: \.payer).sorted { $0.key < $1.key }
        var before = [Int: [Int64]]()
        return (0..<monthCount).map { place in
            let month = place + 1
            var paid: [Payment] = []
            var trueUp = [Int64](repeating: 0, count: partyCount)
            for (payer, ledgers) in byPayer {
                let soFar = split.parts(of: ledgers.reduce(0) { $0 + $1.paid(through: month, basis: basis) })
                let last = before[payer] ?? [Int64](repeating: 0, count: partyCount)
                for party in soFar.indices where soFar[party] != last[party] {
                    paid.append(Payment(from: payer, to: party, amount: soFar[party] - last[party]))
                }
                before[payer] = soFar
                guard basis == .issue else { continue }
                trueUp[payer] = ledgers.reduce(0) { $0 + $1.trueUp(inMonth: month) }
            }
            return SettlementMonth(month: month, paid: paid, trueUp: trueUp, partyCount: partyCount)
        }
    }

    /// All months together.
    static func total(of months: [SettlementMonth], partyCount: Int) -> SettlementMonth {
        var cells: [Int: Int64] = [:]
        var trueUp = [Int64](repeating: 0, count: partyCount)
        for month in months {
            for payment in month.paid { cells[payment.from * partyCount + payment.to, default: 0] += payment.amount }
            for party in trueUp.indices { trueUp[party] += month.trueUp[party] }
        }
        let paid = cells.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map {
            Payment(from: $0.key / partyCount, to: $0.key % partyCount, amount: $0.value)
        }
        return SettlementMonth(month: nil, paid: paid, trueUp: trueUp, partyCount: partyCount)
    }
}

extension VintageLedger {
    /// Paid in a month where settlement is at issue, beyond what is issued in it.
    fileprivate func trueUp(inMonth month: Int) -> Int64 {
        // Points that were there before are settled as they are redeemed: nothing was promised.
        guard let issued else { return 0 }
        let paid = paid(through: month, basis: .issue) - paid(through: month - 1, basis: .issue)
        return month == vintage ? paid - issued : paid
    }
}

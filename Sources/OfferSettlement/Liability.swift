/// Points outstanding (model.md section 13): how each month changes what a payer owes, and what of it will never be claimed. Minor units.
package struct Liability: Sendable {
    /// One month of one payer, or of all. Opening + accrued - redeemed - expired = closing.
    package struct RollForward: Sendable {
        package let month: Int
        /// Position among the parties; nil for all payers.
        package let payer: Int?
        package let opening: Int64
        package let accrued: Int64
        package let redeemed: Int64
        package let expired: Int64
        package let closing: Int64
        /// Of the closing balance, what will expire or is never redeemed.
        package let breakage: Int64
    }

    /// Points outstanding at the end of a month, of one payer and one month of accrual.
    package struct Outstanding: Sendable {
        package let month: Int
        package let payer: Int
        package let vintage: Int
        package let amount: Int64

        /// Months since accrual.
        package var age: Int { month - vintage }
    }

    /// What becomes of a payer's points in the end, or of all: accrued in all, those at the start included = redeemed + expired + never
    /// redeemed.
    package struct Outcome: Sendable {
        package let payer: Int?
        package let accrued: Int64
        package let redeemed: Int64
        package let expired: Int64
        package let neverRedeemed: Int64
    }

    /// When most is outstanding.
    package struct Peak: Sendable {
        /// 0 for the start.
        package let month: Int
        package let closing: Int64
    }

    /// By month, then by payer.
    package let byPayer: [RollForward]
    /// By month.
    package let total: [RollForward]
    /// By month, then by payer, then by vintage; those that are not 0.
    package let outstanding: [Outstanding]
    /// By payer.
    package let outcomes: [Outcome]
    package let outcome: Outcome
    /// The first of several months alike; nil where no points ever are outstanding.
    package let peak: Peak?

    init(of ledgers: [VintageLedger], monthCount: Int) {
        let payers = Dictionary(grouping: ledgers, by: \.payer).sorted { $0.key < $1.key }
        let months = monthCount == 0 ? [] : Array(1...monthCount)
        byPayer = months.flatMap { month in payers.map { RollForward(of: $0.value, payer: $0.key, month: month) } }
        total = months.map { RollForward(of: ledgers, payer: nil, month: $0) }
        outstanding = (months.isEmpty ? [] : [0] + months).flatMap { month in
            ledgers.compactMap { ledger -> Outstanding? in
                let amount = ledger.outstanding(atEndOf: month)
                return amount == 0 ? nil : Outstanding(month: month, payer: ledger.payer, vintage: ledger.vintage, amount: amount)
            }
        }
        outcomes = payers.map { Outcome(of: $0.value, payer: $0.key) }
        outcome = Outcome(of: ledgers, payer: nil)
        var peak = Peak(month: 0, closing: total.first?.opening ?? 0)
        for line in total where line.closing > peak.closing { peak = Peak(month: line.month, closing: line.closing) }
        self.peak = peak.closing > 0 ? peak : nil
    }

    /// Points outstanding at the end of a month, by age in months, the youngest first.
    package func ages(atEndOf month: Int) -> [(age: Int, amount: Int64)] {
        Dictionary(grouping: outstanding.filter { $0.month == month }, by: \.age).sorted { $0.key < $1.key }.map {
            ($0.key, $0.value.reduce(0) { $0 + $1.amount })
        }
    }
}

extension Liability.RollForward {
    fileprivate init(of ledgers: [VintageLedger], payer: Int?, month: Int) {
        func sum(_ amount: (VintageLedger) -> Int64) -> Int64 { ledgers.reduce(0) { $0 + amount($1) } }
        self.month = month
        self.payer = payer
        opening = sum { $0.outstanding(atEndOf: month - 1) }
        accrued = sum { $0.accrued(inMonth: month) }
        redeemed = sum { $0.redeemed(inMonth: month) }
        expired = sum { $0.expired(inMonth: month) }
        closing = sum { $0.outstanding(atEndOf: month) }
        breakage = sum { $0.breakage(atEndOf: month) }
    }
}

extension Liability.Outcome {
    fileprivate init(of ledgers: [VintageLedger], payer: Int?) {
        func sum(_ amount: (VintageLedger) -> Int64) -> Int64 { ledgers.reduce(0) { $0 + amount($1) } }
        self.payer = payer
        accrued = sum(\.accrued)
        redeemed = sum(\.redeemedInAll)
        expired = sum(\.expiredInAll)
        neverRedeemed = sum(\.neverRedeemed)
    }
}

package import OfferEconomics
package import OfferModel

/// Who pays whom for a plan's points, what is outstanding, and what each party makes of the plan, month by month until all points are gone
/// (model.md section 13). Whole minor units throughout.
package struct Settlement: Sendable {
    /// When the payer of points compensates those at whom they are redeemed.
    package enum Basis: String, Sendable, CaseIterable {
        /// As points are redeemed.
        case redemption
        /// When points are accrued, for what is expected to be redeemed; trued up as they are redeemed or expire.
        case issue
    }

    package let parties: Parties
    /// By payer, the oldest points first.
    package let vintages: [VintageLedger]
    /// Months 1...monthCount, the last of them the one in which the last thing happens.
    package let monthCount: Int
    /// By month.
    package let redemption: [SettlementMonth]
    package let issue: [SettlementMonth]
    /// All months together: by either basis the same.
    package let total: SettlementMonth
    package let fees: [FeeMonth]
    package let liability: Liability
    package let profits: [ProfitLine]

    /// - Parameters:
    ///   - history: what the plan does.
    ///   - shift: of the scenario's inputs, as far as points go that are there when the plan begins.
    /// - Precondition: somebody redeems: the scenario's redeem_share sum to 1.
    /// - Throws: `AmountsTooLarge`.
    package init(of history: PlanHistory, in scenario: Scenario, shift: PairShift = .none) throws(AmountsTooLarge) {
        try AmountsTooLarge.check(history.sizes + scenario.openingBalances.map { Double($0.amountMinor) / MinorUnits.perUnit })
        let parties = Parties(scenario)
        let vintages =
            VintageLedger.opening(in: scenario, shift: shift, parties: parties)
            + VintageLedger.all(of: history, in: scenario, parties: parties)
        let counted = vintages.filter { $0.accrued > 0 }.sorted { ($0.payer, $0.vintage) < ($1.payer, $1.vintage) }
        let fees = FeeMonth.all(of: history, in: scenario, parties: parties)
        let lastGain = history.gains.compactMap { gains in gains.lastIndex { $0 != 0 } }.max().map { $0 + 1 } ?? 0
        let monthCount = max(counted.map { max(1, $0.lastMonth) }.max() ?? 0, fees.last?.month ?? 0, lastGain)
        let split = ProportionalSplit(shares: scenario.assets.map(\.redeemShare) + [0])
        let redemption = SettlementMonth.all(
            of: counted, basis: .redemption, monthCount: monthCount, split: split, partyCount: parties.count)
        self.parties = parties
        self.vintages = counted
        self.monthCount = monthCount
        self.redemption = redemption
        self.fees = fees
        issue = SettlementMonth.all(of: counted, basis: .issue, monthCount: monthCount, split: split, partyCount: parties.count)
        total = SettlementMonth.total(of: redemption, partyCount: parties.count)
        liability = Liability(of: counted, monthCount: monthCount)
        profits = ProfitLine.all(of: history, counted, fees, redemption, monthCount: monthCount, in: scenario, parties: parties)
    }

    package func months(_ basis: Basis) -> [SettlementMonth] {
        switch basis {
        case .redemption: redemption
        case .issue: issue
        }
    }
}

extension PlanHistory {
    /// The sizes of all amounts.
    fileprivate var sizes: [Double] {
        vintages.map(\.accrued) + Array(fees.joined()) + gains.joined().map { abs($0) }
    }
}

import OfferEconomics
import OfferModel

extension VintageLedger {
    /// The ledgers of points that a plan brings, by payer, the oldest first. Points of all offers of a payer are added up before they are
    /// rounded.
    static func all(of history: PlanHistory, in scenario: Scenario, parties: Parties) -> [VintageLedger] {
        struct Key: Hashable {
            let payer: Int
            let month: Int
        }
        var amounts: [Key: Amounts] = [:]
        for vintage in history.vintages {
            let payer = parties.position(of: scenario.payer(of: vintage.offer))
            amounts[Key(payer: payer, month: vintage.month), default: Amounts()].add(vintage)
        }
        return amounts.sorted { ($0.key.payer, $0.key.month) < ($1.key.payer, $1.key.month) }.map {
            VintageLedger(
                $0.value, payer: $0.key.payer, vintage: $0.key.month, expiryMonths: scenario.programme.pointsExpireAfterMonths)
        }
    }

    /// The ledgers of points that are there when the plan begins.
    ///
    /// - Parameter shift: of the scenario's inputs, which moves these points' redemption as well.
    static func opening(in scenario: Scenario, shift: PairShift, parties: Parties) -> [VintageLedger] {
        let expiryMonths = scenario.programme.pointsExpireAfterMonths
        return scenario.openingBalances.map { balance in
            let theta = shift.redemption(balance.monthlyRedemption ?? scenario.meanRedemption)
            let redemption = Redemption(monthlyShare: theta, expiryMonths: expiryMonths.map { balance.vintage + $0 })
            let amount = Double(balance.amountMinor) / MinorUnits.perUnit
            var amounts = Amounts()
            amounts.accrued = amount
            amounts.redeemed = redemption.schedule(of: amount)
            amounts.stranded = amounts.redeemed.isEmpty && expiryMonths == nil ? amount : 0
            return VintageLedger(
                amounts, accrued: balance.amountMinor, issued: nil, payer: parties.position(of: balance.payer), vintage: balance.vintage,
                expiryMonths: expiryMonths)
        }
    }
}

extension VintageLedger.Amounts {
    fileprivate mutating func add(_ vintage: PlanHistory.Vintage) {
        accrued += vintage.accrued
        redeemable += vintage.redeemable
        stranded += vintage.stranded
        for (age, amount) in vintage.redeemed.enumerated() {
            if redeemed.count == age { redeemed.append(0) }
            redeemed[age] += amount
        }
    }
}

extension Scenario {
    /// theta of points whose holders nobody knows: the customers' mean, weighted by what each segment spends, since spend earns points; by
    /// customers where nobody spends.
    var meanRedemption: Double {
        let spend = segments.map { $0.customers * $0.monthlySpend }
        let weights = spend.contains { $0 > 0 } ? spend : segments.map(\.customers)
        let total = weights.reduce(0, +)
        guard total > 0 else { return 0 }
        return min(1, zip(segments, weights).reduce(0) { $0 + $1.0.monthlyRedemption * $1.1 } / total)
    }
}

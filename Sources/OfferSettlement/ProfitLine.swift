import OfferEconomics
import OfferModel

/// What one month of a plan means for a coalition asset or the programme (model.md section 6), in minor units. Over all months the P&Ls are
/// those of the plan, and add up to its net value.
package struct ProfitLine: Sendable {
    package let month: Int
    /// Position among the parties.
    package let party: Int
    /// Value: the step when the offer is completed, the margin on extra spend as it comes.
    package let gain: Int64
    /// The party's points of this plan that are redeemed in the month; points that were there when the plan began are none of its costs.
    package let funding: Int64
    /// Fees paid for completions; below 0 where received.
    package let fees: Int64
    /// What others pay for points redeemed here, at redemption. It compensates for goods given away, and is no part of the P&L.
    package let received: Int64
    /// What is paid to others for points redeemed there, at redemption.
    package let paid: Int64

    package var profit: Int64 { gain - funding - fees }

    /// By month, then by party: the coalition's assets in the scenario's order, then the programme.
    static func all(
        of history: PlanHistory, _ vintages: [VintageLedger], _ fees: [FeeMonth], _ settled: [SettlementMonth], monthCount: Int,
        in scenario: Scenario, parties: Parties
    ) -> [ProfitLine] {
        let members = scenario.assets.indices.filter { !scenario.assets[$0].isExternal }
        let gains = history.gains.map { roundedGains($0) } + [[]]
        let feesOfMonth = Dictionary(uniqueKeysWithValues: fees.map { ($0.month, $0.payments) })
        let ownVintages = vintages.filter { $0.vintage > 0 }
        return settled.flatMap { settlement in
            let month = settlement.month ?? 0
            let payments = feesOfMonth[month] ?? []
            return (members + [parties.programme]).map { party in
                let others = settlement.paid.filter { $0.from != $0.to }
                return ProfitLine(
                    month: month, party: party, gain: month <= gains[party].count ? gains[party][month - 1] : 0,
                    funding: ownVintages.reduce(0) { $1.payer == party ? $0 + $1.redeemed(inMonth: month) : $0 },
                    fees: -payments.net(partyCount: parties.count)[party],
                    received: others.reduce(0) { $1.to == party ? $0 + $1.amount : $0 },
                    paid: others.reduce(0) { $1.from == party ? $0 + $1.amount : $0 })
            }
        }
    }

    /// What was gained so far is rounded, and each month has the difference to the one before.
    private static func roundedGains(_ gains: [Double]) -> [Int64] {
        var exact = 0.0
        var soFar: Int64 = 0
        return gains.map { gain in
            exact += gain
            let amount = MinorUnits.rounded(exact) - soFar
            soFar += amount
            return amount
        }
    }
}

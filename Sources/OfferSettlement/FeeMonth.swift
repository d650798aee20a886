import OfferEconomics
import OfferModel

/// What sponsors pay the programme for completions in one calendar month (model.md section 6). A partner's fee is income of the coalition.
package struct FeeMonth: Sendable {
    package let month: Int
    /// To the programme, by sponsor.
    package let payments: [Payment]

    /// The months in which fees are paid. What a sponsor has paid so far is rounded, and each month has the difference to the one before.
    static func all(of history: PlanHistory, in scenario: Scenario, parties: Parties) -> [FeeMonth] {
        let lastMonth = history.fees.map(\.count).max() ?? 0
        var exact = [Double](repeating: 0, count: scenario.assets.count)
        var soFar = [Int64](repeating: 0, count: scenario.assets.count)
        return (0..<lastMonth).compactMap { place in
            for offer in scenario.offers.entityIndices where place < history.fees[offer.position].count {
                exact[scenario.offers[offer].sponsor.position] += history.fees[offer.position][place]
            }
            let payments = exact.indices.compactMap { sponsor -> Payment? in
                let amount = MinorUnits.rounded(exact[sponsor]) - soFar[sponsor]
                soFar[sponsor] += amount
                return amount == 0 ? nil : Payment(from: sponsor, to: parties.programme, amount: amount)
            }
            return payments.isEmpty ? nil : FeeMonth(month: place + 1, payments: payments)
        }
    }
}

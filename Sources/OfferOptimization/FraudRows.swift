import OfferEconomics
import OfferModel

extension Scenario {
    /// fraud:ID, sum N_s F_sok x_sok <= limit.
    var fraudRows: [CouplingRow] {
        fraudLimits.map { limit in
            CouplingRow(
                "fraud:\(limit.id)", of: owner(sponsor: limit.sponsor, offer: limit.offer), .ceiling, limit: limit.amount,
                terms: [(.fraudLoss, 1)],
                scope: scope(sponsor: limit.sponsor, offer: limit.offer))
        }
    }
}

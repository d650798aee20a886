import OfferEconomics
import OfferModel

extension Scenario {
    /// return:ID, sum N_s (V + external fees) x - ratio * sum N_s c x >= 0.
    var returnRows: [CouplingRow] {
        returns.map { floor in
            CouplingRow(
                "return:\(floor.id)", of: owner(sponsor: floor.sponsor, offer: floor.offer), .floor, limit: 0,
                terms: [(.valueAndExternalFees, 1), (.cost, -floor.ratio)],
                scope: scope(sponsor: floor.sponsor, offer: floor.offer))
        }
    }
}

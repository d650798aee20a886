import OfferEconomics
import OfferModel

extension Scenario {
    /// reach:ID, sum N_s q_sok x_sok >= completions, or q - q0 on the incremental basis.
    var reachRows: [CouplingRow] {
        reach.map { target in
            CouplingRow(
                "reach:\(target.id)", of: owner(sponsor: target.sponsor, offer: target.offer), .floor, limit: target.completions,
                terms: [(target.basis == .all ? .completions : .incrementalCompletions, 1)],
                scope: scope(sponsor: target.sponsor, offer: target.offer))
        }
    }
}

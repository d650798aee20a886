import OfferEconomics
import OfferModel

extension Scenario {
    /// The rows of figures that an experiment measured: each counts what was measured for it over all shown pairs.
    func measuredRows(_ measured: MeasuredFigures) -> [CouplingRow] {
        measured.rows.enumerated().map { number, row in
            CouplingRow(
                row.name, of: row.owner, row.isFloor ? .floor : .ceiling, limit: row.limit, terms: [(.measured(number), 1)],
                scope: scope(sponsor: nil, offer: nil))
        }
    }
}

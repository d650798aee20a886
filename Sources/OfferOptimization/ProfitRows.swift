import OfferEconomics
import OfferModel

extension Scenario {
    /// pnl:ASSET, P&L_a >= floor_a for each coalition asset with a floor, then for the programme.
    var profitRows: [CouplingRow] {
        let everything = scope(sponsor: nil, offer: nil)
        var rows = assets.entityIndices.compactMap { asset in
            assets[asset].profitFloor.map {
                CouplingRow(
                    "pnl:\(assets[asset].id)", of: assets[asset].id, .floor, limit: $0, terms: [(.profit(asset), 1)], scope: everything)
            }
        }
        if let floor = programme.profitFloor {
            rows.append(
                CouplingRow(
                    "pnl:programme", of: CouplingRow.programme, .floor, limit: floor, terms: [(.programmeProfit, 1)], scope: everything))
        }
        return rows
    }
}

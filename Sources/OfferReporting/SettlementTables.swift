import OfferModel
package import OfferResults
import OfferSettlement
import TableFiles

/// A settlement as CSV files that people take away: amounts in currency units with exactly two decimals, written from whole minor units.
package struct SettlementTables {
    private let settlement: Settlement
    private let stresses: [StressedSettlement]
    /// Net positions that the stresses are set against, by party.
    private let unstressed: [Int64]

    /// nil where nothing was settled.
    package init?(_ document: SettlementDocument) {
        guard let settlement = document.settlement else { return nil }
        self.settlement = settlement
        stresses = document.stresses
        unstressed = document.unstressed
    }

    /// Names and contents.
    package var files: [(name: String, bytes: [UInt8])] {
        [
            ("settlement.csv", payments(\.paid)), ("transfers.csv", payments(\.transfers)), ("net.csv", net), ("fees.csv", fees),
            ("liability.csv", liability), ("outstanding.csv", outstanding), ("pnl.csv", profits),
            ("stresses.csv", stressed),
        ]
    }

    private func payments(_ list: (SettlementMonth) -> [Payment]) -> [UInt8] {
        var writer = CSVWriter(header: ["month", "basis", "from", "to", "amount"], for: .spreadsheets)
        for basis in Settlement.Basis.allCases {
            for month in settlement.months(basis) {
                for payment in list(month) {
                    writer.append([
                        String(month.month ?? 0), basis.rawValue, id(payment.from), id(payment.to), MinorUnits.text(payment.amount),
                    ])
                }
            }
        }
        return writer.bytes
    }

    private var net: [UInt8] {
        var writer = CSVWriter(header: ["month", "basis", "asset", "amount"], for: .spreadsheets)
        for basis in Settlement.Basis.allCases {
            for month in settlement.months(basis) {
                for (party, amount) in month.net.enumerated() {
                    writer.append([String(month.month ?? 0), basis.rawValue, id(party), MinorUnits.text(amount)])
                }
            }
        }
        return writer.bytes
    }

    private var fees: [UInt8] {
        var writer = CSVWriter(header: ["month", "from", "to", "amount"], for: .spreadsheets)
        for month in settlement.fees {
            for fee in month.payments { writer.append([String(month.month), id(fee.from), id(fee.to), MinorUnits.text(fee.amount)]) }
        }
        return writer.bytes
    }

    private var liability: [UInt8] {
        var writer = CSVWriter(
            header: ["month", "payer", "opening", "accrued", "redeemed", "expired", "closing", "breakage"], for: .spreadsheets)
        for line in settlement.liability.byPayer {
            let amounts = [line.opening, line.accrued, line.redeemed, line.expired, line.closing, line.breakage]
            writer.append([String(line.month), line.payer.map(id) ?? ""] + amounts.map(MinorUnits.text))
        }
        return writer.bytes
    }

    private var outstanding: [UInt8] {
        var writer = CSVWriter(header: ["month", "payer", "vintage", "age_months", "amount"], for: .spreadsheets)
        for line in settlement.liability.outstanding {
            writer.append([
                String(line.month), id(line.payer), String(line.vintage), String(line.age), MinorUnits.text(line.amount),
            ])
        }
        return writer.bytes
    }

    private var profits: [UInt8] {
        var writer = CSVWriter(header: ["month", "asset", "gain", "funding", "fees", "pnl", "received", "paid"], for: .spreadsheets)
        for line in settlement.profits {
            let amounts = [line.gain, line.funding, line.fees, line.profit, line.received, line.paid]
            writer.append([String(line.month), id(line.party)] + amounts.map(MinorUnits.text))
        }
        return writer.bytes
    }

    /// Net positions over all months under each stress; none for a simulated replication.
    private var stressed: [UInt8] {
        var writer = CSVWriter(header: ["stress", "asset", "net", "change"])
        for stressed in stresses {
            for (party, net) in stressed.net.enumerated() {
                writer.append([stressed.stress.id, id(party), MinorUnits.text(net), MinorUnits.text(net - unstressed[party])])
            }
        }
        return writer.bytes
    }

    private func id(_ party: Int) -> String { settlement.parties.ids[party] }
}

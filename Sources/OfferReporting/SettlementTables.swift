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
            Self.payments.file(payments(\.paid)), Self.transfers.file(payments(\.transfers)), Self.net.file(net), Self.fees.file(fees),
            Self.liability.file(settlement.liability.byPayer.map { ($0, $0.payer.map(id)) }),
            Self.outstanding.file(settlement.liability.outstanding.map { ($0, id($0.payer)) }),
            Self.profits.file(settlement.profits.map { ($0, id($0.party)) }), Self.stressed.file(stressed),
        ]
    }

    static let schemas = [
        payments.schema, transfers.schema, net.schema, fees.schema, liability.schema, outstanding.schema, profits.schema, stressed.schema,
    ]

    private typealias Paid = (month: Int, basis: String, from: String, to: String, amount: Int64)
    private typealias Position = (month: Int, basis: String, asset: String, amount: Int64)
    private typealias Fee = (month: Int, from: String, to: String, amount: Int64)
    /// Under a stress, over all months.
    private typealias Stressed = (stress: String, asset: String, net: Int64, change: Int64)

    private static let payments = TableForm<Paid>("settlement", paidColumns)
    private static let transfers = TableForm<Paid>("transfers", paidColumns)

    private static let paidColumns: [TableForm<Paid>.Column] = [
        .integer("month") { $0.month }, .text("basis") { $0.basis }, .text("from") { $0.from }, .text("to") { $0.to },
        .minor("amount") { $0.amount },
    ]

    private static let net = TableForm<Position>(
        "net",
        [
            .integer("month") { $0.month }, .text("basis") { $0.basis }, .text("asset") { $0.asset }, .minor("amount") { $0.amount },
        ])

    private static let fees = TableForm<Fee>(
        "fees",
        [.integer("month") { $0.month }, .text("from") { $0.from }, .text("to") { $0.to }, .minor("amount") { $0.amount }])

    private static let liability = TableForm<(line: Liability.RollForward, payer: String?)>(
        "liability",
        [
            .integer("month") { $0.line.month }, .text("payer") { $0.payer }, .minor("opening") { $0.line.opening },
            .minor("accrued") { $0.line.accrued }, .minor("redeemed") { $0.line.redeemed }, .minor("expired") { $0.line.expired },
            .minor("closing") { $0.line.closing }, .minor("breakage") { $0.line.breakage },
        ])

    private static let outstanding = TableForm<(line: Liability.Outstanding, payer: String)>(
        "outstanding",
        [
            .integer("month") { $0.line.month }, .text("payer") { $0.payer }, .integer("vintage") { $0.line.vintage },
            .integer("age_months") { $0.line.age }, .minor("amount") { $0.line.amount },
        ])

    private static let profits = TableForm<(line: ProfitLine, asset: String)>(
        "pnl",
        [
            .integer("month") { $0.line.month }, .text("asset") { $0.asset }, .minor("gain") { $0.line.gain },
            .minor("funding") { $0.line.funding }, .minor("fees") { $0.line.fees }, .minor("pnl") { $0.line.profit },
            .minor("received") { $0.line.received }, .minor("paid") { $0.line.paid },
        ])

    private static let stressed = TableForm<Stressed>(
        "stresses",
        [.text("stress") { $0.stress }, .text("asset") { $0.asset }, .minor("net") { $0.net }, .minor("change") { $0.change }])

    private func payments(_ list: (SettlementMonth) -> [Payment]) -> [Paid] {
        months.flatMap { basis, month in
            list(month).map { (month.month ?? 0, basis.rawValue, id($0.from), id($0.to), $0.amount) }
        }
    }

    private var net: [Position] {
        months.flatMap { basis, month in
            month.net.enumerated().map { party, amount in (month.month ?? 0, basis.rawValue, id(party), amount) }
        }
    }

    private var months: [(Settlement.Basis, SettlementMonth)] {
        Settlement.Basis.allCases.flatMap { basis in settlement.months(basis).map { (basis, $0) } }
    }

    private var fees: [Fee] {
        settlement.fees.flatMap { month in month.payments.map { (month.month, id($0.from), id($0.to), $0.amount) } }
    }

    /// None for a simulated replication.
    private var stressed: [Stressed] {
        stresses.flatMap { stressed in
            stressed.net.enumerated().map { party, net in (stressed.stress.id, id(party), net, net - unstressed[party]) }
        }
    }

    private func id(_ party: Int) -> String { settlement.parties.ids[party] }
}

extension TableForm.Column {
    /// Whole minor units, as an amount with two decimals.
    fileprivate static func minor(_ name: String, _ amount: @escaping @Sendable (Row) -> Int64) -> TableForm.Column {
        .decimal(name) { MinorUnits.text(amount($0)) }
    }
}

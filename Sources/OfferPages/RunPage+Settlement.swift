import ChartPages
import OfferModel
import OfferReporting
import OfferResults
import OfferSettlement

/// Who pays whom for points, and what is outstanding.
extension RunPage {
    private static let mostParties = 14
    private static let mostMonths = 36

    var settlementSection: Page.Section? {
        guard let document = documents.settlement, let settlement = document.settlement else { return nil }
        let figures = [matrixFigure(settlement, document), liabilityFigure(settlement, document), exposureFigure(settlement, document)]
        return Page.Section("settlement", "Settlement and liability", figures.compactMap { $0?.markup })
    }

    private func source(_ document: SettlementDocument) -> Kind.Source { document.source == .expected ? .booked : .simulated(1) }

    /// Whole minor units as text, digit by digit, thousands apart.
    private static func exact(_ amount: Int64) -> DataTable.Cell {
        let parts = MinorUnits.text(amount).split(separator: ".")
        var digits = ""
        let whole = parts[0].drop { $0 == "-" }
        for (place, digit) in whole.enumerated() {
            if place > 0 && (whole.count - place) % 3 == 0 { digits.append(",") }
            digits.append(digit)
        }
        return .number((amount < 0 ? "\u{2212}" : "") + "\(digits).\(parts[1])", Self.units(amount))
    }

    private static func units(_ amount: Int64) -> Double { Double(amount) / MinorUnits.perUnit }

    private func matrixFigure(_ settlement: Settlement, _ document: SettlementDocument) -> Figure? {
        let paid = settlement.total.paid
        guard !paid.isEmpty else { return nil }
        let ids = settlement.parties.ids
        func sum(_ party: Int, _ side: (Payment) -> Int) -> Int64 { paid.reduce(0) { side($1) == party ? $0 + abs($1.amount) : $0 } }
        let payers = ids.indices.filter { sum($0, \.from) != 0 }.prefix(Self.mostParties)
        let receivers = ids.indices.filter { sum($0, \.to) != 0 }.prefix(Self.mostParties)
        let cells = Dictionary(uniqueKeysWithValues: paid.map { ([$0.from, $0.to], $0.amount) })
        let largest = paid.reduce(1) { max($0, abs($1.amount)) }
        let grid = CellGrid(
            "Points paid for by, redeemed at",
            description: "The largest payment is \(PageText.short(Self.units(largest))) \(currency). The table has every one.",
            columns: receivers.map { "at \(ids[$0])" },
            rows: payers.map { payer in
                CellGrid.Row(
                    ids[payer],
                    receivers.map { receiver in
                        guard let amount = cells[[payer, receiver]], amount != 0 else { return .empty }
                        return CellGrid.Cell(
                            PageText.short(Self.units(amount)), .ramp(1 + Int((5 * Double(abs(amount)) / Double(largest)).rounded())))
                    })
            })
        let transfers = settlement.total.transfers
        let net = BarChart(
            "Net positions, received less paid",
            description: ids.indices.map { "\(ids[$0]) \(PageText.short(Self.units(settlement.total.net[$0])))" }.joined(separator: ", "),
            title: "Net position", unit: currency,
            bars: ids.indices.filter { settlement.total.net[$0] != 0 }.prefix(Self.mostParties).map {
                let amount = Self.units(settlement.total.net[$0])
                return BarChart.Bar(ids[$0], figure: PageText.change(amount), to: amount, amount < 0 ? .second : .first)
            })
        let netting =
            transfers.isEmpty
            ? "nothing has to be transferred." : "\(PageText.count(transfers.count, "transfer settles", "transfers settle")) everything."
        return Figure(
            "settlement-matrix", "Who pays whom",
            message: "Whose points are redeemed where, over all months, and what is left after netting: \(netting)",
            labels: Kind.labels(source(document), counting: .total), charts: transfers.isEmpty ? [] : [grid, net],
            tables: [
                DataTable(
                    "table-settlement", caption: "Points by payer and place of redemption, all months; amounts in \(currency)",
                    [.words("Paid by"), .words("Redeemed at"), .number("Amount")],
                    rows: paid.prefix(200).map { [.text(ids[$0.from]), .text(ids[$0.to]), Self.exact($0.amount)] }),
                DataTable(
                    "table-net", caption: "Net positions, received less paid; amounts in \(currency)",
                    [.words("Party"), .number("Net position")],
                    rows: ids.indices.map { [.text(ids[$0]), Self.exact(settlement.total.net[$0])] }),
                DataTable(
                    "table-transfers", caption: "After netting, all months; amounts in \(currency)",
                    [.words("From"), .words("To"), .number("Amount")],
                    rows: transfers.map { [.text(ids[$0.from]), .text(ids[$0.to]), Self.exact($0.amount)] }),
            ])
    }

    private func liabilityFigure(_ settlement: Settlement, _ document: SettlementDocument) -> Figure? {
        let all = settlement.liability.total
        guard !all.isEmpty else { return nil }
        let lines = all.prefix(Self.mostMonths)
        func bars(_ low: (Liability.RollForward) -> Int64, _ high: (Liability.RollForward) -> Int64) -> [XYChart.Span] {
            lines.map { .init(Double($0.month) - 0.36, Double($0.month) + 0.36, low: Self.units(low($0)), high: Self.units(high($0))) }
        }
        let peak = settlement.liability.peak
        let message =
            (peak.map { "Most is outstanding at the end of month \($0.month): \(PageText.short(Self.units($0.closing))) \(currency). " }
                ?? "")
            + "Opening and accrued, less redeemed and expired, is closing, to the last hundredth."
            + (all.count > lines.count ? " The first \(lines.count) of \(all.count) months are drawn." : "")
        return Figure(
            "liability", "Points outstanding", message: message, labels: Kind.labels(source(document), counting: .total),
            legend: [
                LegendItem(.bar, .first, "accrued"), LegendItem(.bar, .second, "redeemed, downwards"),
                LegendItem(.bar, .muted, "expired, downwards"),
            ],
            charts: [
                XYChart(
                    "Coming and going", description: "Points accrued, redeemed and expired in each of \(lines.count) months.",
                    horizontal: XYChart.Axis("Month of the plan", isWhole: true),
                    vertical: XYChart.Axis("Points", unit: currency, includesZero: true),
                    layers: [
                        .bars(bars({ _ in 0 }, { $0.accrued }), .first), .bars(bars({ -$0.redeemed }, { _ in 0 }), .second),
                        .bars(bars({ -$0.redeemed - $0.expired }, { -$0.redeemed }), .muted),
                    ]),
                XYChart(
                    "Outstanding at the end of the month",
                    description: peak.map { "Most at the end of month \($0.month): \(PageText.short(Self.units($0.closing))) \(currency)." }
                        ?? "None.",
                    horizontal: XYChart.Axis("Month of the plan", isWhole: true),
                    vertical: XYChart.Axis("Points outstanding", unit: currency, includesZero: true),
                    layers: [.bars(bars({ _ in 0 }, { $0.closing }), .third)]),
            ],
            tables: [
                DataTable(
                    "table-liability", caption: "Roll-forward of points, all payers; amounts in \(currency)",
                    [
                        .number("Month"), .number("Opening"), .number("Accrued"), .number("Redeemed"), .number("Expired"),
                        .number("Closing"),
                        .number("Of it never claimed"),
                    ],
                    rows: lines.map {
                        [
                            .number("\($0.month)", Double($0.month)), Self.exact($0.opening), Self.exact($0.accrued),
                            Self.exact($0.redeemed),
                            Self.exact($0.expired), Self.exact($0.closing), Self.exact($0.breakage),
                        ]
                    },
                    remark: all.count > lines.count
                        ? "The first \(lines.count) of \(all.count) months. The run\u{2019}s other files have all of them." : nil)
            ])
    }

    /// What stresses do to net positions.
    private func exposureFigure(_ settlement: Settlement, _ document: SettlementDocument) -> Figure? {
        guard let exposure = document.exposure, !document.stresses.isEmpty else { return nil }
        let ids = settlement.parties.ids
        let parties = ids.indices.filter { party in document.stresses.contains { $0.net[party] != 0 } }.prefix(Self.mostParties)
        return Figure(
            "exposure", "Net positions under stress",
            message:
                "Most exposed is \(ids[exposure.party]), to \(exposure.stress): its net position falls by \(PageText.short(-Self.units(exposure.change))) \(currency).",
            labels: Kind.labels(.booked, counting: .total), charts: [],
            tables: [
                DataTable(
                    "table-exposure", caption: "Net position of each party under each stress, all months; amounts in \(currency)",
                    [.words("Stress")] + parties.map { .number(ids[$0]) } + [.number("Most outstanding")],
                    rows: document.stresses.prefix(30).map { stress in
                        [.text(stress.stress.id)] + parties.map { Self.exact(stress.net[$0]) } + [
                            stress.peak.map { Self.exact($0.closing) } ?? .text("none")
                        ]
                    })
            ])
    }
}

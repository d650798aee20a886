import ChartPages
import OfferEconomics
import OfferResults

/// The plan in a few numbers, beside what runs today.
extension RunPage {
    private struct Line {
        let name: String
        let counting: Kind.Counting
        let isMoney: Bool
        let isCard: Bool
        let figure: @Sendable (Totals) -> Double?

        init(
            _ name: String, _ counting: Kind.Counting, isMoney: Bool = true, isCard: Bool = true,
            _ figure: @escaping @Sendable (Totals) -> Double?
        ) {
            self.name = name
            self.counting = counting
            self.isMoney = isMoney
            self.isCard = isCard
            self.figure = figure
        }
    }

    private static let lines: [Line] = [
        Line("Net value", .net) { $0.netValue },
        Line("Value", .incremental) { $0.value },
        Line("Partners\u{2019} fees", .total, isCard: false) { $0.feeIncome },
        Line("Cost, points redeemed", .total) { $0.cost },
        Line("Deadweight, in the cost", .total) { $0.deadweightCost },
        Line("Fraud, in the cost", .total) { $0.fraudLoss },
        Line("Points accrued", .total, isCard: false) { $0.accrued },
        Line("Worst case", .total) { $0.worstCase },
        Line("Completions won", .incremental, isMoney: false) { $0.incrementalCompletions },
        Line("Completions", .total, isMoney: false) { $0.completions },
        Line("Pairs of customer and offer shown", .total, isMoney: false, isCard: false) { $0.shown },
        Line("Customers", .total, isMoney: false, isCard: false) { $0.customers },
    ]

    var summarySection: Page.Section? {
        guard let totals = result.totals else { return nil }
        let current = result.changes?.totals
        let note =
            current == nil
            ? "The scenario states no plan that runs today, so there is nothing to set the figures against but showing nothing."
            : "Beside each figure stands what the plan that runs today comes to under the same inputs."
        return Page.Section(
            "summary", "Summary",
            [
                .tag("ul", ["class": "cards"], Self.lines.filter(\.isCard).map { card($0, totals, current) }),
                Figure(
                    "totals", "All totals", message: note, labels: Kind.labels(.expected, counting: .both), charts: [],
                    tables: [totalsTable(totals, current)]
                ).markup,
            ])
    }

    private func card(_ line: Line, _ totals: Totals, _ current: Totals?) -> Markup {
        let value = line.figure(totals)
        let before = current.flatMap(line.figure)
        var parts: [Markup] = [
            .tag("h3", [:], [.text(line.name)]),
            .tag(
                "p", ["class": "value"],
                [.text(value.map(PageText.short) ?? "no limit")]
                    + (line.isMoney && value != nil ? [.tag("small", [:], [.text(" \(currency)")])] : [])),
        ]
        if let value, let before {
            let share = before == 0 ? "" : ", \(value >= before ? "+" : "")\(PageText.percent((value - before) / abs(before)))"
            parts.append(
                .tag("p", ["class": "change"], [.text("today \(PageText.short(before)), \(PageText.change(value - before))\(share)")]))
            parts.append(Self.comparison(value, before))
        }
        return .tag("li", [:], parts + [Figure.labels(Kind.labels(.expected, counting: line.counting))])
    }

    /// Two thin bars, of the plan and of today's; the words above them say the same.
    private static func comparison(_ value: Double, _ before: Double) -> Markup {
        let largest = max(abs(value), abs(before))
        func bar(_ amount: Double, y: String, _ ink: String) -> Markup {
            .tag(
                "rect",
                [
                    "x": "0", "y": y, "width": "\(largest > 0 ? Int((200 * abs(amount) / largest).rounded()) : 0)", "height": "6",
                    "class": ink,
                ])
        }
        return .tag(
            "svg", ["viewBox": "0 0 200 18", "preserveAspectRatio": "none", "aria-hidden": "true"],
            [bar(value, y: "1", "f1"), bar(before, y: "10", "fm")])
    }

    private func totalsTable(_ totals: Totals, _ current: Totals?) -> DataTable {
        let columns: [DataTable.Column] =
            [.words("Figure"), .words("Counts"), .words("Unit"), .number("Recommended")]
            + (current == nil ? [] : [.number("Today"), .number("Change")])
        let rows = Self.lines.map { line -> [DataTable.Cell] in
            let (value, before) = (line.figure(totals), current.flatMap(line.figure))
            let change = value.flatMap { value in before.map { value - $0 } }
            return [.text(line.name), .text(line.counting.rawValue), .text(line.isMoney ? currency : "number"), .amount(value)]
                + (current == nil ? [] : [.amount(before), .amount(change, unknown: "not known")])
        }
        return DataTable("table-totals", caption: "Totals of the plan, expected", columns, rows: rows)
    }
}

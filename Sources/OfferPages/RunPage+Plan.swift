import ChartPages
import OfferModel
import OfferReporting
import OfferResults

/// Who is shown what.
extension RunPage {
    private static let mostRows = 200
    private static let mostMapRows = 40
    private static let mostMapColumns = 16
    private static let mostOffers = 24

    var planSection: Page.Section? {
        guard result.totals != nil else { return nil }
        guard !result.recommendations.isEmpty else {
            return Page.Section("plan", "Recommended offers", [.tag("p", [:], ["Nobody is shown anything."])])
        }
        return Page.Section(
            "plan", "Recommended offers", [mapFigure.markup, offersFigure.markup] + (changesFigure.map { [$0.markup] } ?? []))
    }

    private var mapFigure: Figure {
        let map = PlanMap(result, documents.figures, mostRows: Self.mostMapRows, mostColumns: Self.mostMapColumns)
        let listed = Shortened(
            result.recommendations.count > Self.mostRows
                ? result.recommendations.enumerated().sorted { ($1.element.customers, $0.offset) < ($0.element.customers, $1.offset) }.map(
                    \.element)
                : result.recommendations, most: Self.mostRows, kept: "those shown to most customers")
        let rows = listed.shown.map { line -> [DataTable.Cell] in
            [
                .name(line.segment), .name(line.macro ?? ""), .number("\(line.bundle)", Double(line.bundle)), .text(line.offer),
                .number("\(PageText.plain(line.percent)) %", line.percent), .amount(line.monthlyCap, unknown: "no cap"),
                .number("\(line.months)", Double(line.months)), .number("\(line.startMonth)", Double(line.startMonth)), .share(line.share),
                .amount(line.customers), .amount(line.completions), .amount(line.cost), .amount(line.value), .amount(line.netValue),
            ]
        }
        return Figure(
            "map", "What percent, what cap, for how long", message: map.message, labels: Kind.labels(.expected, counting: .total),
            charts: [map.grid],
            tables: [
                DataTable(
                    "table-recommendations",
                    caption: "Recommendations. Cost and completions are totals, value and net value incremental; amounts in \(currency)",
                    [
                        .words("Segment"), .words("Macro-segment"), .number("Bundle"), .words("Offer"), .number("Percent"),
                        .number("Monthly cap"), .number("Months"), .number("From month"), .number("Share"), .number("Customers"),
                        .number("Completions"), .number("Cost"), .number("Value"), .number("Net value"),
                    ], rows: rows, remark: listed.remark)
            ])
    }

    private struct OfferTotal {
        let offer: String
        var customers = 0.0
        var completions = 0.0
        var cost = 0.0
        var value = 0.0
        var netValue = 0.0
    }

    private var offersFigure: Figure {
        var totals: [String: OfferTotal] = [:]
        for line in result.recommendations {
            var total = totals[line.offer] ?? OfferTotal(offer: line.offer)
            total.customers += line.customers
            total.completions += line.completions
            total.cost += line.cost
            total.value += line.value
            total.netValue += line.netValue
            totals[line.offer] = total
        }
        let ordered = totals.values.sorted { ($1.netValue, $0.offer) < ($0.netValue, $1.offer) }
        let shown = Shortened(ordered, most: Self.mostOffers, kept: "those of most net value")
        let unshown = result.scenario.offers.filter { totals[$0] == nil }
        let charted = shown.shown.prefix(12)
        let message =
            "\(PageText.count(ordered.count, "offer is", "offers are")) shown to somebody"
            + (unshown.isEmpty
                ? "." : "; nobody is shown \(PageText.list(Array(unshown.prefix(6)) + (unshown.count > 6 ? ["others"] : []))).")
        func chart(_ name: String, _ title: String, _ ink: Ink, _ figure: (OfferTotal) -> Double) -> BarChart {
            BarChart(
                name, description: charted.map { "\($0.offer) \(PageText.short(figure($0)))" }.joined(separator: ", "), title: title,
                unit: currency, bars: charted.map { BarChart.Bar($0.offer, figure: PageText.short(figure($0)), to: figure($0), ink) })
        }
        return Figure(
            "offers", "What each offer brings and costs", message: message, labels: Kind.labels(.expected, counting: .both),
            charts: [
                chart("Net value, incremental less cost", "Net value", .first) { $0.netValue },
                chart("Cost, total", "Cost", .second) { $0.cost },
            ],
            tables: [
                DataTable(
                    "table-offers", caption: "Offers that somebody is shown; amounts in \(currency)",
                    [
                        .words("Offer"), .number("Customers shown"), .number("Completions, total"), .number("Cost, total"),
                        .number("Value, incremental"), .number("Net value"),
                    ],
                    rows: shown.shown.map {
                        [
                            .text($0.offer), .amount($0.customers), .amount($0.completions), .amount($0.cost), .amount($0.value),
                            .amount($0.netValue),
                        ]
                    }, remark: shown.remark)
            ])
    }

    /// Against the plan that runs today.
    private var changesFigure: Figure? {
        guard let changes = result.changes, let answer = changes.answer else { return nil }
        let cells = Shortened(answer.cells, most: 60, kept: "those that change for most customers")
        let charted = answer.cells.enumerated().sorted { (abs($1.element.netValue), $0.offset) < (abs($0.element.netValue), $1.offset) }
            .prefix(12).map(\.element)
        let message =
            "\(PageText.short(answer.changedCustomers)) customers, \(PageText.percent(answer.changedShare)), are shown something else than today. "
            + "The objective goes from \(PageText.short(changes.objective)) to \(PageText.short(answer.objective))"
            + (changes.broken.isEmpty
                ? "." : "; today\u{2019}s plan breaks \(PageText.list(changes.broken.prefix(6).map(\.name))).")
        return Figure(
            "changes", "What changes of what runs today", message: message, labels: Kind.labels(.expected, counting: .net),
            charts: charted.isEmpty
                ? []
                : [
                    BarChart(
                        "Where net value changes most", description: "The largest changes of net value by segment and offer.",
                        title: "Change of net value", unit: currency,
                        bars: charted.map {
                            BarChart.Bar(
                                "\($0.offer), \($0.segment)", figure: PageText.change($0.netValue), to: $0.netValue,
                                $0.netValue < 0 ? .second : .first)
                        })
                ],
            tables: [
                DataTable(
                    "table-changes", caption: "Cells of segment and offer that change; net value in \(currency)",
                    [
                        .words("Segment"), .words("Offer"), .words("Today"), .words("Recommended"), .number("Customers"),
                        .number("Net value, change"),
                    ],
                    rows: cells.shown.map {
                        [
                            .name($0.segment), .text($0.offer), .text(Self.text($0.before)), .text(Self.text($0.after)),
                            .amount($0.customers), .amount($0.netValue),
                        ]
                    }, remark: cells.remark)
            ])
    }

    private static func text(_ shown: [CellShown]) -> String {
        shown.isEmpty
            ? "not shown"
            : shown.map {
                "\(PageText.plain($0.percent)) %, \($0.monthlyCap.map { "up to \(PageText.short($0))" } ?? "no cap"), \($0.months) mo, to \(PageText.percent($0.share))"
            }.joined(separator: "; ")
    }
}

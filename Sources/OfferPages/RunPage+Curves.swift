import ChartPages
import OfferResults

/// Why these percents: how completion and value go with them.
extension RunPage {
    private static let mostCurves = 12

    var curvesSection: Page.Section? {
        guard let figures = documents.figures, !figures.curves.isEmpty else { return nil }
        let curves = Array(figures.curves.prefix(Self.mostCurves))
        let left = figures.curves.count - curves.count
        let note =
            "For each offer the segment in which most customers are shown it, with the cap and the duration that they are shown. "
            + "Each dot is a percent that the offer may have, the line through all of them the one that was chosen."
            + (left > 0 ? " \(PageText.count(left, "offer is", "offers are")) not drawn." : "")
        return Page.Section("curves", "Why these percents", [responseFigure(curves, note).markup, valueFigure(curves).markup])
    }

    private func responseFigure(_ curves: [OfferCurve], _ note: String) -> Figure {
        Figure(
            "response", "Completion by percent", message: note, labels: Kind.labels(.expected, counting: .both),
            legend: [
                LegendItem(.line, .first, "complete it when shown, total"), LegendItem(.dashes, .muted, "would complete it anyway"),
                LegendItem(.circle, .first, "percents on offer"), LegendItem(.dot, .first, "chosen"),
            ],
            charts: curves.map { curve in
                XYChart(
                    Self.name(of: curve),
                    description: "Of those shown the offer at \(PageText.plain(curve.chosen.percent)) %, "
                        + "\(PageText.percent(curve.chosen.completion, decimals: 2)) complete it; \(PageText.percent(curve.chosen.organic, decimals: 2)) would anyway.",
                    horizontal: XYChart.Axis("Percent of cashback", unit: "%", includesZero: true),
                    vertical: XYChart.Axis("Customers shown who complete it", unit: "%", includesZero: true),
                    layers: [
                        .line(curve.points.map { .init($0.percent, 100 * $0.organic) }, .muted, isDashed: true),
                        .line(curve.points.map { .init($0.percent, 100 * $0.completion) }, .first),
                        .circles(
                            curve.grid.filter { $0.percent != curve.chosen.percent }.map { .init($0.percent, 100 * $0.completion) }, .first),
                        .dots([.init(curve.chosen.percent, 100 * curve.chosen.completion)], .first),
                    ], marks: [ChartMark(curve.chosen.percent, "\(PageText.plain(curve.chosen.percent)) % chosen", .muted)])
            },
            tables: [
                DataTable(
                    "table-response", caption: "Completion per customer shown, by percent",
                    [
                        .words("Offer"), .words("Segment"), .number("Percent"), .words("Chosen"), .number("Complete it, total"),
                        .number("Would anyway"), .number("Won, incremental"),
                    ],
                    rows: Self.rows(of: curves) { point in
                        [
                            .share(point.completion, decimals: 2), .share(point.organic, decimals: 2),
                            .share(point.completion - point.organic, decimals: 2),
                        ]
                    })
            ])
    }

    private func valueFigure(_ curves: [OfferCurve]) -> Figure {
        Figure(
            "value-curves", "Value and cost by percent",
            message: "A higher percent wins more completions and costs more on all of them, also on those that would have come anyway. "
                + "Limits may keep the choice below the percent of most net value.",
            labels: Kind.labels(.expected, counting: .net),
            legend: [
                LegendItem(.line, .first, "value and partners\u{2019} fees"), LegendItem(.dashes, .second, "cost, total"),
                LegendItem(.line, .third, "net value"), LegendItem(.circle, .third, "percents on offer"),
                LegendItem(.dot, .third, "chosen"),
            ],
            charts: curves.map { curve in
                XYChart(
                    Self.name(of: curve),
                    description:
                        "At \(PageText.plain(curve.chosen.percent)) % a customer shown the offer brings \(PageText.short(curve.chosen.benefit)) "
                        + "and costs \(PageText.short(curve.chosen.cost)): net \(PageText.short(curve.chosen.netValue)) \(currency).",
                    horizontal: XYChart.Axis("Percent of cashback", unit: "%", includesZero: true),
                    vertical: XYChart.Axis("Per customer shown", unit: currency, includesZero: true),
                    layers: [
                        .line(curve.points.map { .init($0.percent, $0.benefit) }, .first),
                        .line(curve.points.map { .init($0.percent, $0.cost) }, .second, isDashed: true),
                        .line(curve.points.map { .init($0.percent, $0.netValue) }, .third),
                        .circles(curve.grid.filter { $0.percent != curve.chosen.percent }.map { .init($0.percent, $0.netValue) }, .third),
                        .dots([.init(curve.chosen.percent, curve.chosen.netValue)], .third),
                    ], marks: [ChartMark(curve.chosen.percent, "\(PageText.plain(curve.chosen.percent)) % chosen", .muted)])
            },
            tables: [
                DataTable(
                    "table-value-curves", caption: "Value and cost per customer shown, by percent; amounts in \(currency)",
                    [
                        .words("Offer"), .words("Segment"), .number("Percent"), .words("Chosen"), .number("Value and fees"),
                        .number("Cost, total"), .number("Net value"),
                    ], rows: Self.rows(of: curves) { [.amount($0.benefit), .amount($0.cost), .amount($0.netValue)] })
            ])
    }

    private static func name(of curve: OfferCurve) -> String {
        let cap = curve.monthlyCap.map { "up to \(PageText.short($0))" } ?? "no cap"
        return "\(curve.offer) in \(curve.segment): \(cap), \(curve.months) mo"
    }

    private static func rows(of curves: [OfferCurve], _ figures: (OfferCurve.Point) -> [DataTable.Cell]) -> [[DataTable.Cell]] {
        curves.flatMap { curve in
            curve.grid.map { point in
                [
                    .text(curve.offer), .name(curve.segment), .number("\(PageText.plain(point.percent)) %", point.percent),
                    .text(point.percent == curve.chosen.percent ? "chosen" : ""),
                ] + figures(point)
            }
        }
    }
}

import ChartPages
import OfferEconomics
import OfferResults

/// Where net value comes from, and who gains.
extension RunPage {
    private struct Step {
        let name: String
        let counting: String
        let change: Double
    }

    private static let mostAssets = 10

    var valueSection: Page.Section? {
        guard let totals = result.totals, !result.recommendations.isEmpty else { return nil }
        return Page.Section("value", "Where the value comes from", [waterfall(totals).markup, assetsFigure.markup])
    }

    private func waterfall(_ totals: Totals) -> Figure {
        let steps = steps(totals)
        var level = 0.0
        var bars = steps.map { step -> BarChart.Bar in
            let from = level
            level += step.change
            return BarChart.Bar(
                step.name, figure: PageText.change(step.change), from: from, to: level, step.change < 0 ? .second : .first)
        }
        bars.append(BarChart.Bar("Net value", figure: PageText.short(totals.netValue), to: totals.netValue, .third))
        let rows =
            steps.map { [DataTable.Cell.text($0.name), .text($0.counting), .amount($0.change)] }
            + [[.text("Net value"), .text(Kind.Counting.net.rawValue), .amount(totals.netValue)]]
        let wasted =
            totals.cost > 0
            ? " \(PageText.percent(totals.deadweightCost / totals.cost)) of the cost goes to customers who would have come anyway." : ""
        return Figure(
            "waterfall", "From value to net value",
            message: "What the assets gain and partners pay, less what the points cost.\(wasted)",
            labels: Kind.labels(.expected, counting: .net),
            legend: [LegendItem(.bar, .first, "adds"), LegendItem(.bar, .second, "takes away"), LegendItem(.bar, .third, "what is left")],
            charts: [
                BarChart(
                    "From value to net value",
                    description: steps.map { "\($0.name) \(PageText.change($0.change))" }.joined(separator: ", ")
                        + ", net value \(PageText.short(totals.netValue)) \(currency).",
                    title: "Added up", unit: currency, bars: bars, isWaterfall: true)
            ],
            tables: [
                DataTable(
                    "table-waterfall", caption: "Steps to net value; amounts in \(currency)",
                    [.words("Step"), .words("Counts"), .number("Change")], rows: rows)
            ])
    }

    /// They add up to net value.
    private func steps(_ totals: Totals) -> [Step] {
        let gains = result.assets.filter { $0.gain != 0 }.enumerated().sorted {
            (abs($1.element.gain), $0.offset) < (abs($0.element.gain), $1.offset)
        }.map(\.element)
        var steps = gains.prefix(Self.mostAssets).map { Step(name: "Gain of \($0.asset)", counting: "incremental", change: $0.gain) }
        let others = gains.dropFirst(Self.mostAssets).reduce(0) { $0 + $1.gain }
        if others != 0 { steps.append(Step(name: "Gain of other assets", counting: "incremental", change: others)) }
        if totals.feeIncome != 0 { steps.append(Step(name: "Partners\u{2019} fees", counting: "total", change: totals.feeIncome)) }
        let won = totals.cost - totals.deadweightCost - totals.fraudLoss
        steps += [
            Step(name: "Points of customers won", counting: "incremental", change: -won),
            Step(name: "Points of those who would come anyway", counting: "deadweight", change: -totals.deadweightCost),
        ]
        if totals.fraudLoss != 0 { steps.append(Step(name: "Points taken by fraud", counting: "total", change: -totals.fraudLoss)) }
        return steps
    }

    private var assetsFigure: Figure {
        let assets = result.assets
        let shown = Shortened(assets, most: 40, kept: "the first")
        let losing = assets.filter { $0.profit < 0 }.map(\.asset)
        let rows =
            shown.shown.map {
                [DataTable.Cell.text($0.asset), .amount($0.gain), .amount($0.funding), .amount($0.fees), .amount($0.profit)]
            }
            + [[.text("All together, net value"), .text(""), .text(""), .text(""), .amount(assets.reduce(0) { $0 + $1.profit })]]
        return Figure(
            "assets", "Who gains, who pays",
            message: losing.isEmpty
                ? "Nobody loses by the plan. The P&Ls add up to net value."
                : "\(PageText.list(Array(losing.prefix(6)))) \(losing.count == 1 ? "loses" : "lose") by the plan. The P&Ls add up to net value.",
            labels: Kind.labels(.expected, counting: .net),
            charts: [
                BarChart(
                    "P&L by asset",
                    description: assets.prefix(12).map { "\($0.asset) \(PageText.short($0.profit))" }.joined(separator: ", "),
                    title: "P&L", unit: currency,
                    bars: assets.prefix(12).map {
                        BarChart.Bar($0.asset, figure: PageText.change($0.profit), to: $0.profit, $0.profit < 0 ? .second : .first)
                    })
            ],
            tables: [
                DataTable(
                    "table-assets", caption: "Gain is incremental, points and fees paid are totals; amounts in \(currency)",
                    [.words("Asset"), .number("Gain"), .number("Points paid"), .number("Fees paid"), .number("P&L")], rows: rows,
                    remark: shown.remark)
            ])
    }
}

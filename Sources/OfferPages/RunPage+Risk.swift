import ChartPages
import OfferEconomics
import OfferModel
import OfferReporting
import OfferResults
import OfferStress

/// How it may turn out: draws of the inputs, one factor alone, named stresses.
extension RunPage {
    private static let mostBudgets = 12
    private static let classes = 36

    var riskSection: Page.Section? {
        guard let stress = documents.stress else { return nil }
        let figures = [
            stress.draws.map { costFigure($0, stress) }, stress.draws.flatMap(budgetsFigure), tornadoFigure(stress),
            StressMap(stress, currency: currency)?.figure,
        ].compactMap(\.self)
        return figures.isEmpty ? nil : Page.Section("risk", "How it may turn out", figures.map(\.markup))
    }

    private func costFigure(_ draws: DrawOutcome, _ stress: StressDocument) -> Figure {
        let cost = draws[.cost]
        let sample = cost.sample
        let spread = sample.sorted[sample.sorted.count - 1] - sample.sorted[0]
        let limits = stress.costLimits.filter {
            $0.amount <= sample.sorted[sample.sorted.count - 1] + spread && $0.amount >= sample.sorted[0] - spread
        }
        let far = stress.costLimits.filter { limit in !limits.contains { $0.name == limit.name } }
        let (risk, tail) = (sample.quantile(0.95), sample.conditionalValueAtRisk(0.95))
        let marks =
            [
                ChartMark(cost.expected, "expected \(PageText.short(cost.expected))", .muted, isDashed: true),
                ChartMark(risk, "VaR 95 \(PageText.short(risk))", .fourth),
                ChartMark(tail, "CVaR 95 \(PageText.short(tail))", .fourth, isDashed: true),
            ] + limits.map { ChartMark($0.amount, "\($0.name) \(PageText.short($0.amount))", .alarm) }
        let classes = Histogram(sample, classes: Self.classes)
        let net = draws[.netValue]
        let netClasses = Histogram(net.sample, classes: Self.classes)
        let quantities: [(DrawOutcome.Quantity, String, Kind.Counting)] = [
            (.netValue, "Net value", .net), (.value, "Value", .incremental), (.feeIncome, "Partners\u{2019} fees", .total),
            (.cost, "Cost", .total),
            (.accrued, "Points accrued", .total), (.fraudLoss, "Fraud", .total), (.completions, "Completions", .total),
            (.incrementalCompletions, "Completions won", .incremental),
        ]
        return Figure(
            "cost", "What the plan may cost and bring",
            message:
                "In 95 % of the draws the plan costs less than \(PageText.short(risk)) \(currency); the worst 5 % cost \(PageText.short(tail)) on average."
                + (far.isEmpty
                    ? "" : " Far from all draws, and not drawn: \(PageText.list(far.map { "\($0.name) \(PageText.short($0.amount))" })).")
                + (draws.tailBudgets.isEmpty ? "" : " " + tailText(draws)),
            labels: Kind.labels(.expected, .drawn(draws.count), counting: .both),
            charts: [
                classes.chart("Cost, total", title: "Cost of all points redeemed", currency: currency, marks: marks),
                netClasses.chart(
                    "Net value, incremental less cost", title: "Net value", currency: currency,
                    marks: [
                        ChartMark(net.expected, "expected \(PageText.short(net.expected))", .muted, isDashed: true),
                        ChartMark(
                            net.sample.quantile(0.05), "95 % are above \(PageText.short(net.sample.quantile(0.05)))", .fourth),
                    ]),
            ],
            tables: [
                DataTable(
                    "table-draws", caption: "Over the draws; money in \(currency)",
                    [
                        .words("Quantity"), .words("Counts"), .number("Expected"), .number("Mean"), .number("Standard error"),
                        .number("5 %"),
                        .number("50 %"), .number("95 %"), .number("Least"), .number("Most"),
                    ],
                    rows: quantities.map { quantity, name, counting in
                        let outcome = draws[quantity]
                        let quantiles = [0.05, 0.5, 0.95, 0, 1].map { DataTable.Cell.amount(outcome.sample.quantile($0)) }
                        return [
                            .text(name), .text(counting.rawValue), .amount(outcome.expected), .amount(outcome.sample.mean),
                            .amount(outcome.standardError, unknown: "not known"),
                        ] + quantiles
                    }),
                classes.table("table-cost", caption: "Draws by cost, total; amounts in \(currency)"),
                netClasses.table("table-net-value", caption: "Draws by net value, incremental less cost; amounts in \(currency)"),
            ])
    }

    private func tailText(_ draws: DrawOutcome) -> String {
        draws.tailBudgets.map { tail in
            "The worst \(PageText.percent(1 - tail.budget.level)) cost \(PageText.short(tail.conditionalValueAtRisk.value)) on average, "
                + "against \(PageText.short(tail.budget.amount)) of tail budget \(tail.budget.id)."
        }.joined(separator: " ")
    }

    private func budgetsFigure(_ draws: DrawOutcome) -> Figure? {
        guard !draws.budgets.isEmpty else { return nil }
        let listed = Shortened(draws.budgets, most: 60, kept: "the first of the scenario")
        let moving = draws.budgets.filter { $0.uses.standardDeviation > 0 }
        let charts = moving.prefix(Self.mostBudgets).map { tail -> XYChart in
            let (risk, mean) = (tail.valueAtRisk(0.95).value, tail.conditionalValueAtRisk(0.95).value)
            return Histogram(tail.uses, classes: 24).chart(
                "budget:\(tail.budget.id), over in \(PageText.percent(tail.breachProbability.value))", title: Self.basis(of: tail.budget),
                currency: currency,
                marks: [
                    ChartMark(tail.budget.amount, "limit \(PageText.short(tail.budget.amount))", .alarm),
                    ChartMark(risk, "VaR \(PageText.short(risk))", .fourth),
                    ChartMark(mean, "CVaR \(PageText.short(mean))", .fourth, isDashed: true),
                ])
        }
        let failed = draws.budgets.filter(\.failsGate).map { "budget:\($0.budget.id)" }
        let message =
            "Some budget breaks in \(PageText.percent(draws.anyBreach.value)) of the draws."
            + (failed.isEmpty ? "" : " Broken more often than allowed: \(PageText.list(failed)).")
            + (moving.count > charts.count ? " \(charts.count) of \(moving.count) budgets are drawn." : "")
            + " The reserve is what to hold above the expected use."
        return Figure(
            "budgets", "Each budget over the draws", message: message,
            labels: Kind.labels(.expected, .drawn(draws.count), counting: .total),
            charts: charts,
            tables: [
                DataTable(
                    "table-budgets", caption: "Budgets over the draws; amounts in \(currency)",
                    [
                        .words("Budget"), .words("Counts"), .number("Limit"), .number("Expected"), .number("Mean"), .number("Broken in"),
                        .number("Allowed"), .number("VaR 95"), .number("CVaR 95"), .number("Reserve 95 %"), .number("Reserve 99 %"),
                    ],
                    rows: listed.shown.map { tail in
                        [
                            .text("budget:\(tail.budget.id)"), .text(Self.basis(of: tail.budget)), .amount(tail.budget.amount),
                            .amount(tail.expected),
                            .amount(tail.uses.mean), .share(tail.breachProbability.value),
                            .number(
                                tail.budget.breachProbability.map { PageText.percent($0) } ?? "not stated", tail.budget.breachProbability),
                            .amount(tail.valueAtRisk(0.95).value), .amount(tail.conditionalValueAtRisk(0.95).value),
                            .amount(tail.reserve(0.95).value),
                            .amount(tail.reserve(0.99).value),
                        ]
                    }, remark: listed.remark),
                DataTable(
                    "table-budget-quantiles",
                    caption: "Use of each budget that is drawn: what a share of the draws stays below; amounts in \(currency)",
                    [.words("Budget")] + Self.quantiles.map { .number(PageText.percent($0)) },
                    rows: moving.prefix(Self.mostBudgets).map { tail in
                        [.text("budget:\(tail.budget.id)")] + Self.quantiles.map { .amount(tail.uses.quantile($0)) }
                    }),
            ])
    }

    private static let quantiles = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]

    /// What a budget counts: `points redeemed in month 3`.
    static func basis(of budget: Budget) -> String {
        let month = budget.month.map { " in month \($0)" } ?? ""
        return switch budget.basis {
        case .cost: budget.month == nil ? "cost" : "cost of points accrued\(month)"
        case .accrued: "points accrued\(month)"
        case .cash: "points redeemed\(month)"
        case .worstCase: "worst case\(month)"
        }
    }

    private func tornadoFigure(_ stress: StressDocument) -> Figure? {
        guard let totals = result.totals, !stress.tornado.isEmpty else { return nil }
        func chart(_ name: String, _ title: String, _ ink: Ink, at expected: Double, _ ends: (TornadoBar) -> TornadoBar.Ends) -> BarChart {
            BarChart(
                name,
                description: stress.tornado.map {
                    "\($0.factor.rawValue): \(PageText.short(ends($0).low)) to \(PageText.short(ends($0).high))"
                }
                .joined(separator: ", "), title: title, unit: currency, includesZero: false,
                bars: stress.tornado.map { bar in
                    BarChart.Bar(
                        "\(bar.factor.rawValue), sd \(PageText.plain(bar.deviation))",
                        figure: "\(PageText.short(ends(bar).low)) \u{2192} \(PageText.short(ends(bar).high))", from: ends(bar).low,
                        to: ends(bar).high, ink)
                }, marks: [ChartMark(expected, "expected \(PageText.short(expected))", .muted)])
        }
        return Figure(
            "tornado", "One factor alone",
            message: "Each factor moved by one standard deviation down and up, the others as they stand: the widest in cost first. "
                + "The arrow goes from one down to one up.",
            labels: Kind.labels(.expected, counting: .both),
            charts: [
                chart("Cost, total", "Cost", .second, at: totals.cost) { $0.cost },
                chart("Net value, incremental less cost", "Net value", .first, at: totals.netValue) { $0.netValue },
            ],
            tables: [
                DataTable(
                    "table-tornado", caption: "One standard deviation of one factor; amounts in \(currency)",
                    [
                        .words("Factor"), .number("Standard deviation"), .number("Cost at one down"), .number("Cost at one up"),
                        .number("Net value at one down"), .number("Net value at one up"),
                    ],
                    rows: stress.tornado.map {
                        [
                            .text($0.factor.rawValue), .number(PageText.plain($0.deviation), $0.deviation), .amount($0.cost.low),
                            .amount($0.cost.high),
                            .amount($0.netValue.low), .amount($0.netValue.high),
                        ]
                    })
            ])
    }
}

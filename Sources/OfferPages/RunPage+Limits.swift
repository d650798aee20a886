import ChartPages
import OfferModel
import OfferOptimization
import OfferReporting
import OfferResults

/// What holds the plan back, and what more of it would bring.
extension RunPage {
    private static let mostRows = 60
    private static let mostBars = 16

    var limitsSection: Page.Section? {
        guard result.totals != nil else { return nil }
        let figures = [constraintsFigure, frontierFigure, granularityFigure].compactMap(\.self)
        return figures.isEmpty ? nil : Page.Section("limits", "Limits and their prices", figures.map(\.markup))
    }

    private var constraintsFigure: Figure? {
        guard !result.constraints.isEmpty else { return nil }
        let rows = result.constraints
        let ordered = rows.filter(\.isBinding) + rows.filter { !$0.isBinding }
        let listed = Shortened(rows.count > Self.mostRows ? ordered : rows, most: Self.mostRows, kept: "those that bind first")
        let used = ordered.filter { $0.limit != 0 }.prefix(Self.mostBars)
        let priced = ordered.filter { ($0.shadowPrice ?? 0) > 0 && !$0.countsCompletions && !$0.isShare }.prefix(Self.mostBars)
        let binding = rows.count(where: \.isBinding)
        let broken = rows.filter(\.isBroken)
        var charts: [any Chart] = []
        if !used.isEmpty {
            charts.append(
                BarChart(
                    "Use of each limit", description: used.map { "\($0.name) \(Self.use(of: $0))" }.joined(separator: ", "),
                    title: "Used, percent of the limit", unit: "%",
                    bars: used.map {
                        BarChart.Bar(
                            $0.name, figure: Self.use(of: $0) + ($0.isBroken ? ", broken" : $0.isBinding ? ", binds" : ""),
                            to: 100 * $0.used / $0.limit, $0.isBroken ? .alarm : $0.isBinding ? .second : .first)
                    }, marks: [ChartMark(100, "the limit", .muted)]))
        }
        if !priced.isEmpty {
            charts.append(
                BarChart(
                    "What one more \(currency) of a limit brings",
                    description: priced.map { "\($0.name) \(AmountText.price($0.shadowPrice ?? 0))" }.joined(separator: ", "),
                    title: "\(objectiveName) for one \(currency) more", unit: currency,
                    bars: priced.map {
                        BarChart.Bar($0.name, figure: AmountText.price($0.shadowPrice ?? 0), to: $0.shadowPrice ?? 0, .third)
                    }))
        }
        let message =
            (binding == 0 ? "No limit binds." : "\(PageText.count(binding, "limit binds", "limits bind")) of \(rows.count).")
            + (broken.isEmpty ? "" : " The plan breaks \(PageText.list(broken.prefix(6).map(\.name))).")
            + " A price is what loosening the limit by one unit brings, as long as the limit stays between the two values beside it. "
            + "Floors are kept from 100 % up; limits of zero have no use in percent and stand in the table alone."
        return Figure(
            "constraints", "Limits in use", message: message,
            labels: Kind.labels(result.certificate == nil ? .expected : .proved, counting: .total),
            legend: [LegendItem(.bar, .second, "binds"), LegendItem(.bar, .first, "has room")]
                + (broken.isEmpty ? [] : [LegendItem(.bar, .alarm, "broken")]),
            charts: charts, tables: [constraintsTable(listed)], isOpen: true)
    }

    private static func use(of row: Constraint) -> String { PageText.percent(row.used / row.limit) }

    private func constraintsTable(_ listed: Shortened<Constraint>) -> DataTable {
        let rows = listed.shown.map { row -> [DataTable.Cell] in
            let unbounded = row.isRangeKnown ? "no end" : "not known"
            return [
                .text(row.name), .text(row.owner), .text(row.isFloor ? "at least" : "at most"), .amount(row.limit), .amount(row.used),
                .number(row.isBinding ? "0" : PageText.exact(row.slack), row.slack),
                .text(row.isBroken ? "broken" : row.isBinding ? "binds" : "has room"), .price(row.shadowPrice),
                .amount(row.validFrom, unknown: unbounded), .amount(row.validTo, unknown: unbounded), .price(row.tighteningPrice),
            ]
        }
        return DataTable(
            "table-constraints",
            caption: "Budgets, fraud limits, P&L and return floors in \(currency), reach in completions; what is used is total, "
                + "prices are \(objectiveName.lowercased()) per unit",
            [
                .words("Limit"), .words("Whose"), .words("Sense"), .number("Limit is"), .number("Used"), .number("Room"), .words("State"),
                .number("One more brings"), .number("Price holds from"), .number("To"), .number("One less costs"),
            ], rows: rows, remark: listed.remark)
    }

    /// The optimum as a function of one limit.
    private var frontierFigure: Figure? {
        guard let frontier = documents.frontier, frontier.breakpoints.count > 1 else { return nil }
        let points = frontier.breakpoints
        let listed = Self.thinned(points.count, most: 60)
        let unit = frontier.countsCompletions ? "completions" : currency
        var marks = [ChartMark(frontier.limit, "now \(PageText.short(frontier.limit))", .second)]
        if let flat = frontier.flatFrom, flat != frontier.limit {
            marks.append(ChartMark(flat, "flat from \(PageText.short(flat))", .muted, isDashed: true))
        }
        let steps = zip(points, points.dropFirst()).flatMap {
            [XYChart.Point($0.limit, $0.shadowPrice), XYChart.Point($1.limit, $0.shadowPrice)]
        }
        let axis = XYChart.Axis("Limit of \(frontier.row)", unit: unit)
        return Figure(
            "frontier", "What the limit \(frontier.row) is worth", message: frontierMessage(frontier),
            labels: Kind.labels(.proved, counting: .net),
            charts: [
                XYChart(
                    "\(objectiveName) of the best plan",
                    description: "It goes from \(PageText.short(points[0].objective)) at \(PageText.short(points[0].limit)) "
                        + "to \(PageText.short(points[points.count - 1].objective)) at \(PageText.short(points[points.count - 1].limit)).",
                    horizontal: axis, vertical: XYChart.Axis(objectiveName, unit: currency),
                    layers: [.line(points.map { .init($0.limit, $0.objective) }, .first)], marks: marks),
                XYChart(
                    "What one more brings there",
                    description:
                        "The price goes from \(AmountText.price(points[0].shadowPrice)) to \(AmountText.price(points[points.count - 1].shadowPrice)).",
                    horizontal: axis, vertical: XYChart.Axis("For one more, \(currency)", includesZero: true),
                    layers: [.line(steps, .third)], marks: marks),
            ],
            tables: [
                DataTable(
                    "table-frontier",
                    caption: "Breakpoints of \(objectiveName.lowercased()) as the limit of \(frontier.row) moves; amounts in \(currency)",
                    [.number("Limit"), .number(objectiveName), .number("One more brings")],
                    rows: listed.map { [.amount(points[$0].limit), .amount(points[$0].objective), .price(points[$0].shadowPrice)] },
                    remark: listed.count < points.count
                        ? "\(listed.count) of \(points.count) breakpoints, evenly taken. The run\u{2019}s other files have all of them."
                        : nil)
            ])
    }

    private func frontierMessage(_ frontier: FrontierDocument) -> String {
        var sentences: [String] = []
        switch (frontier.shelfLife?.from, frontier.shelfLife?.to) {
        case (let from?, let to?):
            sentences.append("The plan keeps its offers while the limit is between \(PageText.exact(from)) and \(PageText.exact(to)).")
        case (let from?, nil): sentences.append("The plan keeps its offers for any limit from \(PageText.exact(from)) up.")
        case (nil, let to?): sentences.append("The plan keeps its offers for any limit up to \(PageText.exact(to)).")
        case (nil, nil): break
        }
        if let flat = frontier.flatFrom {
            sentences.append("\(frontier.isFloor ? "Below" : "Beyond") \(PageText.exact(flat)) nothing more is gained.")
        }
        if let tightest = frontier.tightestFeasible {
            sentences.append("No plan keeps every rule with a limit \(frontier.isFloor ? "above" : "below") \(PageText.exact(tightest)).")
        }
        if !frontier.isComplete {
            sentences.append(
                "Some breakpoints were not looked for: the true curve is at most \(PageText.short(frontier.largestError)) above.")
        }
        return sentences.isEmpty
            ? "Each point is the best plan under that limit, with all else chosen anew." : sentences.joined(separator: " ")
    }

    /// Places among so many, both ends included, evenly apart.
    private static func thinned(_ count: Int, most: Int) -> [Int] {
        count <= most ? Array(0..<count) : (0..<most).map { $0 * (count - 1) / (most - 1) }
    }

    private var granularityFigure: Figure? {
        let levels = result.granularity
        guard levels.count > 1, let finest = levels.first(where: { $0.level == .segment })?.objective else { return nil }
        let bars = levels.compactMap { level in level.objective.map { (Self.name(of: level.level), $0) } }
        return Figure(
            "granularity", "The price of coarser decisions",
            message:
                "The best plan when segments are told apart, when those of a macro-segment share one decision, and when all share one.",
            labels: Kind.labels(.proved, counting: .net),
            charts: [
                BarChart(
                    "The price of coarser decisions", description: bars.map { "\($0.0) \(PageText.short($0.1))" }.joined(separator: ", "),
                    title: objectiveName, unit: currency,
                    bars: bars.map { BarChart.Bar($0.0, figure: PageText.short($0.1), to: $0.1, .first) })
            ],
            tables: [
                DataTable(
                    "table-granularity", caption: "\(objectiveName) by granularity; amounts in \(currency)",
                    [.words("Decisions"), .number(objectiveName), .number("Lost"), .number("Share lost")],
                    rows: levels.map { level in
                        let lost = level.objective.map { max(0, finest - $0) }
                        return [
                            .text(Self.name(of: level.level)), .amount(level.objective, unknown: "no plan"),
                            .amount(lost, unknown: "not known"),
                            .share(lost.flatMap { finest == 0 ? nil : $0 / abs(finest) }),
                        ]
                    })
            ])
    }

    private static func name(of level: Scenario.Granularity) -> String {
        switch level {
        case .segment: "One for each segment"
        case .macro: "One for each macro-segment"
        case .programme: "One for everybody"
        }
    }
}

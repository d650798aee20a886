import ChartPages
import OfferEconomics
import OfferModel
import OfferReporting
import OfferResults
import OfferSimulation
import OfferStress

/// Month by month, and the check by simulation.
extension RunPage {
    var monthsSection: Page.Section? {
        let figures = [fanFigure, agreementFigure].compactMap(\.self)
        return figures.isEmpty ? nil : Page.Section("months", "Month by month", figures.map(\.markup))
    }

    private struct MonthLine {
        let month: Int
        let drawn: DrawOutcome.Outcome?
        let simulated: Double?
        let limits: [Budget]
    }

    /// Budgets of one month over everything that count as a basis does.
    private func budgets(_ basis: Budget.Basis) -> [Budget] {
        let all = documents.stress?.draws?.budgets.map(\.budget) ?? documents.simulation?.simulation?.budgets.map(\.budget) ?? []
        return all.filter { $0.basis == basis && $0.month != nil && $0.sponsor == nil && $0.offer == nil && $0.macro == nil }
    }

    private var fanFigure: Figure? {
        let drawn = documents.figures?.months
        let simulated = documents.simulation?.simulation
        let last = drawn?.months.count ?? min(24, simulated?.months.count ?? 0)
        guard last > 0 else { return nil }
        func lines(
            _ basis: Budget.Basis, _ outcome: (MonthDraws.Month) -> DrawOutcome.Outcome, _ mean: (SimulationOutcome.Month) -> Double
        ) -> [MonthLine] {
            let limits = budgets(basis)
            return (1...last).map { month in
                MonthLine(
                    month: month, drawn: drawn.map { outcome($0.months[month - 1]) },
                    simulated: simulated.map { month <= $0.months.count ? mean($0.months[month - 1]) : 0 },
                    limits: limits.filter { $0.month == month })
            }
        }
        let panels = [
            ("Points accrued", lines(.accrued, \.accrued, \.accrued)), ("Points redeemed", lines(.cash, \.redeemed, \.redeemed)),
        ]
        var sources: [Kind.Source] = []
        var legend: [LegendItem] = []
        if let drawn {
            sources = [.expected, .drawn(drawn.count)]
            legend = [
                LegendItem(.line, .first, "expected"), LegendItem(.band, .first, "90 % and 50 % of the draws"),
            ]
        }
        if let simulated {
            sources.append(.simulated(simulated.replications))
            legend.append(LegendItem(.circle, .second, "simulated, mean"))
        }
        if panels.contains(where: { $0.1.contains { !$0.limits.isEmpty } }) {
            legend.append(LegendItem(.line, .alarm, "budget of that month"))
        }
        let goesOn = drawn?.goesOn ?? (simulated.map { $0.months.count > last } ?? false)
        return Figure(
            "fan", "Points by month, against budgets",
            message:
                "What is accrued and what is redeemed in each month of the plan, at face value. Budgets of one month over all offers stand as short lines; "
                + "all budgets are in the table of budgets." + (goesOn ? " Points go on being redeemed beyond month \(last)." : ""),
            labels: sources.flatMap { Kind.labels($0, counting: .total).dropLast() } + [Kind.Counting.total.rawValue], legend: legend,
            charts: panels.map { fan($0.0, $0.1) }, tables: panels.map { monthTable($0.0, $0.1) })
    }

    private func fan(_ name: String, _ lines: [MonthLine]) -> XYChart {
        func band(_ low: Double, _ high: Double) -> [XYChart.Span] {
            lines.compactMap { line in
                line.drawn.map {
                    .init(Double(line.month), Double(line.month), low: $0.sample.quantile(low), high: $0.sample.quantile(high))
                }
            }
        }
        let expected = lines.compactMap { line in line.drawn.map { XYChart.Point(Double(line.month), $0.expected) } }
        let simulated = lines.compactMap { line in line.simulated.map { XYChart.Point(Double(line.month), $0) } }
        let limits = lines.flatMap { line in
            line.limits.map {
                XYChart.Layer.level(
                    .init(Double(line.month) - 0.4, Double(line.month) + 0.4, low: $0.amount, high: $0.amount), .alarm,
                    label: "\($0.id) \(PageText.short($0.amount))")
            }
        }
        let peak = lines.max { ($0.drawn?.expected ?? $0.simulated ?? 0) < ($1.drawn?.expected ?? $1.simulated ?? 0) }
        return XYChart(
            name,
            description: peak.map { "Most in month \($0.month): \(PageText.short($0.drawn?.expected ?? $0.simulated ?? 0)) \(currency)." }
                ?? "",
            horizontal: XYChart.Axis("Month of the plan", isWhole: true), vertical: XYChart.Axis(name, unit: currency, includesZero: true),
            layers: [
                .band(band(0.05, 0.95), .first), .band(band(0.25, 0.75), .first), .line(expected, .first), .circles(simulated, .second),
            ] + limits)
    }

    private func monthTable(_ name: String, _ lines: [MonthLine]) -> DataTable {
        let hasDraws = lines.contains { $0.drawn != nil }
        let hasSimulation = lines.contains { $0.simulated != nil }
        let columns: [DataTable.Column] =
            [.number("Month")]
            + (hasDraws
                ? [.number("Expected"), .number("Drawn, 5 %"), .number("25 %"), .number("50 %"), .number("75 %"), .number("95 %")] : [])
            + (hasSimulation ? [.number("Simulated mean")] : []) + [.words("Budgets of the month")]
        return DataTable(
            name == "Points accrued" ? "table-accrued" : "table-redeemed", caption: "\(name) by month, total; amounts in \(currency)",
            columns,
            rows: lines.map { line in
                var cells: [DataTable.Cell] = [.number("\(line.month)", Double(line.month))]
                if hasDraws {
                    cells.append(.amount(line.drawn?.expected, unknown: ""))
                    cells += [0.05, 0.25, 0.5, 0.75, 0.95].map { quantile in .amount(line.drawn?.sample.quantile(quantile), unknown: "") }
                }
                if hasSimulation { cells.append(.amount(line.simulated, unknown: "")) }
                return cells + [.text(line.limits.map { "budget:\($0.id) \(PageText.exact($0.amount))" }.joined(separator: ", "))]
            })
    }

    /// What the closed form expects beside what customers played through come to.
    private var agreementFigure: Figure? {
        guard let document = documents.simulation, let outcome = document.simulation else { return nil }
        let names: [(SimulationOutcome.Quantity, String, Kind.Counting)] = [
            (.netValue, "Net value", .net), (.value, "Value", .incremental), (.feeIncome, "Partners\u{2019} fees", .total),
            (.cost, "Cost", .total),
            (.accrued, "Points accrued", .total), (.expired, "Points expired", .total), (.fraudLoss, "Fraud", .total),
            (.completions, "Completions", .total), (.incrementalCompletions, "Completions won", .incremental),
        ]
        let limits = outcome.limits.map { effect in
            "\(document.name(of: effect.limit)) keeps \(PageText.short(effect.saved)) \(currency) in \(PageText.percent(effect.bindingShare)) of the replications"
        }
        let message =
            "The plan played through customer by customer. A difference of up to about 3 standard errors is chance; no difference is stated where a limit that the "
            + "closed form leaves out took something."
            + (limits.isEmpty ? "" : " Limits that took something: \(limits.prefix(6).joined(separator: "; ")).")
        let chart = BarChart(
            "How often each budget breaks in the simulation",
            description: outcome.budgets.prefix(12).map { "\($0.budget.id) \(PageText.percent($0.breachProbability))" }.joined(
                separator: ", "),
            title: "Replications in which the budget breaks", unit: "%",
            bars: outcome.budgets.prefix(12).map {
                BarChart.Bar(
                    "budget:\($0.budget.id)", figure: PageText.percent($0.breachProbability), to: 100 * $0.breachProbability, .second)
            })
        let agreement = Dictionary(uniqueKeysWithValues: outcome.agreement.map { ($0.quantity, $0) })
        let quantities = DataTable(
            "table-simulation", caption: "Expected and simulated; money in \(currency)",
            [
                .words("Quantity"), .words("Counts"), .number("Expected"), .number("Simulated mean"), .number("Standard error"),
                .number("Apart, standard errors"), .number("5 %"), .number("95 %"),
            ],
            rows: names.map { quantity, name, counting in
                let sample = outcome[quantity]
                let z = agreement[quantity]?.z
                return [
                    .text(name), .text(counting.rawValue), .amount(agreement[quantity]?.expected, unknown: "not comparable"),
                    .amount(sample.mean),
                    .amount(sample.knownStandardError, unknown: "not known"),
                    .number(z.map { AmountText.trimmed($0, decimals: 1).signed } ?? "", z), .amount(sample.quantile(0.05)),
                    .amount(sample.quantile(0.95)),
                ]
            })
        let budgets = DataTable(
            "table-simulated-budgets", caption: "Budgets over the replications; amounts in \(currency)",
            [
                .words("Budget"), .words("Counts"), .number("Limit"), .number("Expected"), .number("Simulated mean"), .number("Broken in"),
                .number("VaR 95"), .number("CVaR 95"),
            ],
            rows: outcome.budgets.prefix(60).map {
                [
                    .text("budget:\($0.budget.id)"), .text(Self.basis(of: $0.budget)), .amount($0.budget.amount), .amount($0.expected),
                    .amount($0.uses.mean),
                    .share($0.breachProbability), .amount($0.uses.quantile(0.95)), .amount($0.uses.conditionalValueAtRisk(0.95)),
                ]
            })
        return Figure(
            "simulation", "Simulated, customer by customer", message: message,
            labels: Kind.labels(.expected, .simulated(outcome.replications), counting: .both),
            charts: outcome.budgets.isEmpty ? [] : [chart], tables: [quantities] + (outcome.budgets.isEmpty ? [] : [budgets]))
    }
}

import OfferEconomics
import OfferModel
import OfferResults
import OfferStress
import TableFiles

/// Stresses and draws as CSV files for spreadsheets.
struct StressTables {
    private let document: StressDocument

    init(_ document: StressDocument) {
        self.document = document
    }

    var files: [(name: String, bytes: [UInt8])] {
        let stressed = [("stresses.csv", stresses), ("stress-rows.csv", rows)]
        guard let draws = document.draws else { return stressed }
        return stressed + [("draws.csv", quantities(draws)), ("draws-budgets.csv", budgets(draws))]
    }

    private var stresses: [UInt8] {
        var writer = CSVWriter(
            header: ["stress", "built_in", "cost", "value", "net_value", "breaking_multiple", "breaking_row"], for: .spreadsheets)
        for stress in document.stresses {
            let totals = [stress.totals.cost, stress.totals.value, stress.totals.netValue, stress.breaking?.multiple]
            writer.append(
                [stress.stress.id, String(stress.isBuiltIn)] + totals.map(CSVCell.text) + [stress.breaking?.row ?? ""])
        }
        return writer.bytes
    }

    private var rows: [UInt8] {
        var writer = CSVWriter(header: ["stress", "row", "used", "limit", "broken"], for: .spreadsheets)
        for stress in document.stresses {
            for row in stress.rows {
                writer.append([stress.stress.id, row.name, CSVCell.text(row.used), CSVCell.text(row.limit), String(row.isBroken)])
            }
        }
        return writer.bytes
    }

    private func quantities(_ draws: DrawOutcome) -> [UInt8] {
        var writer = CSVWriter(header: ["quantity", "expected", "mean", "sd", "p05", "p50", "p95", "min", "max"], for: .spreadsheets)
        for (quantity, outcome) in draws.quantities {
            let sample = outcome.sample
            let figures: [Double?] = [
                outcome.expected, sample.mean, sample.standardDeviation, sample.quantile(0.05), sample.quantile(0.5), sample.quantile(0.95),
                sample.sorted.first, sample.sorted.last,
            ]
            writer.append([quantity.rawValue] + figures.map(CSVCell.text))
        }
        return writer.bytes
    }

    private func budgets(_ draws: DrawOutcome) -> [UInt8] {
        var writer = CSVWriter(
            header: ["budget", "limit", "expected", "mean", "breach_probability", "var95", "cvar95", "reserve95", "reserve99"],
            for: .spreadsheets)
        for budget in draws.budgets {
            let figures = [
                budget.budget.amount, budget.expected, budget.uses.mean, budget.breachProbability.value, budget.valueAtRisk(0.95).value,
                budget.conditionalValueAtRisk(0.95).value, budget.reserve(0.95).value, budget.reserve(0.99).value,
            ]
            writer.append([budget.budget.id] + figures.map(CSVCell.text))
        }
        return writer.bytes
    }
}

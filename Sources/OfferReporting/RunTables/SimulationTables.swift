import OfferEconomics
import OfferModel
import OfferSimulation
import TableFiles

/// A simulation as CSV files for spreadsheets.
struct SimulationTables {
    private let outcome: SimulationOutcome

    init(_ outcome: SimulationOutcome) {
        self.outcome = outcome
    }

    var files: [(name: String, bytes: [UInt8])] {
        [("simulation.csv", quantities), ("simulation-budgets.csv", budgets), ("simulation-months.csv", months)]
    }

    private var quantities: [UInt8] {
        var writer = CSVWriter(header: ["quantity", "mean", "sd", "p05", "p50", "p95", "min", "max"], for: .spreadsheets)
        for (quantity, sample) in outcome.quantities {
            let figures: [Double?] = [
                sample.mean, sample.standardDeviation, sample.quantile(0.05), sample.quantile(0.5), sample.quantile(0.95),
                sample.sorted.first,
                sample.sorted.last,
            ]
            writer.append([quantity.rawValue] + figures.map(CSVCell.text))
        }
        return writer.bytes
    }

    private var budgets: [UInt8] {
        var writer = CSVWriter(
            header: ["budget", "limit", "expected", "mean", "breach_probability", "var95", "cvar95", "reserve95", "reserve99"],
            for: .spreadsheets)
        for budget in outcome.budgets {
            let figures = [
                budget.budget.amount, budget.expected, budget.uses.mean, budget.breachProbability, budget.uses.quantile(0.95),
                budget.uses.conditionalValueAtRisk(0.95), budget.reserve(0.95), budget.reserve(0.99),
            ]
            writer.append([budget.budget.id] + figures.map(CSVCell.text))
        }
        return writer.bytes
    }

    private var months: [UInt8] {
        var writer = CSVWriter(
            header: ["month", "shown", "completions", "accrued", "redeemed", "expired", "outstanding", "fraud"], for: .spreadsheets)
        for month in outcome.months {
            let figures = [
                month.shown, month.completions, month.accrued, month.redeemed, month.expired, month.outstanding, month.fraud,
            ]
            writer.append([String(month.month)] + figures.map(CSVCell.text))
        }
        return writer.bytes
    }
}

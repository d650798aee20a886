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
        let samples = outcome.quantities.map { ($0.quantity.rawValue, $0.sample) }
        let uses = outcome.budgets.map { ($0.budget.id, $0.uses) }
        return [
            Self.quantities.file(outcome.quantities), Self.budgets.file(outcome.budgets), Self.months.file(outcome.months),
            OutcomeTable(Self.outcomes, numbering: Self.numbering).file(samples, uses: uses, count: outcome.replications),
        ]
    }

    static let schemas = [
        quantities.schema, budgets.schema, months.schema,
        OutcomeTable.schema(outcomes, numbering: numbering, SimulationOutcome.Quantity.allCases.map(\.rawValue)),
    ]

    private static let outcomes = "simulation-replications"
    private static let numbering = "replication"

    private static let quantities = TableForm<(quantity: SimulationOutcome.Quantity, sample: Sample)>(
        "simulation",
        [
            .text("quantity") { $0.quantity.rawValue }, .number("mean") { $0.sample.mean }, .number("sd") { $0.sample.standardDeviation },
            .number("p05") { $0.sample.quantile(0.05) }, .number("p50") { $0.sample.quantile(0.5) },
            .number("p95") { $0.sample.quantile(0.95) }, .number("min") { $0.sample.sorted.first },
            .number("max") { $0.sample.sorted.last },
        ])

    private static let budgets = TableForm<SimulationOutcome.BudgetOutcome>(
        "simulation-budgets",
        [
            .text("budget") { $0.budget.id }, .number("limit") { $0.budget.amount }, .number("expected") { $0.expected },
            .number("mean") { $0.uses.mean }, .number("breach_probability") { $0.breachProbability },
            .number("var95") { $0.uses.quantile(0.95) }, .number("cvar95") { $0.uses.conditionalValueAtRisk(0.95) },
            .number("reserve95") { $0.reserve(0.95) }, .number("reserve99") { $0.reserve(0.99) },
        ])

    private static let months = TableForm<SimulationOutcome.Month>(
        "simulation-months",
        [
            .integer("month") { $0.month }, .number("shown") { $0.shown }, .number("completions") { $0.completions },
            .number("accrued") { $0.accrued }, .number("redeemed") { $0.redeemed }, .number("expired") { $0.expired },
            .number("outstanding") { $0.outstanding }, .number("fraud") { $0.fraud },
        ])
}

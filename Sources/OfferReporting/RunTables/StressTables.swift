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
        let rows = document.stresses.flatMap { stress in stress.rows.map { (stress.stress.id, $0) } }
        let stressed = [Self.stresses.file(document.stresses), Self.rows.file(rows)]
        guard let draws = document.draws else { return stressed }
        let samples = draws.quantities.map { ($0.quantity.rawValue, $0.outcome.sample) }
        let uses = draws.budgets.map { ($0.budget.id, $0.uses) }
        return stressed + [
            Self.quantities.file(draws.quantities), Self.budgets.file(draws.budgets),
            OutcomeTable(Self.outcomes, numbering: Self.numbering).file(samples, uses: uses, count: draws.count),
        ]
    }

    static let schemas = [
        stresses.schema, rows.schema, quantities.schema, budgets.schema,
        OutcomeTable.schema(outcomes, numbering: numbering, DrawOutcome.Quantity.allCases.map(\.rawValue)),
    ]

    private static let outcomes = "draws-outcomes"
    private static let numbering = "draw"

    private static let stresses = TableForm<NamedStress>(
        "stresses",
        [
            .text("stress") { $0.stress.id }, .flag("built_in") { $0.isBuiltIn }, .number("cost") { $0.totals.cost },
            .number("value") { $0.totals.value }, .number("net_value") { $0.totals.netValue },
            .number("breaking_multiple") { $0.breaking?.multiple }, .text("breaking_row") { $0.breaking?.row },
        ])

    private static let rows = TableForm<(stress: String, row: NamedStress.RowOutcome)>(
        "stress-rows",
        [
            .text("stress") { $0.stress }, .text("row") { $0.row.name }, .number("used") { $0.row.used },
            .number("limit") { $0.row.limit }, .flag("broken") { $0.row.isBroken },
        ])

    private static let quantities = TableForm<(quantity: DrawOutcome.Quantity, outcome: DrawOutcome.Outcome)>(
        "draws",
        [
            .text("quantity") { $0.quantity.rawValue }, .number("expected") { $0.outcome.expected },
            .number("mean") { $0.outcome.sample.mean }, .number("sd") { $0.outcome.sample.standardDeviation },
            .number("p05") { $0.outcome.sample.quantile(0.05) }, .number("p50") { $0.outcome.sample.quantile(0.5) },
            .number("p95") { $0.outcome.sample.quantile(0.95) }, .number("min") { $0.outcome.sample.sorted.first },
            .number("max") { $0.outcome.sample.sorted.last },
        ])

    private static let budgets = TableForm<BudgetTail>(
        "draws-budgets",
        [
            .text("budget") { $0.budget.id }, .number("limit") { $0.budget.amount }, .number("expected") { $0.expected },
            .number("mean") { $0.uses.mean }, .number("breach_probability") { $0.breachProbability.value },
            .number("var95") { $0.valueAtRisk(0.95).value }, .number("cvar95") { $0.conditionalValueAtRisk(0.95).value },
            .number("reserve95") { $0.reserve(0.95).value }, .number("reserve99") { $0.reserve(0.99).value },
        ])
}

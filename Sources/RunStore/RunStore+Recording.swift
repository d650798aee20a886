import GRDB
import OfferEconomics
import OfferLearning
import OfferModel
package import OfferResults
import OfferSimulation
import OfferStress

extension RunStore {
    /// Writes a run with all its rows, in the place of the same run before.
    package func record(_ run: RunRecord, _ documents: RunDocuments) throws {
        try writing { database in
            try database.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [run.id])
            let rows = RowWriter(database: database, run: run.id)
            try rows.insert("runs", [run.values], withRun: false)
            try rows.insert("results", [Self.figures(of: documents.result)])
            try rows.insert("recommendations", documents.result.recommendations.map(\.values))
            try rows.insert("constraints", documents.result.constraints.enumerated().map { [$0] + $1.values })
            try rows.insert(
                "assets", documents.result.assets.map { [$0.asset, $0.gain, $0.funding, $0.fees, $0.profit] })
            try rows.insert(
                "data_checks", documents.result.provenance.dataChecks.quality.checks.enumerated().map { [$0] + $1.values })
            try rows.insert("budget_risks", (documents.simulation?.simulation?.budgets ?? []).map(\.values))
            try rows.insert("budget_risks", (documents.stress?.draws?.budgets ?? []).map(\.values))
        }
    }

    /// Marks a run as done: its folder stands.
    package func finish(_ id: String) throws {
        try writing { try $0.execute(sql: "UPDATE runs SET state = 'done' WHERE id = ?", arguments: [id]) }
    }

    private static func figures(of result: ResultDocument) -> [(any DatabaseValueConvertible)?] {
        let objective = result.objective
        let answer: [(any DatabaseValueConvertible)?] = [
            objective.kind.rawValue, objective.granularity.rawValue, objective.mode.rawValue, objective.value, objective.bound,
            objective.gap,
        ]
        return answer + (result.totals?.figures.map(\.figure) ?? Totals.names.map { _ in nil })
    }
}

/// Puts rows into tables, one prepared statement a table.
private struct RowWriter {
    let database: Database
    let run: String

    /// - Parameters:
    ///   - rows: values in the order of the table's columns, behind the run's id.
    ///   - withRun: whether the run's id is put in front.
    func insert(_ table: String, _ rows: [[(any DatabaseValueConvertible)?]], withRun: Bool = true) throws {
        guard let first = rows.first else { return }
        let marks = [String](repeating: "?", count: first.count + (withRun ? 1 : 0)).joined(separator: ", ")
        let statement = try database.makeStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
        for row in rows { try statement.execute(arguments: StatementArguments((withRun ? [run] : []) + row)) }
    }
}

extension Recommendation {
    fileprivate var values: [(any DatabaseValueConvertible)?] {
        [
            segment, macro, bundle, offer, percent, monthlyCap, months, startMonth, share, customers, completions, cost, value, netValue,
        ]
    }
}

extension Constraint {
    fileprivate var values: [(any DatabaseValueConvertible)?] {
        [name, owner, used, limit, slack, isBinding, shadowPrice, validFrom, validTo]
    }
}

extension DataCheck {
    fileprivate var values: [(any DatabaseValueConvertible)?] {
        [table, kind.rawValue, column, verdict.rawValue, count, measured, expected, message]
    }
}

extension SimulationOutcome.BudgetOutcome {
    fileprivate var values: [(any DatabaseValueConvertible)?] {
        [
            "simulation", budget.id, budget.amount, expected, uses.mean, breachProbability, uses.quantile(0.95),
            uses.conditionalValueAtRisk(0.95), reserve(0.95), reserve(0.99),
        ]
    }
}

extension BudgetTail {
    fileprivate var values: [(any DatabaseValueConvertible)?] {
        [
            "draws", budget.id, budget.amount, expected, uses.mean, breachProbability.value, valueAtRisk(0.95).value,
            conditionalValueAtRisk(0.95).value, reserve(0.95).value, reserve(0.99).value,
        ]
    }
}

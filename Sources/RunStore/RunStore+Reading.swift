import GRDB

/// One recommended variant of a run.
package struct RecordedLine: Sendable, Equatable {
    package let segment: String
    package let bundle: Int
    package let offer: String
    package let percent: Double
    package let monthlyCap: Double?
    package let months: Int
    package let startMonth: Int
    package let share: Double
    package let cost: Double
    package let netValue: Double
}

/// One business row of a run.
package struct RecordedRow: Sendable, Equatable {
    package let name: String
    package let used: Double
    package let limit: Double
    package let isBinding: Bool
    package let shadowPrice: Double?
}

extension RunStore {
    package func run(_ id: String) throws -> RunRecord? {
        try reading { try Row.fetchOne($0, sql: "SELECT * FROM runs WHERE id = ?", arguments: [id]).map(RunRecord.init) }
    }

    /// Runs whose ids begin so.
    package func runs(beginningWith prefix: String) throws -> [RunRecord] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM runs WHERE substr(id, 1, ?) = ? ORDER BY id",
                arguments: [prefix.unicodeScalars.count, prefix]
            ).map(RunRecord.init)
        }
    }

    /// The newest first.
    ///
    /// - Parameter scenario: nil for all.
    package func runs(of scenario: String? = nil) throws -> [RunRecord] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM runs WHERE ?1 IS NULL OR scenario = ?1 ORDER BY started_at DESC, id", arguments: [scenario]
            ).map(RunRecord.init)
        }
    }

    package func lines(of id: String) throws -> [RecordedLine] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM recommendations WHERE run_id = ? ORDER BY segment, bundle, offer", arguments: [id]
            ).map {
                RecordedLine(
                    segment: $0["segment"], bundle: $0["bundle"], offer: $0["offer"], percent: $0["percent"], monthlyCap: $0["monthly_cap"],
                    months: $0["months"], startMonth: $0["start_month"], share: $0["share"], cost: $0["cost"], netValue: $0["net_value"])
            }
        }
    }

    package func rows(of id: String) throws -> [RecordedRow] {
        try reading { database in
            try Row.fetchAll(database, sql: "SELECT * FROM constraints WHERE run_id = ? ORDER BY position", arguments: [id]).map {
                RecordedRow(
                    name: $0["name"], used: $0["used"], limit: $0["limit"], isBinding: $0["binding"], shadowPrice: $0["shadow_price"])
            }
        }
    }

    /// The names and figures of a run's totals, in the order of the table; empty where there is no plan.
    package func totals(of id: String) throws -> [(name: String, figure: Double?)] {
        try reading { database in
            guard let row = try Row.fetchOne(database, sql: "SELECT * FROM results WHERE run_id = ?", arguments: [id]) else { return [] }
            return row.columnNames.drop { $0 != "customers" }.map { name in (name, row[name] as Double?) }
        }
    }

    /// Forgets all but the newest runs of each scenario, and those whose writing was cut short; their folders stay.
    ///
    /// - Returns: what was forgotten.
    @discardableResult
    package func forgetAllBut(_ count: Int) throws -> [RunRecord] {
        let query = """
            SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY scenario ORDER BY state = 'done' DESC, started_at DESC, id) AS place FROM runs)
            WHERE place > ? OR state = 'writing' ORDER BY started_at, id
            """
        return try writing { database in
            let old = try Row.fetchAll(database, sql: query, arguments: [count]).map(RunRecord.init)
            for run in old { try database.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [run.id]) }
            return old
        }
    }

    /// Gives the room of what was forgotten back to the disk.
    package func compact() throws { try vacuum() }

    /// Whether SQLite finds the file sound.
    package func isIntact() throws -> Bool {
        try reading { database in
            let words = try String.fetchAll(database, sql: "PRAGMA integrity_check")
            return try words == ["ok"] && Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty
        }
    }
}

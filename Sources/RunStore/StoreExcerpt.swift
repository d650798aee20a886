import Foundation
import GRDB
package import TableFiles

/// The rows of one run in a SQLite file of their own, with the tables and views of the store.
package enum StoreExcerpt {
    /// Which table of the run holds the rows of a table of the store.
    private struct Source {
        let table: String
        let rows: String
        /// Of a column that the run's table does not have; nil for none.
        let fixed: (column: String, text: String)?

        init(_ table: String, from rows: String, fixed: (column: String, text: String)? = nil) {
            self.table = table
            self.rows = rows
            self.fixed = fixed
        }
    }

    private static let sources = [
        Source("results", from: "results"), Source("recommendations", from: "recommendations"),
        Source("constraints", from: "constraints"), Source("assets", from: "assets"), Source("data_checks", from: "data-checks"),
        Source("budget_risks", from: "simulation-budgets", fixed: ("source", "simulation")),
        Source("budget_risks", from: "draws-budgets", fixed: ("source", "draws")),
    ]

    /// The bytes of the file; the same for the same run and the same version of SQLite.
    ///
    /// - Parameter tables: of the run, and `results` with its one row; what is not there has no rows.
    /// - Throws: `StoreError` where a table does not fit, or the file cannot be put together.
    package static func bytes(of run: RunRecord, tables: [TypedTable]) throws -> [UInt8] {
        let store = try RunStore()
        try store.writing { database in
            try insert(run.values, into: "runs", of: database)
            for source in sources {
                guard let table = tables.first(where: { $0.name == source.rows }) else { continue }
                for row in try rows(of: table, for: source, run: run.id, in: database) { try insert(row, into: source.table, of: database) }
            }
        }
        return try store.fileBytes()
    }

    private static func insert(_ row: [(any DatabaseValueConvertible)?], into table: String, of database: Database) throws {
        let marks = [String](repeating: "?", count: row.count).joined(separator: ", ")
        try database.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(marks))").execute(arguments: StatementArguments(row))
    }

    /// Values in the order of the store's columns, which are called as those of the run's table.
    private static func rows(
        of table: TypedTable, for source: Source, run: String, in database: Database
    ) throws -> [[(any DatabaseValueConvertible)?]] {
        let cells = try database.columns(in: source.table).map { column -> (Int) -> (any DatabaseValueConvertible)? in
            if let values = table[column.name] { return { values.databaseValue(at: $0) ?? (column.isNotNull ? "" : nil) } }
            switch column.name {
            case "run_id": return { _ in run }
            case "position": return { $0 }
            case source.fixed?.column: return { _ in source.fixed?.text }
            default: throw DatabaseError(message: "\(source.rows) has no column \(column.name)")
            }
        }
        return (0..<table.rowCount).map { row in cells.map { $0(row) } }
    }
}

extension TypedColumn.Values {
    fileprivate func databaseValue(at row: Int) -> (any DatabaseValueConvertible)? {
        switch self {
        case .integers(let values): values[row]
        case .numbers(let values): values[row]
        case .texts(let values): values[row]
        case .flags(let values): values[row]
        }
    }
}

extension RunStore {
    /// The store as the bytes of one file, without free room in it.
    fileprivate func fileBytes() throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "excerpt-\(UUID().uuidString).sqlite").path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: file) }
        try withoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [file]) }
        do {
            return try FileBytes.read(path: file, limit: 1 << 31)
        } catch {
            throw StoreError(path: file, error)
        }
    }
}

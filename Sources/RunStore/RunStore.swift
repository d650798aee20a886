import Foundation
import GRDB
import OfferResults

/// All runs of an output folder in one SQLite file: what people, dashboards and later runs ask about them. docs/runs.md has its tables.
///
/// It owns the only writer and its migrations; every method is one transaction.
package struct RunStore: Sendable {
    package static let fileName = "runs.sqlite"

    let path: String
    private let writer: any DatabaseWriter

    /// Opens the file, made where it is not there, and brings its tables up to date.
    ///
    /// - Throws: `StoreError`.
    package init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // Not by the configuration, which would write into a store that nobody means to change.
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            // A power failure must not take back what was said to be done.
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        self.path = path
        do {
            try Self.checkOwner(of: path)
            writer = try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(path: path, error)
        }
        try migrate()
    }

    /// A store that lives as long as the process, for tests.
    package init() throws {
        path = ":memory:"
        do {
            writer = try DatabaseQueue()
        } catch {
            throw StoreError(path: path, error)
        }
        try migrate()
    }

    /// Refuses, untouched, a file in which another program keeps its tables.
    private static func checkOwner(of path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let tables = try DatabaseQueue(path: path, configuration: configuration).read { database in
            try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        let migrations = "grdb_migrations"
        guard tables.allSatisfy({ $0 == migrations }) || (tables.contains(migrations) && tables.contains("runs")) else {
            throw StoreError(foreign: path)
        }
    }

    private func migrate() throws {
        do {
            let migrator = StoreMigrations.migrator
            if try writer.read(migrator.hasBeenSuperseded) { throw StoreError(path: path, newer: true) }
            if try !writer.read(migrator.hasCompletedMigrations) { try migrator.migrate(writer) }
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(path: path, error)
        }
    }

    func writing<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try writer.write(body)
        } catch {
            throw StoreError(path: path, error)
        }
    }

    /// Leaves the store as one file, without its log beside it. Nothing can be asked afterwards.
    package func close() throws {
        do {
            try writer.close()
        } catch {
            throw StoreError(path: path, error)
        }
    }

    /// For what SQLite does not do inside of a transaction.
    func withoutTransaction(_ body: (Database) throws -> Void) throws {
        do {
            try writer.writeWithoutTransaction(body)
        } catch {
            throw StoreError(path: path, error)
        }
    }

    func vacuum() throws {
        do {
            try writer.vacuum()
        } catch {
            throw StoreError(path: path, error)
        }
    }

    /// Version of SQLite.
    package static var libraryVersion: String {
        (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }) ?? "not known"
    }

    func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try writer.read(body)
        } catch {
            throw StoreError(path: path, error)
        }
    }
}

/// What SQLite refused.
package struct StoreError: Error, CustomStringConvertible {
    package let description: String

    init(path: String, _ error: any Error) {
        let words = (error as? DatabaseError).map { "\($0.message ?? "error \($0.resultCode.rawValue)")" } ?? "\(error)"
        let code = (error as? DatabaseError)?.resultCode
        let isLost = code == .SQLITE_NOTADB || code == .SQLITE_CORRUPT
        description = "the run store \(path): \(words)" + (isLost ? "; move it away, and the next run begins a new one" : "")
    }

    init(foreign path: String) {
        description = "\(path) holds the tables of another program and is no run store: name another file"
    }

    init(path: String, newer: Bool) {
        description = "the run store \(path) was made by a newer version of offerbench"
    }
}

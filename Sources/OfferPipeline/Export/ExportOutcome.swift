import OfferReporting
package import TableFiles

/// What an export came to.
package struct ExportOutcome: Sendable {
    package enum State: String, Sendable {
        case written
        /// The folder holds this very export already.
        case unchanged
    }

    let run: String
    let status: String
    let title: String
    let folder: String
    let state: State
    let tables: [(name: String, rows: Int)]
    let files: [(path: String, size: Int)]

    /// The document offerbench-export-report/1.
    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-export-report/1"), "run": .string(run), "status": .string(status), "scenario": .string(title),
            "folder": .string(folder), "state": .string(state.rawValue),
            "tables": .array(tables.map { .members(["name": .string($0.name), "rows": .integer($0.rows)]) }),
            "files": .array(files.map { .members(["path": .string($0.path), "bytes": .integer($0.size)]) }),
        ])
    }

    package var text: String {
        let rows = tables.reduce(0) { $0 + $1.rows }
        let bytes = files.reduce(0) { $0 + $1.size }
        var lines = [title.printable, "  run       \(run), \(status)"]
        lines += folder.wrapped(firstIndent: "  folder    ", indent: "            ")
        lines += [
            "  tables    \(tables.count), as CSV and Parquet, \(AmountText.grouped(Double(rows))) rows in all",
            "  store     \(ExportFiles.store)", "  notebook  \(ExportFiles.notebook)",
            "  in all    \(files.count) files, \(AmountText.grouped(Double((bytes + 999) / 1000))) kB",
        ]
        if state == .unchanged { lines.append("Nothing has changed since the last export: no file was written.") }
        return lines.map { $0 + "\n" }.joined()
    }
}

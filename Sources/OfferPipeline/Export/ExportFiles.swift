import OfferReporting
import RunFolders
import RunStore
import TableFiles

/// The files of a run's export: a function of the run's files alone, without times and places, so that the same run is the same bytes.
struct ExportFiles {
    static let store = "store.sqlite"
    static let notebook = "analysis.ipynb"

    let files: [RunFile]
    let manifest: ExportManifest
    let tables: [TypedTable]
    let title: String
    let status: String

    /// - Throws: `InvalidInput` where a file of the run is not what this version knows; `StoreError`.
    init(of run: RunFolder) throws {
        let result = try RunResult(of: run)
        let written = try run.tables()
        let tables = written.map(\.table)
        let notebook = AnalysisNotebook(title: result.title, tables: tables, answer: result.answer)
        var files = written.flatMap { csv, table in
            [
                RunFile("tables/\(table.name).csv", csv),
                RunFile("tables/\(table.name).parquet", ParquetFile.bytes(of: table.columns)),
            ]
        }
        let excerpt = try StoreExcerpt.bytes(of: result.record, tables: tables + [result.row(totals: tables.first { $0.name == "totals" })])
        files.append(RunFile(Self.store, excerpt))
        files.append(RunFile(Self.notebook, notebook.bytes))
        self.files = files
        self.tables = tables
        title = result.title
        status = result.status
        manifest = ExportManifest(
            files: files,
            details: [
                .init("run", result.identity), .init("figures", try result.figures()), .init("tables", .array(tables.map(\.controls))),
            ])
    }
}

extension TypedTable {
    /// What the table adds up to, for a reader to set against what arrived.
    fileprivate var controls: JSONValue {
        .members([
            "name": .string(name), "rows": .integer(rowCount),
            "columns": .array(
                columns.map { column in
                    .members([
                        "name": .string(column.name), "type": .string(column.values.kind.rawValue),
                        "blanks": .integer(column.values.blankCount), "sum": .optional(column.values.sum),
                    ])
                }),
        ])
    }
}

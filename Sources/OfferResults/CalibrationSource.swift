import TableFiles

/// What a calibration was made from, by which version, and when.
package struct CalibrationSource: Sendable {
    /// Files as they were named.
    package let files: [String]
    /// Version of offerbench, and of the library that solved the normal equations.
    package let version: String
    package let openBLAS: String
    package let run: Provenance.Run
    /// What reading the files warned about.
    package let warnings: [ResultDocument.Warning]

    package init(files: [String], version: String, openBLAS: String, run: Provenance.Run, warnings: [ResultDocument.Warning]) {
        self.files = files
        self.version = version
        self.openBLAS = openBLAS
        self.run = run
        self.warnings = warnings
    }

    package static let schema = "offerbench-calibration/1"

    func document(_ kind: String, _ members: [JSONValue.Member]) -> JSONValue {
        .object(
            [
                .init("schema", .string(Self.schema)), .init("kind", .string(kind)),
                .init("files", .array(files.map { .string($0) })),
                .init(
                    "provenance", .members(["version": .string(version), "openblas": .string(openBLAS), "run": run.json])),
            ] + members + [
                .init("warnings", .array(warnings.map(\.json)))
            ])
    }
}

import ScenarioFiles
import TableFiles

/// Whether the file is there and is a table: UTF-8 CSV with a header, as many cells in every row. Any problem: fail.
enum FormatCheck {
    static func check(_ input: TableInput) -> DataCheck {
        var failures = Findings()
        for problem in input.problems where problem.severity == .error {
            failures.add { DataCheck.Example(location: problem.location, message: problem.message) }
        }
        let count = input.problemCount
        let message =
            count == 0
            ? "\((input.table?.rowCount ?? 0).counted("row"))"
            : input.table == nil ? "the table cannot be read" : "\(count.counted("problem")) of the file; only sound rows are checked"
        return DataCheck(
            .format, of: input.key, count == 0 ? .pass : .fail, count: count, measured: Double(count), expected: 0, message: message,
            examples: failures.examples)
    }
}

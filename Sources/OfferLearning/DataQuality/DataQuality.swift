package import Execution
package import ScenarioFiles

/// What all checks of a scenario's tables came to (model.md section 15): table by table, in the order of `DataCheck.Kind`.
package struct DataQuality: Sendable {
    package let scenario: String
    package let asOf: CalendarDay?
    package let checks: [DataCheck]
    /// Late tables and the factors that count as less certain for it.
    package let widenings: [ScenarioTables.Widening]
    /// What draws take in place of stated deviations for it.
    package let widenedDeviations: [ScenarioTables.WidenedDeviation]

    /// - Parameter areSound: whether the readers found no error, so that only what they let pass is looked for. It saves most of the time
    ///   and changes nothing: a reader refuses whatever fails here, but for age and means.
    package init(of tables: ScenarioTables, areSound: Bool = false, workers: Workers) {
        let scans = tables.tables.map { TableScan($0, of: tables, isSound: areSound, workers: workers) }
        let references = ReferenceCheck(tables, segments: scans.first { $0?.key == "segments" } ?? nil)
        scenario = tables.name
        asOf = tables.asOf
        widenings = tables.widenings
        widenedDeviations = tables.widenedDeviations
        checks = zip(tables.tables, scans).flatMap { input, scan -> [DataCheck] in
            let file = [FreshnessCheck.check(input), FormatCheck.check(input)]
            guard let scan else { return file + Self.unchecked(input) }
            return file + [
                CompletenessCheck.check(scan), DuplicateCheck.check(scan), references.check(scan), RangeCheck.check(scan),
            ] + MeanChangeCheck.checks(scan, previous: input.previous)
        }
    }

    /// The gravest verdict of all checks; pass where nothing could be checked.
    package var verdict: DataCheck.Verdict { checks.map(\.verdict).max().map { max($0, .pass) } ?? .pass }

    /// Checks that are not as they should be, in order.
    package var findings: [DataCheck] { checks.filter { $0.verdict >= .warn } }

    package var failures: [DataCheck] { checks.filter { $0.verdict == .fail } }

    private static func unchecked(_ input: TableInput) -> [DataCheck] {
        let kinds: [DataCheck.Kind] = [.completeness, .duplicates, .references, .ranges, .meanChange]
        let reason = input.table == nil ? "the table cannot be read" : "nothing is known of its columns"
        return kinds.map { .notChecked($0, of: input.key, because: reason) }
    }
}

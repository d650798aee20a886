package import Execution
package import ScenarioFiles
package import TableFiles

/// What all checks of a scenario's tables came to (model.md section 15): table by table, in the order of `DataCheck.Kind`.
package struct DataQuality: Sendable {
    package let scenario: String
    package let asOf: CalendarDay?
    package let checks: [DataCheck]
    /// Late tables and the factors that count as less certain for it.
    package let widenings: [ScenarioTables.Widening]
    /// What draws take in place of stated deviations for it.
    package let widenedDeviations: [ScenarioTables.WidenedDeviation]

    /// - Parameters:
    ///   - areSound: whether the readers found no error, so that only what they let pass is looked for. It saves most of the time and
    ///     changes nothing: a reader refuses whatever fails here, but for age and means.
    ///   - refusals: the readers' errors. Where no check sees any, because they are about a table as a whole, they fail it themselves.
    package init(of tables: ScenarioTables, areSound: Bool = false, refusals: [Diagnostic] = [], workers: Workers) {
        let scans = tables.tables.map { TableScan($0, of: tables, isSound: areSound, workers: workers) }
        let references = ReferenceCheck(tables, segments: scans.first { $0?.key == "segments" } ?? nil)
        scenario = tables.name
        asOf = tables.asOf
        widenings = tables.widenings
        widenedDeviations = tables.widenedDeviations
        let found = zip(tables.tables, scans).flatMap { input, scan -> [DataCheck] in
            let file = [FreshnessCheck.check(input), FormatCheck.check(input)]
            guard let scan else { return file + Self.unchecked(input) }
            return file + [
                CompletenessCheck.check(scan), DuplicateCheck.check(scan), references.check(scan), RangeCheck.check(scan),
            ] + MeanChangeCheck.checks(scan, previous: input.previous)
        }
        let isSeen = found.contains { $0.verdict == .fail }
        checks = isSeen || refusals.isEmpty ? found : Self.failing(found, tables, refusals)
    }

    private static func failing(_ checks: [DataCheck], _ tables: ScenarioTables, _ refusals: [Diagnostic]) -> [DataCheck] {
        let files = Dictionary(tables.tables.map { ($0.key, $0.file) }, uniquingKeysWith: { first, _ in first })
        return checks.map { check in
            var findings = Findings()
            for refusal in refusals where check.kind == .references && refusal.location.file == files[check.table] {
                findings.add { .init(location: refusal.location, message: refusal.message) }
            }
            guard findings.count > 0 else { return check }
            return DataCheck(
                .references, of: check.table, failures: findings, doubts: Findings(),
                message: "the table as a whole fits nothing in scenario.yaml")
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

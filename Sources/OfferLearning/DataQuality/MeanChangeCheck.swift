import ScenarioFiles
import TableFiles

/// How far the mean of each column of numbers has moved since the period before, in standard deviations of that period's rows. Up to half
/// of one: pass; up to one: warn; more, or any change of a column that did not vary: fail.
enum MeanChangeCheck {
    static let mostThatPasses = 0.5
    static let mostThatWarns = 1.0
    /// Relative difference below which two means are the same but for rounding.
    private static let rounding = 1e-9

    static func checks(_ scan: TableScan, previous: CSVTable?) -> [DataCheck] {
        guard let previous else { return [.notChecked(.meanChange, of: scan.key, because: "no previous table is named")] }
        let checks = scan.columns.compactMap { column -> DataCheck? in
            guard case .number(let rule) = column.content else { return nil }
            guard let index = scan.table.columnIndex(column.name), let other = previous.columnIndex(column.name),
                let now = scan.numbers(column.name)?.moments
            else {
                let lacking = [scan.table, previous].filter { $0.columnIndex(column.name) == nil }.map(\.name)
                guard lacking.count == 1 else { return nil }
                return .notChecked(.meanChange, of: scan.key, column: column.name, because: "\(lacking[0]) has no such column")
            }
            let before = NumberColumn.moments(rule, at: other, of: previous)
            // A column that nobody fills in, then or now, says nothing.
            if now.count == 0, before.count == 0 { return nil }
            return check(column.name, of: scan, at: index, before: before, now: now)
        }
        let isCommon = scan.columns.contains {
            $0.isOfNumbers && scan.table.columnIndex($0.name) != nil && previous.columnIndex($0.name) != nil
        }
        return !isCommon || checks.isEmpty
            ? [.notChecked(.meanChange, of: scan.key, because: "\(previous.name) has no column of numbers in common")] : checks
    }

    private static func check(_ name: String, of scan: TableScan, at column: Int, before: ColumnMoments, now: ColumnMoments) -> DataCheck {
        guard let variance = before.variance, now.count > 0 else {
            let numbers = now.count == 0 ? "the table has no numbers" : "the previous table has \(before.count.counted("number"))"
            return .notChecked(.meanChange, of: scan.key, column: name, because: "\(numbers) to compare")
        }
        let change = now.mean - before.mean
        let isNone = abs(change) <= rounding * max(1, abs(before.mean), abs(now.mean))
        let deviations: Double? = isNone ? 0 : variance > 0 ? change / variance.squareRoot() : nil
        let error = (variance / Double(before.count) + (now.variance ?? 0) / Double(now.count)).squareRoot()
        let errors: Double? = isNone ? 0 : error > 0 ? change / error : nil
        let size = abs(deviations ?? .infinity)
        let verdict: DataCheck.Verdict = size <= mostThatPasses ? .pass : size <= mostThatWarns ? .warn : .fail
        let moved =
            deviations.map { deviations in
                "\(NumberText.short(deviations)) standard deviations"
                    + (errors.map { ", \(NumberText.short($0)) standard errors" } ?? "")
            } ?? "the previous table does not vary"
        let message =
            isNone
            ? "the mean is still \(NumberText.short(now.mean, digits: 6))"
            : "the mean went from \(NumberText.short(before.mean, digits: 6)) to \(NumberText.short(now.mean, digits: 6)): \(moved)"
        return DataCheck(
            .meanChange, of: scan.key, column: name, verdict, count: verdict == .pass ? 0 : 1, measured: deviations,
            expected: mostThatPasses, standardErrors: errors, message: message,
            examples: verdict == .pass ? [] : [.init(location: scan.table.headerLocation(column: column), message: name)])
    }
}

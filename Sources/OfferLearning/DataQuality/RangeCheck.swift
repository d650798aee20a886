import ScenarioFiles
import TableFiles

/// Whether cells hold what their columns allow: numbers within their bounds, ids in their form. Anything else: fail. What is allowed but
/// hardly meant, such as a segment without customers: warn.
enum RangeCheck {
    static func check(_ scan: TableScan) -> DataCheck {
        var failures = Findings()
        var doubts = Findings()
        for column in scan.columns {
            if let numbers = scan.numbers(column.name) {
                failures.add(numbers.faults)
                doubts.add(numbers.doubts)
            }
            if case .declaredID = column.content, let ids = scan.ids(column.name) {
                failures.add(wrongIDs(ids, column.name, of: scan.table))
            }
        }
        if let matrices = scan.matrices { failures.add(matrices.wrongSums) }
        let found = failures.count > 0 ? "\(failures.count.counted("cell")) with what cannot be" : "every cell is within its bounds"
        let more = doubts.count > 0 ? "; \(doubts.count.counted("cell")) with what is hardly meant" : ""
        return DataCheck(.ranges, of: scan.key, failures: failures, doubts: doubts, message: found + more)
    }

    private static func wrongIDs(_ ids: IDColumn, _ name: String, of table: CSVTable) -> Findings {
        var findings = Findings()
        let isWrong = ids.ids.map { !TableColumn.isIdentifier($0) }
        guard isWrong.contains(true) else { return findings }
        for (row, number) in ids.numbers.enumerated() where number != IDColumn.blank && isWrong[Int(number)] {
            findings.add {
                let id = ids.ids[Int(number)].excerpt
                return .init(location: table.location(row: row, column: ids.column), message: "\(name): `\(id)` is not an id")
            }
        }
        return findings
    }
}

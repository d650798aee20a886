import ScenarioFiles
import TableFiles

/// Whether every required column is there and every required cell filled. A blank or missing one: fail. A blank that has a meaning but
/// often stands for a value that was lost, such as a value of "no change": warn.
enum CompletenessCheck {
    static func check(_ scan: TableScan) -> DataCheck {
        let table = scan.table
        var failures = Findings()
        var doubts = Findings()
        let required = scan.columns.filter(\.isRequired)
        let missing = required.filter { table.columnIndex($0.name) == nil }
        for column in missing {
            failures.add { .init(location: table.headerLocation(column: 0), message: "the column \(column.name) is missing") }
        }
        var blanks = 0
        for column in scan.columns where column.blank == .doubtful || column.blank == .missing && !scan.isSound {
            let found = blankCells(column, scan)
            if column.blank == .missing {
                failures.add(found)
                blanks += found.count
            } else {
                doubts.add(found)
            }
        }
        if let forms = scan.forms {
            failures.add(forms.gaps)
            blanks += forms.gaps.count
        }
        if let matrices = scan.matrices { failures.add(matrices.gaps) }
        if !scan.isSound {
            for column in scan.columns {
                failures.add(unmetNeeds(of: column, scan))
                failures.add(unmetDemands(on: column, scan))
            }
        }
        if table.rowCount == 0 {
            let place = SourceLocation(file: table.name)
            if scan.layout.mayBeEmpty {
                doubts.add { .init(location: place, message: "the table has no rows") }
            } else {
                failures.add { .init(location: place, message: "the table has no rows") }
            }
        }
        let columns = required.count { $0.blank == .missing } + (scan.forms == nil ? 0 : 1)
        let cells = columns * table.rowCount
        blanks += missing.count { $0.blank == .missing } * table.rowCount
        return DataCheck(
            .completeness, of: scan.key, failures: failures, doubts: doubts,
            measured: cells == 0 ? 0 : 1 - Double(blanks) / Double(cells), expected: 1, message: message(failures, doubts))
    }

    private static func message(_ failures: Findings, _ doubts: Findings) -> String {
        if failures.count > 0 { return "\(failures.count.counted("gap")) where a value is required" }
        return doubts.count > 0 ? "\(doubts.count.counted("blank")) that may be a lost value" : "every required cell is filled"
    }

    private static func blankCells(_ column: TableColumn, _ scan: TableScan) -> Findings {
        if let numbers = scan.numbers(column.name) { return numbers.blanks }
        var findings = Findings()
        guard let ids = scan.ids(column.name) else { return findings }
        for row in ids.numbers.indices where ids.numbers[row] == IDColumn.blank {
            findings.add {
                .init(location: scan.table.location(row: row, column: ids.column), message: "\(column.name): the cell is blank")
            }
        }
        return findings
    }

    /// Cells that are blank where another column of their row asks for them.
    private static func unmetDemands(on column: TableColumn, _ scan: TableScan) -> Findings {
        let table = scan.table
        let own = table.columnIndex(column.name)
        let demands = column.demands.compactMap { demand in
            own != nil || demand.countsWithoutColumn ? table.columnIndex(demand.column).map { (index: $0, demand: demand) } : nil
        }
        var findings = Findings()
        guard !demands.isEmpty else { return findings }
        for row in 0..<table.rowCount where own.map({ table.isBlank(row: row, column: $0) }) ?? true {
            let asking = demands.first { index, demand in
                guard !table.isBlank(row: row, column: index) else { return false }
                return demand.ids.map { $0.contains(table.text(row: row, column: index)) } ?? true
            }
            guard let asking else { continue }
            findings.add {
                .init(
                    location: table.location(row: row, column: own ?? asking.index),
                    message: "\(column.name) is not given, but \(asking.demand.column) is")
            }
        }
        return findings
    }

    /// Cells that are filled while the column that they need is blank in their row, or missing.
    private static func unmetNeeds(of column: TableColumn, _ scan: TableScan) -> Findings {
        let table = scan.table
        var findings = Findings()
        guard let needed = column.needs, let index = table.columnIndex(column.name) else { return findings }
        guard let other = table.columnIndex(needed) else {
            findings.add { .init(location: table.headerLocation(column: index), message: "\(column.name) needs the column \(needed)") }
            return findings
        }
        for row in 0..<table.rowCount where !table.isBlank(row: row, column: index) && table.isBlank(row: row, column: other) {
            findings.add {
                .init(location: table.location(row: row, column: index), message: "\(column.name) is given, but \(needed) is blank")
            }
        }
        return findings
    }
}

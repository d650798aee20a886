import Execution
import ScenarioFiles
import TableFiles

/// What the checks of one table's cells need to know, from one pass over each column.
struct TableScan: Sendable {
    let key: String
    let layout: TableLayout
    let table: CSVTable
    /// Columns that together tell one row from another.
    var keyColumns: [String] { layout.key(in: table.header) }
    /// All columns of the layout, also those that the table lacks.
    let columns: [TableColumn]
    /// nil where all rows are alike.
    let forms: RowForms?
    /// nil for a table that has none.
    let matrices: TransitionMatrices?
    /// Whether a reader has found no error in it: columns are then looked at only as far as they may be in doubt.
    let isSound: Bool
    private let scanned: [String: Scanned]

    private enum Scanned: Sendable {
        case ids(IDColumn)
        case numbers(NumberColumn)
    }

    /// nil for a table that could not be read, or whose columns nobody has described.
    init?(_ input: TableInput, of tables: ScenarioTables, isSound: Bool, workers: Workers) {
        guard let table = input.table, let layout = input.layout else { return nil }
        key = input.key
        self.table = table
        self.layout = layout
        self.isSound = isSound
        let forms = isSound ? nil : RowForms(layout, of: table)
        let columns = layout.columns(in: table.header)
        let needsMoments = input.previous != nil
        let scans = workers.mapRanges(count: columns.count, rangeLength: 1) { range, _ -> Scanned? in
            let column = columns[range.lowerBound]
            if isSound, !Self.mayBeDoubtful(column, of: layout, tables), !(needsMoments && column.isOfNumbers) { return nil }
            return Self.scan(column, of: table, forms: forms)
        }
        let found = zip(columns, scans).compactMap { column, scan in scan.map { (column.name, $0) } }
        let scanned = Dictionary(found, uniquingKeysWith: { first, _ in first })
        func ids(_ name: String) -> IDColumn? { Self.ids(scanned[name]) }
        matrices =
            layout.hasMatrices && !isSound
            ? TransitionMatrices(table, forms: forms, segments: ids("segment"), from: ids("from"), to: ids("to"), levels: tables.levels)
            : nil
        self.scanned = scanned
        self.columns = columns
        self.forms = forms
    }

    func ids(_ name: String) -> IDColumn? { Self.ids(scanned[name]) }

    /// The column as a part of the table's key: ids, or numbers that stand for some.
    func keyIDs(_ name: String) -> IDColumn? {
        if let ids = ids(name) { return ids }
        guard let column = columns.first(where: { $0.name == name }), case .number(let rule) = column.content else { return nil }
        return table.columnIndex(name).map { IDColumn($0, of: table, rule: rule) }
    }

    private static func ids(_ scanned: Scanned?) -> IDColumn? {
        if case .ids(let column)? = scanned { column } else { nil }
    }

    func numbers(_ name: String) -> NumberColumn? {
        if case .numbers(let column)? = scanned[name] { column } else { nil }
    }

    /// Whether a check may warn of cells that a reader lets pass.
    private static func mayBeDoubtful(_ column: TableColumn, of layout: TableLayout, _ tables: ScenarioTables) -> Bool {
        if column.blank == .doubtful { return true }
        return switch column.content {
        case .number(let rule): rule.hasDoubts
        case .id(.offer): layout.isOfAnswers
        case .id(.asset): !tables.externalAssets.isEmpty
        case .id, .declaredID, .ids, .text, .name: false
        }
    }

    private static func scan(_ column: TableColumn, of table: CSVTable, forms: RowForms?) -> Scanned? {
        guard let index = table.columnIndex(column.name) else { return nil }
        switch column.content {
        case .declaredID, .id, .name: return .ids(IDColumn(index, of: table))
        case .number(let rule): return .numbers(NumberColumn(column.name, rule, at: index, of: table, forms: forms))
        case .ids, .text: return nil
        }
    }
}

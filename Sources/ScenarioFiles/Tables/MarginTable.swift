import OfferModel
import TableFiles

/// margins.csv: what a customer at each level of the ladder brings each asset in a month.
///
/// The most specific key wins with all its rows for a segment; what those leave out is 0.
struct MarginTable {
    static let required = ["segment", "level", "asset", "margin"]

    private let keys: SegmentKeys
    private let levels: [String]
    private let levelNumbers: [String: Int]
    private let declared: Declared
    private var cells: CellReader
    private var segmentColumn: KeyColumn
    private let levelColumn: Int
    private var assetColumn: KeyColumn
    private let marginColumn: Int
    /// By key, then by place: level after level, one an asset.
    private var amounts: [Int: [Int: Double]] = [:]
    /// Places that have a row, also those that do not count.
    private var stated: [Int: Set<Int>] = [:]
    private var firstRows: [Int: Int] = [:]

    /// Most amounts of all keys.
    private static let mostAmounts = 1 << 25

    /// The margins by the number of their key; nil after errors that leave nothing to look at.
    static func read(
        _ table: CSVTable, keys: SegmentKeys, declared: Declared, problems: inout DiagnosticCollector
    ) -> [Int: LadderMargins]? {
        let header = TableHeader(of: table, required: required, optional: [], problems: &problems)
        guard let columns = header.all(required) else { return nil }
        guard table.rowCount > 0 else {
            problems.add(
                .error(
                    "empty-table", at: SourceLocation(file: table.name), "the table has no rows", help: "say what each level brings"))
            return nil
        }
        var reading = MarginTable(table, columns, keys, declared, problems)
        for row in 0..<table.rowCount { reading.read(row) }
        problems = reading.cells.problems
        guard reading.amounts.count * declared.levels.count * declared.assets.count <= mostAmounts else {
            problems.add(
                .error(
                    "too-large", at: SourceLocation(file: table.name), "keys x levels x assets is above \(mostAmounts)",
                    help: "state margins by macro-segment"))
            return nil
        }
        return reading.margins
    }

    private init(_ table: CSVTable, _ columns: [Int], _ keys: SegmentKeys, _ declared: Declared, _ problems: DiagnosticCollector) {
        self.keys = keys
        self.declared = declared
        levels = declared.levels
        levelNumbers = declared.levelNumbers
        cells = CellReader(table: table, problems: problems)
        segmentColumn = KeyColumn(column: columns[0], numbers: keys.numbers, count: keys.count)
        levelColumn = columns[1]
        assetColumn = KeyColumn(column: columns[2], numbers: declared.assetNumbers, count: declared.assets.count)
        marginColumn = columns[3]
    }

    private mutating func read(_ row: Int) {
        let table = cells.table
        let key = segmentColumn.number(row: row, in: table)
        let asset = assetColumn.number(row: row, in: table)
        if key == nil { cells.report("unknown-id", row, segmentColumn.column, keys.unknown) }
        if asset == nil {
            cells.report("unknown-id", row, assetColumn.column) { [declared] in
                ("there is no asset `\($0)`", ReferenceRules.help(for: $0, among: declared.assets))
            }
        }
        let level = cells.level(row, levelColumn, levelNumbers, levels)
        let margin = cells.require(row, marginColumn, .any)
        guard let key, let asset, let level, let margin else { return }
        let place = level * declared.assets.count + asset
        guard stated[key, default: []].insert(place).inserted else {
            cells.report("duplicate-margin", row, segmentColumn.column) { [levels, declared] in
                ("a second row for \($0), \(levels[level]), \(declared.assets[asset])", "keep one of the two")
            }
            return
        }
        if declared.isExternal[asset] {
            cells.warn("external-asset", row, assetColumn.column) { [declared] in
                ("the external partner \(declared.assets[asset]) has no value terms", "the row does not count; remove it")
            }
            return
        }
        amounts[key, default: [:]][place] = margin
        if firstRows[key] == nil { firstRows[key] = row }
    }

    private var margins: [Int: LadderMargins] {
        Dictionary(
            uniqueKeysWithValues: amounts.map { key, stated in
                let name = cells.table.text(row: firstRows[key] ?? 0, column: segmentColumn.column)
                let amounts = levels.indices.map { level in
                    declared.assets.indices.map { stated[level * declared.assets.count + $0] ?? 0 }
                }
                return (key, LadderMargins(key: name, amounts: amounts))
            })
    }
}

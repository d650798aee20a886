import OfferModel
import TableFiles

/// values.csv: what each asset's future value is without and with an offer completed.
///
/// The most specific key wins with all its rows for a (segment, offer), as in responses.csv: an asset that those rows leave out does not
/// change, whatever a row for the macro-segment or for `*` says (docs/decisions/0006-most-specific-key.md).
struct ValueRows {
    static let required = ["segment", "offer", "asset", "value_now", "value_if_completed"]

    private let declared: Declared
    private let keys: SegmentKeys
    private var cells: CellReader
    private let nowColumn: Int
    private let ifColumn: Int
    private var segmentColumn: KeyColumn
    private var offerColumn: KeyColumn
    private var assetColumn: KeyColumn
    /// Steps of the keys that are no segments: macro-segments and `*`.
    private var shared: ValueTable
    /// Whether there are rows for (key, offer), and for (key, offer, asset).
    private var isStated: [Bool]
    private var isStatedForAsset: [Bool]

    /// Adds the table's steps to `values`, but for the pairs marked in `isWide`.
    static func read(
        _ table: CSVTable, into values: inout ValueTable, isWide: SegmentOfferGrid<Bool>, keys: SegmentKeys, readSegments: Int,
        declared: Declared, problems: inout DiagnosticCollector
    ) {
        let header = TableHeader(of: table, required: required, optional: [], problems: &problems)
        if table.rowCount == 0 {
            problems.add(
                .warning(
                    "empty-table", at: SourceLocation(file: table.name), "the table has no rows", help: "remove it from tables, or fill it")
            )
        }
        guard let columns = header.all(required) else { return }
        var rows = ValueRows(table, columns, keys, declared, problems)
        for row in 0..<table.rowCount { rows.read(row, into: &values, isWide, readSegments) }
        rows.spread(into: &values, isWide, readSegments)
        problems = rows.cells.problems
    }

    private init(_ table: CSVTable, _ columns: [Int], _ keys: SegmentKeys, _ declared: Declared, _ problems: DiagnosticCollector) {
        self.declared = declared
        self.keys = keys
        cells = CellReader(table: table, problems: problems)
        nowColumn = columns[3]
        ifColumn = columns[4]
        segmentColumn = KeyColumn(column: columns[0], numbers: keys.numbers, count: keys.count)
        offerColumn = KeyColumn(column: columns[1], numbers: declared.offerNumbers, count: declared.offers.count)
        assetColumn = KeyColumn(column: columns[2], numbers: declared.assetNumbers, count: declared.assets.count)
        let sharedCount = keys.count - keys.segmentCount
        shared = ValueTable(segmentCount: sharedCount, offerCount: declared.offers.count, assetCount: declared.assets.count)
        isStated = Array(repeating: false, count: keys.count * declared.offers.count)
        isStatedForAsset = Array(repeating: false, count: isStated.count * declared.assets.count)
    }

    private mutating func read(_ row: Int, into values: inout ValueTable, _ isWide: SegmentOfferGrid<Bool>, _ readSegments: Int) {
        let table = cells.table
        let key = segmentColumn.number(row: row, in: table)
        let offer = offerColumn.number(row: row, in: table)
        let asset = assetColumn.number(row: row, in: table)
        if key == nil { cells.report("unknown-id", row, segmentColumn.column, keys.unknown) }
        if offer == nil { reportUnknown("offer", declared.offerNumbers, row, offerColumn.column) }
        if asset == nil { reportUnknown("asset", declared.assetNumbers, row, assetColumn.column) }
        let now = cells.read(row, nowColumn, .any)
        let ifCompleted = cells.read(row, ifColumn, .any)
        guard let key, let offer, let asset else { return }
        let pair = key * declared.offers.count + offer
        let place = pair * declared.assets.count + asset
        if isStatedForAsset[place] {
            cells.report("duplicate-values", row, segmentColumn.column) { text in
                ("a second row for \(text), \(declared.offers[offer]), \(declared.assets[asset])", "keep one of the two")
            }
            return
        }
        isStated[pair] = true
        isStatedForAsset[place] = true
        if declared.isExternal[asset] {
            cells.warn("external-asset", row, assetColumn.column) {
                ("the external partner \(declared.assets[asset]) has no value terms", "the row does not count; remove it")
            }
            return
        }
        let step = Self.step(now, ifCompleted)
        if keys.isSegment(key) {
            let segment = SegmentIndex(key)
            if key < readSegments, !isWide[segment, OfferIndex(offer)] { values[segment, OfferIndex(offer), AssetIndex(asset)] = step }
        } else {
            shared[SegmentIndex(key - keys.segmentCount), OfferIndex(offer), AssetIndex(asset)] = step
        }
    }

    /// A blank on either side is no change.
    private static func step(_ now: CellReader.Reading, _ ifCompleted: CellReader.Reading) -> ValueStep {
        switch (now, ifCompleted) {
        case (.value(let now), .value(let ifCompleted)): ValueStep(now: now, ifCompleted: ifCompleted)
        case (.value(let known), _), (_, .value(let known)): ValueStep(now: known, ifCompleted: known)
        default: ValueStep(now: 0, ifCompleted: 0)
        }
    }

    /// Gives each pair that has no rows of its own the steps of its macro-segment or of `*`.
    private func spread(into values: inout ValueTable, _ isWide: SegmentOfferGrid<Bool>, _ readSegments: Int) {
        let offerCount = declared.offers.count
        for segment in 0..<readSegments {
            for offer in 0..<offerCount where !isWide[SegmentIndex(segment), OfferIndex(offer)] {
                guard let key = keys.mostSpecific(for: segment, where: { isStated[$0 * offerCount + offer] }), !keys.isSegment(key) else {
                    continue
                }
                for asset in declared.assets.indices {
                    values[SegmentIndex(segment), OfferIndex(offer), AssetIndex(asset)] =
                        shared[SegmentIndex(key - keys.segmentCount), OfferIndex(offer), AssetIndex(asset)]
                }
            }
        }
    }

    private mutating func reportUnknown(_ kind: String, _ numbers: [String: Int], _ row: Int, _ column: Int) {
        cells.report("unknown-id", row, column) { text in
            ("there is no \(kind) `\(text)`", ReferenceRules.help(for: text, among: numbers.keys.sorted()))
        }
    }
}

extension TableHeader {
    /// The columns of all the names, or nil when one is missing.
    func all(_ names: [String]) -> [Int]? {
        let columns = names.compactMap { self[$0] }
        return columns.count == names.count ? columns : nil
    }
}

import OfferModel
import TableFiles

/// The wide form of values in segments.csv: columns `value_now.ASSET` and `value_if.OFFER.ASSET`.
struct WideColumns {
    static let nowPrefix = "value_now."
    static let ifPrefix = "value_if."

    private struct Completed {
        let offer: OfferIndex
        let asset: AssetIndex
        let column: Int
    }

    /// The offer and the asset in `value_if.OFFER.ASSET`; nil for another name.
    static func parts(of name: String) -> (offer: String, asset: String)? {
        guard name.hasPrefix(ifPrefix) else { return nil }
        let parts = name.dropFirst(ifPrefix.utf8.count).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }

    private let table: CSVTable
    private var now: [Int: Int] = [:]
    private var completed: [Completed] = []

    /// Finds the columns; ids that are not declared are errors.
    init(in table: CSVTable, declared: Declared, problems: inout DiagnosticCollector) {
        self.table = table
        for (column, name) in table.header.enumerated() {
            if name.hasPrefix(Self.nowPrefix) {
                let asset = String(name.dropFirst(Self.nowPrefix.utf8.count))
                guard let number = find(asset, "asset", declared.assetNumbers, column, &problems) else { continue }
                warnIfExternal(number, declared, column, &problems)
                now[number] = column
            } else if name.hasPrefix(Self.ifPrefix) {
                guard let parts = Self.parts(of: name) else {
                    problems.add(
                        .error(
                            "wide-column", at: table.headerLocation(column: column), "`\(name.excerpt)` is not value_if.OFFER.ASSET",
                            help: "name one offer and one asset"))
                    continue
                }
                let offer = find(parts.offer, "offer", declared.offerNumbers, column, &problems)
                let asset = find(parts.asset, "asset", declared.assetNumbers, column, &problems)
                guard let offer, let asset else { continue }
                warnIfExternal(asset, declared, column, &problems)
                completed.append(Completed(offer: OfferIndex(offer), asset: AssetIndex(asset), column: column))
            }
        }
        for item in completed where now[item.asset.position] == nil {
            let place = table.headerLocation(column: item.column)
            let asset = declared.assets[item.asset.position]
            problems.add(
                .error(
                    "wide-value-now", at: place, "`\(table.header[item.column].excerpt)` has no `\(Self.nowPrefix)\(asset)` beside it",
                    help: "add the column \(Self.nowPrefix)\(asset)"))
        }
    }

    /// Puts the steps of each segment in place. A pair with at least one value_if cell is marked: values.csv does not count for it.
    func fill(_ values: inout ValueTable, marking isWide: inout SegmentOfferGrid<Bool>, rows: [Int], problems: inout DiagnosticCollector) {
        guard !completed.isEmpty else { return }
        var cells = CellReader(table: table, problems: problems)
        var nowValues: [Int: CellReader.Reading] = [:]
        for (position, row) in rows.enumerated() {
            let segment = SegmentIndex(position)
            for (asset, column) in now { nowValues[asset] = cells.read(row, column, .any) }
            for item in completed {
                guard case .value(let ifCompleted) = cells.read(row, item.column, .any) else { continue }
                isWide[segment, item.offer] = true
                switch nowValues[item.asset.position] {
                case .value(let now): values[segment, item.offer, item.asset] = ValueStep(now: now, ifCompleted: ifCompleted)
                case .blank:
                    let column = table.header[now[item.asset.position] ?? 0]
                    cells.report("wide-value-now", row, item.column) {
                        ("\($0) is given, but `\(column)` is blank", "fill in \(column), or leave both blank")
                    }
                case .wrong, nil: break
                }
            }
        }
        problems = cells.problems
    }

    private func find(
        _ id: String, _ kind: String, _ numbers: [String: Int], _ column: Int, _ problems: inout DiagnosticCollector
    ) -> Int? {
        if let number = numbers[id] { return number }
        problems.add(
            .error(
                "unknown-id", at: table.headerLocation(column: column),
                "\(table.header[column].excerpt): there is no \(kind) `\(id.excerpt)`",
                help: ReferenceRules.help(for: id, among: numbers.keys.sorted())))
        return nil
    }

    private func warnIfExternal(_ asset: Int, _ declared: Declared, _ column: Int, _ problems: inout DiagnosticCollector) {
        guard declared.isExternal[asset] else { return }
        problems.add(
            .warning(
                "external-asset", at: table.headerLocation(column: column),
                "`\(table.header[column].excerpt)`: the external partner \(declared.assets[asset]) has no value terms",
                help: "the column does not count; remove it"))
    }
}

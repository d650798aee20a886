import OfferModel
import TableFiles

/// The table of an experiment: one row a customer, with the segment, what was shown and what was observed (model.md section 14).
///
/// What was shown is a variant of the grid, as in a plan; a percent, cap or duration may be blank where the offer has only one. A row without
/// offer and percent is a customer who was shown nothing.
struct ExperimentTable {
    private struct Arm: Hashable {
        let offer: Int
        let percent: Double
        let cap: Double?
        let months: Double
    }

    /// A customer's segment and what he was shown: a variant's number, -1 for nothing.
    private struct Place: Hashable, Comparable {
        let segment: Int
        let variant: Int

        static func < (left: Self, right: Self) -> Bool { (left.segment, left.variant) < (right.segment, right.variant) }
    }

    /// A measured quantity and its column.
    private struct Quantity {
        let name: String
        let column: Int
        let range: NumberRange
        /// Whether it says 0 or 1.
        let isFlag: Bool
    }

    private let columns: ExperimentColumns
    /// Of the columns that the table has.
    private let columnPlaces: [CustomerColumn: Int]
    private let quantities: [Quantity]
    private let grid: ExperimentGrid
    private let offerNumbers: [String: Int]
    private let segmentCount: Int
    private let segmentIDs: [String]
    private var cells: CellReader
    private var segments: KeyColumn?
    private var rowOfCustomer: [String: Int] = [:]
    private var arms: [Arm: Int] = [:]
    private var unknownArms = Set<Arm>()
    private var isSound = true
    private var places: [(place: Place, row: Int)] = []
    private var outcomes: [[Double]]

    /// - Returns: nil where there are errors.
    static func read(
        _ table: CSVTable, root: TreeNode, segments: SegmentKeys, declared: Declared, problems: inout DiagnosticCollector
    ) -> Experiment? {
        let columns = ExperimentColumns(in: root)
        let header = TableHeader(of: table, required: columns.required, optional: columns.optional, problems: &problems)
        if table.rowCount == 0 {
            problems.add(
                .error("empty-table", at: SourceLocation(file: table.name), "the table has no rows", help: "add a row for each customer"))
        }
        guard header.all(columns.required) != nil, table.rowCount > 0, let segment = header[columns[.segment]] else { return nil }
        var reader = ExperimentTable(table, columns, header, segment, root, segments, declared, problems)
        for row in 0..<table.rowCount { reader.read(row) }
        let experiment = reader.experiment(in: root, declared)
        problems = reader.cells.problems
        return experiment
    }

    private init(
        _ table: CSVTable, _ columns: ExperimentColumns, _ header: TableHeader, _ segment: Int, _ root: TreeNode, _ keys: SegmentKeys,
        _ declared: Declared, _ problems: DiagnosticCollector
    ) {
        self.columns = columns
        columnPlaces = Dictionary(
            uniqueKeysWithValues: CustomerColumn.allCases.compactMap { role in header[columns[role]].map { (role, $0) } })
        quantities = columns.quantities(in: header).compactMap { name in
            header[name].map {
                Quantity(
                    name: name, column: $0, range: name == columns[.cost] ? .notNegative : .any, isFlag: name == columns[.completed])
            }
        }
        grid = ExperimentGrid(in: root)
        offerNumbers = declared.offerNumbers
        segmentCount = keys.segmentCount
        segmentIDs = keys.segmentIDs
        cells = CellReader(table: table, problems: problems)
        segments = KeyColumn(column: segment, numbers: keys.numbers, count: keys.count)
        outcomes = Array(repeating: [], count: quantities.count)
    }

    /// All cells are read, so that all problems of the row are found.
    private mutating func read(_ row: Int) {
        let problemsBefore = isSound
        isSound = true
        let segment = segment(row)
        let variant = variant(row)
        let figures = quantities.map { quantity in
            let value = cells.require(row, quantity.column, quantity.range)
            if let value, quantity.isFlag, value != 0, value != 1 {
                cells.report("out-of-range", row, quantity.column) {
                    ("\($0) must be 0 or 1", "write 1 for a customer who completed the activity")
                }
                return Double?.none
            }
            return value
        }
        checkCustomer(row)
        let isRowSound = isSound && segment != nil && figures.allSatisfy { $0 != nil }
        isSound = problemsBefore && isRowSound
        guard isRowSound, let segment, let variant else { return }
        places.append((Place(segment: segment, variant: variant.number), places.count))
        for (quantity, figure) in figures.enumerated() { outcomes[quantity].append(figure ?? 0) }
    }

    private mutating func segment(_ row: Int) -> Int? {
        guard let number = segments?.number(row: row, in: cells.table), number < segmentCount else {
            if let column = columnPlaces[.segment] {
                let ids = segmentIDs
                cells.report("unknown-id", row, column) { ("there is no segment `\($0)`", ReferenceRules.help(for: $0, among: ids)) }
            }
            return nil
        }
        return number
    }

    private mutating func checkCustomer(_ row: Int) {
        guard let column = columnPlaces[.customer] else { return }
        guard !cells.table.isBlank(row: row, column: column) else {
            isSound = false
            cells.report("blank-cell", row, column) { _ in ("the id is blank", "every row needs one, or leave the column out") }
            return
        }
        let id = cells.table.text(row: row, column: column)
        guard let first = rowOfCustomer.updateValue(row, forKey: id) else { return }
        isSound = false
        let line = cells.table.location(row: first, column: column).line
        cells.report("duplicate-customer", row, column) { ("the customer `\($0)` is already on line \(line)", "keep one row a customer") }
    }

    private struct Shown {
        /// -1 for nothing.
        let number: Int
    }

    /// nil after a report, or where the grid does not have what was shown.
    private mutating func variant(_ row: Int) -> Shown? {
        let offerColumn = columnPlaces[.offer]
        let percentColumn = columnPlaces[.percent]
        let isOfferBlank = offerColumn.map { cells.table.isBlank(row: row, column: $0) } ?? true
        let percent = cells.read(row, percentColumn, NumberRange(0, 100))
        let cap = cells.read(row, columnPlaces[.monthlyCap], .positive)
        let months = cells.read(row, columnPlaces[.months], .positive)
        if case .wrong = percent { isSound = false }
        if case .wrong = cap { isSound = false }
        if case .wrong = months { isSound = false }
        var offer = 0
        if let offerColumn, !isOfferBlank {
            let id = cells.table.text(row: row, column: offerColumn)
            guard let known = offerNumbers[id] else {
                isSound = false
                let ids = offerNumbers.keys.sorted()
                cells.report("unknown-id", row, offerColumn) {
                    ("there is no offer `\($0)`", "\(ReferenceRules.help(for: id, among: ids)); leave it blank where nothing was shown")
                }
                return nil
            }
            offer = known
        } else if offerColumn != nil {
            if case .value = percent, let percentColumn {
                isSound = false
                cells.report("percent-without-offer", row, percentColumn) {
                    ("\($0) % for a customer who was shown nothing", "name the offer, or leave the percent blank")
                }
                return nil
            }
            return isSound ? Shown(number: -1) : nil
        } else if case .blank = percent {
            return isSound ? Shown(number: -1) : nil
        }
        guard isSound else { return nil }
        return shown(offer, percent.number, cap.number, months.number, row)
    }

    private mutating func shown(_ offer: Int, _ percent: Double?, _ cap: Double?, _ months: Double?, _ row: Int) -> Shown? {
        guard let axes = grid.axes(of: offer) else { return nil }
        guard let percent = percent ?? axes.onlyPercent else {
            reportMissing(.percent, "percents", row)
            return nil
        }
        guard let months = months ?? axes.onlyDuration else {
            reportMissing(.months, "durations", row)
            return nil
        }
        let arm = Arm(offer: offer, percent: percent, cap: cap ?? axes.onlyCap, months: months)
        if let known = arms[arm] { return Shown(number: known) }
        if let number = axes.variant(percent: arm.percent, cap: arm.cap, months: arm.months) {
            arms[arm] = number
            return Shown(number: number)
        }
        if unknownArms.insert(arm).inserted {
            cells.warn("arm-not-in-grid", row, columnPlaces[.percent] ?? columnPlaces[.offer] ?? 0) {
                let cap = arm.cap.map { "cap \(ScalarText.number($0))" } ?? "no cap"
                return (
                    "\(ScalarText.number(arm.percent)) %, \(cap), \(ScalarText.number(arm.months)) mo is not in the grid of offers.\(axes.id)",
                    "customers who were shown it are left out; add it to the offer's grid to let it be chosen"
                )
            }
        }
        return nil
    }

    private mutating func reportMissing(_ role: CustomerColumn, _ what: String, _ row: Int) {
        isSound = false
        let column = columns[role]
        let place = columnPlaces[role] ?? columnPlaces[.offer] ?? columnPlaces[.segment] ?? 0
        cells.report("blank-cell", row, place) { _ in
            ("the row does not say which of the offer's \(what) was shown", "fill the column `\(column)`")
        }
    }

    /// Rows in the order of their cells, and within a cell as they came.
    private mutating func experiment(in root: TreeNode, _ declared: Declared) -> Experiment? {
        guard isSound else { return nil }
        guard !places.isEmpty else {
            cells.problems.add(
                .error(
                    "no-arm-in-grid", at: SourceLocation(file: cells.table.name), "nothing that was shown is in the grids of the offers",
                    help: "compare percents, caps and months with scenario.yaml"))
            return nil
        }
        let sorted = places.sorted { ($0.place, $0.row) < ($1.place, $1.row) }
        var found: [Experiment.Cell] = []
        var start = 0
        for end in 1...sorted.count where end == sorted.count || sorted[end].place != sorted[start].place {
            let place = sorted[start].place
            found.append(
                Experiment.Cell(
                    segment: SegmentIndex(place.segment), variant: place.variant < 0 ? nil : VariantIndex(place.variant),
                    customers: start..<end))
            start = end
        }
        let names = quantities.map(\.name)
        let settings = root["experiment"]
        return Experiment(
            cells: found, quantities: names, cost: names.firstIndex(of: columns[.cost]),
            completion: names.firstIndex(of: columns[.completed]), outcomes: outcomes.map { column in sorted.map { column[$0.row] } },
            limits: ExperimentLimits.limits(in: root, names: names, declared),
            splits: settings.count("splits", from: 1) ?? Experiment.usualSplits,
            replicates: settings.count("replicates", from: 2) ?? Experiment.usualReplicates)
    }
}

extension CellReader.Reading {
    fileprivate var number: Double? { if case .value(let value) = self { value } else { nil } }
}

extension TreeNode? {
    /// nil where nothing is stated, or what is out of range and told elsewhere.
    fileprivate func count(_ key: String, from least: Int) -> Int? {
        self?.integer(key).flatMap { $0 >= least ? $0 : nil }
    }
}

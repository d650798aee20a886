package import OfferModel
package import TableFiles

/// The table of an experiment as read, with everything that is wrong with it.
package struct ExperimentReading: Sendable {
    /// Sorted by segment, offer, control group first, percent and months, each once; nil when there are errors.
    package let arms: [ExperimentArm]?
    /// Sorted.
    package let diagnostics: [Diagnostic]
}

/// What the columns of an experiment are for.
package enum ExperimentColumn: String, Sendable, CaseIterable {
    case segment, offer, percent, months, shown, completed
    case shownOffer = "shown_offer"
    case customer
}

/// Reads what an experiment counted (model.md section 14).
///
/// The table has counts (`percent, shown, completed`) or, without the column `shown`, one row a customer, whose `completed` is 0 or 1.
/// Optional are `segment` (without it all are the segment `*`), `months` (1 where blank), `offer`, `shown_offer` and, where rows are
/// customers, `customer`, each once for an offer. A row with
/// `shown_offer` 0 or, without that column, a blank percent counts customers who were not shown the offer: the control group. A percent of
/// 0 is an offer that is shown without cashback. Rows of the same segment and variant add up.
package struct ExperimentReader {
    /// What every table has.
    package static let required = [ExperimentColumn.percent, .completed]
    private static let optional = [ExperimentColumn.segment, .offer, .months, .shown, .shownOffer, .customer]
    /// Customers of one arm; beyond it counts would lose their last digit.
    private static let mostCounted = 1_000_000_000_000_000
    private static let counts = NumberRange(0, 1e12)
    private static let durations = NumberRange(1, 1200)

    /// What tells one arm from another.
    private struct Place: Hashable {
        let segment: String
        let offer: String
        let percent: Double
        let months: Int
        let isShown: Bool

        func isBefore(_ other: Place) -> Bool {
            if segment != other.segment { return segment < other.segment }
            if offer != other.offer { return offer < other.offer }
            if isShown != other.isShown { return other.isShown }
            return (percent, months) < (other.percent, other.months)
        }
    }

    private var cells: CellReader
    private let places: [ExperimentColumn: Int]
    private let offer: String?
    private var counted: [Place: (customers: Int, completed: Int)] = [:]
    private var offersSeen = Set<String>()
    private var mostShown = 0
    private var firstEmptyRow: Int?
    /// Where rows are customers: the row of each, by offer.
    private var rowOfCustomer: [String: [String: Int]] = [:]

    /// - Parameter offer: names the offer of a table without the column `offer`; in one with it, the only offer to be read.
    package static func read(
        path: String, name: String, offer: String?, columns: ColumnNames<ExperimentColumn> = ColumnNames()
    ) -> ExperimentReading {
        let (table, diagnostics) = CSVTable.read(path: path, name: name)
        guard let table else { return ExperimentReading(arms: nil, diagnostics: diagnostics) }
        var problems = DiagnosticCollector()
        let needed = required + columns.named(optional)
        let free = columns.optional(optional)
        let header = TableHeader(
            of: table, required: needed.map { columns[$0] }, optional: free.map { columns[$0] }, problems: &problems)
        let isUsable = header.all(needed.map { columns[$0] }) != nil
        let places = Dictionary(uniqueKeysWithValues: (needed + free).compactMap { role in header[columns[role]].map { (role, $0) } })
        if places[.segment] == nil, isUsable {
            problems.add(
                .warning(
                    "no-segments", at: table.headerLocation(column: 0), "the table has no column `segment`, so all customers are one: `*`",
                    help: "name the column by `--column segment=COLUMN`, or leave it so"))
        }
        if places[.offer] == nil, offer == nil {
            problems.add(
                .error(
                    "missing-offer", at: table.headerLocation(column: 0), "the table does not say which offer was tried",
                    help: "name it by `--offer ID`, or add the column `offer`"))
        }
        if table.rowCount == 0 {
            problems.add(
                .error("empty-table", at: SourceLocation(file: name), "the table has no rows", help: "add a row for each arm or customer"))
        }
        var reader = ExperimentReader(cells: CellReader(table: table, problems: problems), places: places, offer: offer)
        if isUsable, places[.offer] != nil || offer != nil {
            for row in 0..<table.rowCount { reader.read(row) }
            reader.checkOffer()
            reader.checkShown()
        }
        let all = (diagnostics + reader.cells.problems.diagnostics).sorted()
        let isSound = !all.contains { $0.severity == .error }
        return ExperimentReading(arms: isSound ? reader.arms : nil, diagnostics: all)
    }

    /// Whether a text may name an offer.
    package static func isIdentifier(_ text: String) -> Bool { ScalarReading.isIdentifier(text) }

    private init(cells: CellReader, places: [ExperimentColumn: Int], offer: String?) {
        self.cells = cells
        self.places = places
        self.offer = offer
    }

    private var arms: [ExperimentArm] {
        counted.sorted { $0.key.isBefore($1.key) }.map { place, count in
            ExperimentArm(
                segment: place.segment, offer: place.offer, percent: place.percent, months: place.months, isShown: place.isShown,
                customers: count.customers, completed: count.completed)
        }
    }

    private mutating func read(_ row: Int) {
        let segment = places[.segment] == nil ? SegmentKeys.everyone : identifier(row, places[.segment])
        let offer = places[.offer] == nil ? self.offer : identifier(row, places[.offer])
        let variant = variant(row)
        let count = count(row)
        guard let segment, let offer else { return }
        offersSeen.insert(offer)
        if places[.shown] == nil, let column = places[.customer] { checkCustomer(row, column, offer) }
        guard let variant, let count, self.offer.map({ $0 == offer }) ?? true else { return }
        let place = Place(segment: segment, offer: offer, percent: variant.percent, months: variant.months, isShown: variant.isShown)
        let sum = counted[place] ?? (0, 0)
        guard sum.customers + count.customers <= Self.mostCounted else {
            cells.report("out-of-range", row, places[.shown] ?? 0) {
                ("with \($0) more, this arm counts over 1e15 customers", "look for a column that is not a count")
            }
            return
        }
        counted[place] = (sum.customers + count.customers, sum.completed + count.completed)
    }

    /// A customer has one row for each offer.
    private mutating func checkCustomer(_ row: Int, _ column: Int, _ offer: String) {
        let id = cells.table.text(row: row, column: column)
        guard !cells.table.isBlank(row: row, column: column) else {
            cells.report("blank-cell", row, column) { _ in ("the id is blank", "every row needs one, or leave the column out") }
            return
        }
        guard let first = rowOfCustomer[offer, default: [:]].updateValue(row, forKey: id) else { return }
        let line = cells.table.location(row: first, column: column).line
        cells.report("duplicate-customer", row, column) {
            ("the customer `\($0)` is already on line \(line)", "keep one row for each customer and offer")
        }
    }

    private mutating func identifier(_ row: Int, _ column: Int?) -> String? {
        guard let column else { return nil }
        let text = cells.table.text(row: row, column: column)
        if ScalarReading.isIdentifier(text) { return text }
        if text.allSatisfy(\.isWhitespace) {
            cells.report("blank-cell", row, column) { _ in ("the id is blank", "every row needs one") }
        } else {
            cells.report("invalid-id", row, column) {
                let help = ScalarReading.identifierProposal(for: text).map { "write `\($0)`" } ?? "choose another id"
                return ("`\($0)` is not an id: lower-case letters, digits, `-` and `_`, beginning with a letter or digit", help)
            }
        }
        return nil
    }

    /// The percent and duration that the row's customers were shown; nil after a report.
    private mutating func variant(_ row: Int) -> (percent: Double, months: Int, isShown: Bool)? {
        guard let column = places[.percent] else { return nil }
        let percent = cells.read(row, column, .notNegative)
        let months = whole(row, places[.months], Self.durations, whenBlank: 1)
        var isShown: Bool?
        if let column = places[.shownOffer] {
            guard let flag = cells.require(row, column, .any) else { return nil }
            guard flag == 0 || flag == 1 else {
                cells.report("out-of-range", row, column) {
                    ("\($0) must be 0 or 1", "write 1 for who was shown the offer, 0 for the control group")
                }
                return nil
            }
            isShown = flag == 1
        }
        switch (percent, isShown) {
        case (.wrong, _): return nil
        case (.blank, .some(true)):
            cells.report("blank-cell", row, column) { _ in ("the cell is blank", "who was shown the offer was shown a percent") }
            return nil
        case (.blank, _): return (0, 1, false)
        case (.value(let value), .some(false)):
            guard value != 0 else { return (0, 1, false) }
            cells.report("control-with-percent", row, column) {
                ("\($0) % for customers who were not shown the offer", "leave percent blank, or set shown_offer to 1")
            }
            return nil
        case (.value(let value), _): return months.map { (value, $0, true) }
        }
    }

    private mutating func count(_ row: Int) -> (customers: Int, completed: Int)? {
        guard let column = places[.completed] else { return nil }
        guard let shown = places[.shown] else { return oneCustomer(row, column) }
        let customers = whole(row, shown, Self.counts, whenBlank: nil)
        let completed = whole(row, column, Self.counts, whenBlank: nil)
        guard let customers, let completed else { return nil }
        mostShown = max(mostShown, customers)
        if customers == 0, firstEmptyRow == nil { firstEmptyRow = row }
        guard completed <= customers else {
            cells.report("more-completed-than-shown", row, column) {
                ("\($0) completed, but only \(customers) were there", "check that the two columns are not swapped")
            }
            return nil
        }
        return (customers, completed)
    }

    private mutating func oneCustomer(_ row: Int, _ column: Int) -> (customers: Int, completed: Int)? {
        guard let completed = whole(row, column, Self.counts, whenBlank: nil) else { return nil }
        if completed <= 1 { return (1, completed) }
        cells.report("not-one-customer", row, column) {
            (
                "\($0) completed, but without the column `shown` each row is one customer: 0 or 1",
                "counts need the column `shown`; name it by `--column shown=COLUMN`"
            )
        }
        return nil
    }

    /// A whole number; nil after a report. Blank cells are errors without `whenBlank`.
    private mutating func whole(_ row: Int, _ column: Int?, _ range: NumberRange, whenBlank: Int?) -> Int? {
        if let whenBlank, column.map({ cells.table.isBlank(row: row, column: $0) }) ?? true { return whenBlank }
        guard let column, let value = cells.require(row, column, range) else { return nil }
        if let whole = Int(exactly: value) { return whole }
        cells.report("not-whole", row, column) { ("\($0) is not a whole number", "write how many, as digits alone") }
        return nil
    }

    /// Counts of 0 and 1 alone are hardly counts.
    private mutating func checkShown() {
        guard mostShown == 1, let row = firstEmptyRow, let column = places[.shown] else { return }
        cells.warn("shown-is-no-count", row, column) {
            (
                "`shown` is 0 or 1 in all rows; those with 0 count nobody",
                "where it tells who was shown the offer, name it so: `--column shown_offer=shown`"
            )
        }
    }

    private mutating func checkOffer() {
        guard let offer, let column = places[.offer], !offersSeen.isEmpty, !offersSeen.contains(offer) else { return }
        let known = offersSeen.sorted()
        cells.problems.add(
            .error(
                "unknown-id", at: cells.table.headerLocation(column: column), "no row is about the offer `\(offer.excerpt)`",
                help: ReferenceRules.help(for: offer, among: known)))
    }
}

package import TableFiles

/// What a transaction says, with its customer as a number.
package struct Transaction: Sendable {
    /// From 0, in the order in which customers come in the file.
    package let customer: Int
    /// Of a calendar or a running number; differences between months count.
    package let month: Int
    package let amount: Double
    /// Points, in currency units.
    package let earned: Double
    package let redeemed: Double
}

/// What the columns of a table of transactions are for.
package enum TransactionColumn: String, Sendable, CaseIterable {
    case customer, segment, month, amount, earned, redeemed
}

/// Reads a table of transactions part by part, so that its size does not matter.
///
/// Required are the columns customer, segment, month and amount; optional are earned and redeemed, points in currency units. All rows of a
/// customer name one segment.
package struct TransactionReader {
    /// What is known when all rows have been read.
    package struct Summary: Sendable {
        /// Sorted.
        package let segments: [String]
        /// By customer, a place in `segments`.
        package let segmentOfCustomer: [Int]
        package let rowCount: Int
        package let firstMonth: Int
        package let lastMonth: Int
        package let isCalendar: Bool
        package let hasEarned: Bool
        package let hasRedeemed: Bool

        /// `2026-10`, or the number.
        package func text(ofMonth month: Int) -> String { TransactionMonth.text(month, isCalendar: isCalendar) }
    }

    /// What every table has.
    package static let required = [TransactionColumn.customer, .segment, .month, .amount]

    /// A longer span is taken for a mistyped date.
    private static let mostMonths = 240

    private let columns: ColumnNames<TransactionColumn>
    private let name: String
    private var problems = DiagnosticCollector()
    private var customers: [String: Int] = [:]
    private var segmentNumbers: [String: Int] = [:]
    private var segmentOfCustomer: [Int] = []
    private var rowCount = 0
    private var months: (first: Int, last: Int)?
    private var isCalendar: Bool?
    private var has = (earned: false, redeemed: false)

    package init(name: String, columns: ColumnNames<TransactionColumn>) {
        self.name = name
        self.columns = columns
    }

    /// Hands every sound row to `take`, in order; what came of them is to be thrown away when there are errors.
    ///
    /// - Returns: nil when there are errors.
    package mutating func read(
        path: String, progress: (Double) -> Void, take: (Transaction) -> Void
    ) -> (summary: Summary?, diagnostics: [Diagnostic]) {
        do throws(FileBytes.Failure) {
            let parts = try CSVPartReader(path: path, name: name)
            while let part = try parts.next() {
                for diagnostic in part.diagnostics { problems.add(diagnostic) }
                guard let table = part.table, read(table, take) else { break }
                if let fraction = parts.fractionRead { progress(fraction) }
            }
        } catch {
            problems.add(error.diagnostic(name: name))
        }
        let diagnostics = problems.diagnostics
        guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
        guard let months else {
            let place = SourceLocation(file: name)
            return (nil, diagnostics + [.error("empty-table", at: place, "the table has no rows", help: "export it again")])
        }
        guard months.last - months.first < Self.mostMonths else {
            let isCalendar = isCalendar ?? false
            let span =
                "\(TransactionMonth.text(months.first, isCalendar: isCalendar)) to "
                + TransactionMonth.text(months.last, isCalendar: isCalendar)
            let error = Diagnostic.error(
                "months-span", at: SourceLocation(file: name), "the table goes from \(span), more than \(Self.mostMonths) months",
                help: "look for a mistyped date, or leave out what is old")
            return (nil, diagnostics + [error])
        }
        return (summary(months), diagnostics)
    }

    private func summary(_ months: (first: Int, last: Int)) -> Summary {
        let segments = segmentNumbers.keys.sorted()
        var places = [Int](repeating: 0, count: segments.count)
        for (place, segment) in segments.enumerated() { places[segmentNumbers[segment] ?? 0] = place }
        return Summary(
            segments: segments, segmentOfCustomer: segmentOfCustomer.map { places[$0] }, rowCount: rowCount, firstMonth: months.first,
            lastMonth: months.last, isCalendar: isCalendar ?? false, hasEarned: has.earned, hasRedeemed: has.redeemed)
    }

    /// False when the table cannot be read on.
    private mutating func read(_ table: CSVTable, _ take: (Transaction) -> Void) -> Bool {
        let required = Self.required.map { columns[$0] }
        let points = [TransactionColumn.earned, .redeemed]
        let optional = columns.optional(points)
        let named = columns.named(points)
        // Notes and errors about the header are the same in every part.
        var headerProblems = DiagnosticCollector()
        let header = TableHeader(
            of: table, required: required + named.map { columns[$0] }, optional: optional.map { columns[$0] }, problems: &headerProblems)
        if rowCount == 0 { for diagnostic in headerProblems.diagnostics { problems.add(diagnostic) } }
        guard let places = header.all(required), header.all(named.map { columns[$0] }) != nil else { return false }
        let known = Set(named + optional)
        let earned = known.contains(.earned) ? header[columns[.earned]] : nil
        let redeemed = known.contains(.redeemed) ? header[columns[.redeemed]] : nil
        has = (earned != nil, redeemed != nil)

        var cells = CellReader(table: table, problems: problems)
        var customer = RepeatedKey(column: places[0])
        var segment = RepeatedKey(column: places[1])
        var monthKey = RepeatedKey(column: places[2])
        for row in 0..<table.rowCount {
            let customerNumber = customer.number(row, table) { Self.number(of: $0, in: &customers) }
            let segmentNumber = segment.number(row, table) {
                ScalarReading.isIdentifier($0) ? Self.number(of: $0, in: &segmentNumbers) : nil
            }
            let month = monthKey.number(row, table) { text in
                guard let month = TransactionMonth(text) else {
                    cells.report("not-a-month", row, places[2]) {
                        ("`\($0)` is not a month", "write 2026-10, 2026-10-31, or a running number")
                    }
                    return nil
                }
                if isCalendar != nil, isCalendar != month.isCalendar {
                    cells.report("mixed-months", row, places[2]) {
                        ("`\($0)` is written in another way than the months before", "use one way")
                    }
                    return nil
                }
                isCalendar = month.isCalendar
                return month.value
            }
            let amount = cells.require(row, places[3], .any)
            let earnedPoints = cells.read(row, earned, .notNegative, whenBlank: 0)
            let redeemedPoints = cells.read(row, redeemed, .notNegative, whenBlank: 0)
            if customerNumber == nil { cells.report("blank-cell", row, places[0]) { _ in ("the id is blank", "every row needs one") } }
            if segmentNumber == nil {
                cells.report("invalid-id", row, places[1]) {
                    ("`\($0)` is not an id: lower-case letters, digits, `-` and `_`, beginning with a letter or digit", "choose another id")
                }
            }
            guard let customerNumber, let segmentNumber, let month, let amount, let earnedPoints, let redeemedPoints else { continue }
            if customerNumber == segmentOfCustomer.count {
                segmentOfCustomer.append(segmentNumber)
            } else if customerNumber > segmentOfCustomer.count {
                // The customer's first row had an error, so there will be no answer.
                continue
            } else if segmentOfCustomer[customerNumber] != segmentNumber {
                cells.report("segment-differs", row, places[1]) {
                    ("`\($0)` is not the segment of this customer's rows before", "put each customer into one segment")
                }
            }
            months = (min(months?.first ?? month, month), max(months?.last ?? month, month))
            take(Transaction(customer: customerNumber, month: month, amount: amount, earned: earnedPoints, redeemed: redeemedPoints))
        }
        rowCount += table.rowCount
        problems = cells.problems
        return true
    }

    /// The number of a text, a new one for a new text; nil for a blank.
    private static func number(of text: String, in numbers: inout [String: Int]) -> Int? {
        if let known = numbers[text] { return known }
        guard !text.allSatisfy(\.isWhitespace) else { return nil }
        numbers[text] = numbers.count
        return numbers.count - 1
    }
}

/// The number of each cell's text, looked up once where rows repeat it.
private struct RepeatedKey {
    let column: Int
    private var previous: (row: Int, number: Int?)?

    init(column: Int) {
        self.column = column
    }

    mutating func number(_ row: Int, _ table: CSVTable, lookUp: (String) -> Int?) -> Int? {
        if let known = previous, let number = known.number, table.sameText(row: row, column: column, as: known.row) { return number }
        let number = lookUp(table.text(row: row, column: column))
        previous = (row, number)
        return number
    }
}

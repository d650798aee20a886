import TableFiles

/// Plans as CSV: segment, offer, percent, monthly_cap, months, share and, where a segment has several bundles, bundle.
enum PlanTable {
    private static let required = ["segment", "offer", "percent", "months", "share"]
    private static let optional = ["monthly_cap", "bundle"]
    /// What a result says of a recommendation beyond the plan itself; it may stand in the table and is not read.
    private static let figures = ["macro", "start_month", "customers", "completions", "cost", "value", "net_value"]

    static func rows(of table: CSVTable, problems: inout DiagnosticCollector) -> [PlanRow] {
        let header = TableHeader(of: table, required: required, optional: optional, wide: figures, problems: &problems)
        guard let segment = header["segment"], let offer = header["offer"], let percent = header["percent"], let months = header["months"],
            let share = header["share"]
        else { return [] }
        let cap = header["monthly_cap"]
        let bundle = header["bundle"]
        var cells = CellReader(table: table, problems: problems)
        let rows = (0..<table.rowCount).compactMap { row -> PlanRow? in
            let percentage = cells.require(row, percent, NumberRange(0, 100))
            let capped = Self.cap(row, cap, &cells)
            let duration = cells.require(row, months, .positive)
            let part = cells.require(row, share, .share)
            let number = bundle == nil ? 0 : cells.require(row, bundle, .notNegative)
            guard let percentage, let capped, let duration, let part, let number else { return nil }
            func place(_ column: Int?) -> SourceLocation { table.location(row: row, column: column ?? segment) }
            return PlanRow(
                segment: table.text(row: row, column: segment), offer: table.text(row: row, column: offer), percent: percentage,
                monthlyCap: capped.amount, months: duration, share: part, bundle: bundle == nil ? nil : number,
                places: PlanRow.Places(
                    segment: place(segment), offer: place(offer), percent: place(percent), monthlyCap: place(cap), months: place(months),
                    share: place(share), bundle: place(bundle)))
        }
        problems = cells.problems
        return rows
    }

    private struct Cap {
        /// nil for no cap.
        let amount: Double?
    }

    /// nil after a report.
    private static func cap(_ row: Int, _ column: Int?, _ cells: inout CellReader) -> Cap? {
        switch cells.read(row, column, .positive) {
        case .blank: Cap(amount: nil)
        case .value(let amount): Cap(amount: amount)
        case .wrong: nil
        }
    }
}

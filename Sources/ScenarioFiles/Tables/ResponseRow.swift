import TableFiles

/// What one row of responses.csv says, its key aside.
struct ResponseRow {
    enum Content {
        case logistic(intercept: Double, slope: Double, ceiling: Double, durationSlope: Double)
        case saturating(floor: Double, ceiling: Double, halfPercent: Double)
        case point(percent: Double, completion: Double)
    }

    let organic: Double
    let content: Content
}

/// Reads the cells of a row and tells its form.
struct ResponseRowReader {
    var cells: CellReader
    private let organic: Int?
    private let intercept: Int?
    private let slope: Int?
    private let ceiling: Int?
    private let durationSlope: Int?
    private let floor: Int?
    private let halfPercent: Int?
    private let percent: Int?
    private let completion: Int?
    private let ownColumns: [(form: ResponseForm, columns: [Int])]

    init(cells: CellReader, header: TableHeader) {
        self.cells = cells
        organic = header["organic"]
        intercept = header["intercept"]
        slope = header["slope"]
        ceiling = header["ceiling"]
        durationSlope = header["duration_slope"]
        floor = header["floor"]
        halfPercent = header["half_percent"]
        percent = header["percent"]
        completion = header["completion"]
        ownColumns = ResponseForm.allCases.map { form in (form, form.ownColumns.compactMap { header[$0] }) }
    }

    /// nil after reports.
    mutating func read(_ row: Int) -> ResponseRow? {
        let organic = cells.require(row, organic, .share)
        guard let form = form(row), let content = content(row, form), let organic else { return nil }
        return ResponseRow(organic: organic, content: content)
    }

    private mutating func form(_ row: Int) -> ResponseForm? {
        var found: ResponseForm?
        for (form, columns) in ownColumns where columns.contains(where: { !cells.table.isBlank(row: row, column: $0) }) {
            if let found {
                let words = "the row fits both the \(found.name) and the \(form.name) form"
                report("two-forms", row, words, "leave the columns of one of them blank: " + form.ownColumns.joined(separator: ", "))
                return nil
            }
            found = form
        }
        if found == nil { report("no-form", row, "the row fits no form", ResponseForm.help) }
        if found == .table, let ceiling, !cells.table.isBlank(row: row, column: ceiling) {
            report("two-forms", row, "a point of a table has no ceiling", "leave ceiling blank, or percent and completion")
            return nil
        }
        return found
    }

    private mutating func content(_ row: Int, _ form: ResponseForm) -> ResponseRow.Content? {
        switch form {
        case .logistic:
            let intercept = requirePart(row, intercept, .any, "intercept", form)
            let slope = requirePart(row, slope, .any, "slope", form)
            let ceiling = cells.read(row, ceiling, .positiveShare, whenBlank: 1)
            let durationSlope = cells.read(row, durationSlope, .any, whenBlank: 0)
            guard let intercept, let slope, let ceiling, let durationSlope else { return nil }
            return .logistic(intercept: intercept, slope: slope, ceiling: ceiling, durationSlope: durationSlope)
        case .saturating:
            let floor = requirePart(row, floor, .share, "floor", form)
            let ceiling = requirePart(row, ceiling, .share, "ceiling", form)
            let halfPercent = requirePart(row, halfPercent, .positive, "half_percent", form)
            guard let floor, let ceiling, let halfPercent else { return nil }
            return .saturating(floor: floor, ceiling: ceiling, halfPercent: halfPercent)
        case .table:
            let percent = requirePart(row, percent, .notNegative, "percent", form)
            let completion = requirePart(row, completion, .share, "completion", form)
            guard let percent, let completion else { return nil }
            return .point(percent: percent, completion: completion)
        }
    }

    private mutating func requirePart(_ row: Int, _ column: Int?, _ range: NumberRange, _ name: String, _ form: ResponseForm) -> Double? {
        switch cells.read(row, column, range) {
        case .value(let value): return value
        case .wrong: return nil
        case .blank:
            let needed = form.requiredColumns.joined(separator: ", ")
            report("incomplete-form", row, "the \(form.name) form needs \(name)", "it takes \(needed)")
            return nil
        }
    }

    /// An error about the row as a whole, at its start.
    mutating func report(_ code: String, _ row: Int, _ message: String, _ help: String) {
        let table = cells.table
        cells.problems.add(code: code, file: table.name) { .error(code, at: table.location(row: row, column: 0), message, help: help) }
    }
}

package import TableFiles

/// Which macro-segment each segment belongs to, out of segments.csv or any table with the columns `segment` and `macro`.
package struct SegmentGroups: Sendable {
    /// By segment; segments without a macro-segment are not in it.
    package let macros: [String: String]
    package let segments: Set<String>
    /// Customers by segment, where the table has them.
    package let customers: [String: Double]

    package init(macros: [String: String], segments: Set<String>, customers: [String: Double]) {
        self.macros = macros
        self.segments = segments
        self.customers = customers
    }

    /// - Returns: nil groups when there are errors.
    package static func read(path: String, name: String) -> (groups: SegmentGroups?, diagnostics: [Diagnostic]) {
        let (table, diagnostics) = CSVTable.read(path: path, name: name)
        guard let table else { return (nil, diagnostics) }
        var problems = DiagnosticCollector()
        let header = TableHeader(
            of: table, required: ["segment"], optional: SegmentTable.required.dropFirst() + SegmentTable.optional,
            wide: [WideColumns.nowPrefix, WideColumns.ifPrefix], problems: &problems)
        if let column = header["segment"], header["macro"] == nil {
            problems.add(
                .warning(
                    "no-macro-segments", at: table.headerLocation(column: column), "the table has no column `macro`",
                    help: "without macro-segments no response is drawn towards its neighbours"))
        }
        var cells = CellReader(table: table, problems: problems)
        var rowOfSegment: [String: Int] = [:]
        var macros: [String: String] = [:]
        var customers: [String: Double] = [:]
        if let column = header["segment"] {
            for row in 0..<table.rowCount {
                let id = table.text(row: row, column: column)
                if let first = rowOfSegment.updateValue(row, forKey: id) {
                    let line = table.location(row: first, column: column).line
                    cells.report("duplicate-segment", row, column) {
                        ("`\($0)` is already on line \(line)", "keep one row for each segment")
                    }
                }
                if let macro = header["macro"] { macros[id] = SegmentTable.macro(in: table, row, macro) }
                if case .value(let count) = cells.read(row, header["customers"], .notNegative) { customers[id] = count }
            }
        }
        let all = (diagnostics + cells.problems.diagnostics).sorted()
        guard !all.contains(where: { $0.severity == .error }) else { return (nil, all) }
        return (SegmentGroups(macros: macros, segments: Set(rowOfSegment.keys), customers: customers), all)
    }
}

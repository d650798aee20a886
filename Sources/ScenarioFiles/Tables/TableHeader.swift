import TableFiles

/// The columns of a table by name: what is required, what is known, and what is left over.
struct TableHeader {
    private let table: CSVTable

    /// Reports missing columns as errors, each with the column that it may be under another name, and the others in one note.
    init(of table: CSVTable, required: [String], optional: [String], wide: [String] = [], problems: inout DiagnosticCollector) {
        self.table = table
        let known = Set(required + optional)
        let others = table.header.enumerated().filter { _, name in
            !name.isEmpty && !known.contains(name) && !wide.contains { name.hasPrefix($0) }
        }
        var claimed = Set<String>()
        for name in required where table.columnIndex(name) == nil {
            let candidate = Suggestion.closest(to: name, among: others.map(\.element).filter { !claimed.contains($0) })
            if let candidate { claimed.insert(candidate) }
            let place = candidate.flatMap(table.columnIndex).map(table.headerLocation) ?? table.headerLocation(column: 0)
            problems.add(
                .error(
                    "missing-column", at: place, "the column `\(name)` is missing",
                    help: candidate.map { "did you mean it by `\($0)`?" } ?? "add it; the header is case-sensitive"))
        }
        let ignored = others.filter { !claimed.contains($0.element) }
        guard let first = ignored.first else { return }
        let absent = optional.filter { table.columnIndex($0) == nil }
        let guesses = ignored.compactMap { _, name in
            Suggestion.closest(to: name, among: absent).map { "did you mean `\($0)` by `\(name.excerpt)`?" }
        }
        let names = ignored.prefix(8).map { "`\($0.element.excerpt)`" }.joined(separator: ", ") + (ignored.count > 8 ? ", ..." : "")
        problems.add(
            .note(
                "extra-columns", at: table.headerLocation(column: first.offset),
                ignored.count == 1 ? "the column \(names) is ignored" : "\(ignored.count) columns are ignored: \(names)",
                help: guesses.first ?? "remove what nothing reads, or leave it"))
    }

    subscript(name: String) -> Int? { table.columnIndex(name) }
}

/// A table with more columns than a page may be wide: cut between columns into tables one below the other, each with the labels again.
struct WideTable {
    private let title: String
    private let labels: [String]
    private var columns: [(title: String, cells: [String])] = []

    static let pageWidth = 80

    /// - Parameters:
    ///   - title: over the labels.
    ///   - labels: one a row.
    init(_ title: String, labels: [String]) {
        self.title = title
        self.labels = labels
    }

    /// - Parameter cells: one a row.
    mutating func add(_ title: String, _ cells: [String]) {
        precondition(cells.count == labels.count, "\(cells.count) cells for \(labels.count) rows")
        columns.append((title, cells))
    }

    var lines: [String] {
        let labelWidth = ([title] + labels).map(\.printable.count).max() ?? 0
        var groups: [[(title: String, cells: [String])]] = []
        var width = 0
        for column in columns {
            let added = 2 + (([column.title] + column.cells).map(\.printable.count).max() ?? 0)
            if groups.isEmpty || width + added > Self.pageWidth {
                groups.append([])
                width = labelWidth
            }
            groups[groups.count - 1].append(column)
            width += added
        }
        return Array(groups.map { table($0) }.joined(separator: [""]))
    }

    private func table(_ columns: [(title: String, cells: [String])]) -> [String] {
        var header: [(title: String, alignment: TextTable.Alignment)] = [(title, .left)]
        for column in columns { header.append((column.title, .right)) }
        var table = TextTable(header)
        for row in labels.indices { table.add([labels[row]] + columns.map { $0.cells[row] }) }
        return table.lines
    }
}

/// A table of coloured cells: a map, a heat map, a matrix. It keeps its size, so that its words can be read on a narrow screen.
package struct CellGrid: Chart {
    package enum Tone: Sendable {
        case empty
        /// 0, faint, to 6, strong.
        case ramp(Int)
        /// Something is wrong: 1, a little, to 3, much.
        case alarm(Int)

        fileprivate var style: String {
            switch self {
            case .empty: "none"
            case .ramp(let step): "r\(min(max(step, 0), 6))"
            case .alarm(let step): "w\(min(max(step, 1), 3))"
            }
        }
    }

    package struct Cell: Sendable {
        let text: String
        let note: String
        let tone: Tone
        let share: Double?

        /// - Parameters:
        ///   - text: the cell's figure.
        ///   - note: in small letters below.
        ///   - share: drawn as a bar along the bottom; nil for none.
        package init(_ text: String, note: String = "", _ tone: Tone, share: Double? = nil) {
            self.text = text
            self.note = note
            self.tone = tone
            self.share = share
        }

        package static let empty = Cell("", .empty)
    }

    package struct Row: Sendable {
        let label: String
        let group: String?
        let cells: [Cell]

        /// - Parameter group: rows of one group stand together under its name.
        package init(_ label: String, group: String? = nil, _ cells: [Cell]) {
            self.label = label
            self.group = group
            self.cells = cells
        }
    }

    package let name: String
    let description: String
    let columns: [String]
    let rows: [Row]
    let hasNotes: Bool

    package init(_ name: String, description: String, columns: [String], rows: [Row]) {
        precondition(rows.allSatisfy { $0.cells.count == columns.count }, "every row has a cell for each column")
        self.name = name
        self.description = description
        self.columns = columns
        self.rows = rows
        hasNotes = rows.contains { $0.cells.contains { !$0.note.isEmpty } }
    }

    package var isWide: Bool { true }

    private static let cellWidth = 88.0
    private static let groupHeight = 22.0
    private var cellHeight: Double { hasNotes ? 34 : 26 }

    package func drawing(id: String) -> Markup {
        let labelWidth = min(200, 16 + rows.reduce(60) { max($0, ChartText.width(of: $1.label)) })
        let heads = columns.map { ChartText.lines(of: $0, letters: 13, most: 3) }
        let top = 6 + 13 * Double(heads.reduce(1) { max($0, $1.count) })
        var parts = heads.enumerated().flatMap { number, lines in
            lines.enumerated().map { line, text in
                ChartText.text(
                    text, x: labelWidth + Self.cellWidth * (Double(number) + 0.5), y: top - 6 - 13 * Double(lines.count - 1 - line),
                    "label middle")
            }
        }
        var y = top
        var group: String?
        for row in rows {
            if let name = row.group, name != group {
                parts.append(ChartText.text(ChartText.fitted(name, to: labelWidth + 200), x: 0, y: y + 15, "label strong"))
                y += Self.groupHeight
            }
            group = row.group
            parts.append(
                ChartText.text(ChartText.fitted(row.label, to: labelWidth - 12), x: labelWidth - 8, y: y + cellHeight / 2 + 4, "label end"))
            for (column, cell) in row.cells.enumerated() {
                parts += markup(of: cell, x: labelWidth + Self.cellWidth * Double(column), y: y)
            }
            y += cellHeight
        }
        let width = labelWidth + Self.cellWidth * Double(columns.count) + 2
        return Drawing(name: name, description: description, width: width, height: y + 4, isWide: true).markup(id: id, parts)
    }

    private func markup(of cell: Cell, x: Double, y: Double) -> [Markup] {
        let (width, height) = (Self.cellWidth - 2, cellHeight - 2)
        let middle = x + width / 2
        var parts = [
            Markup.tag(
                "rect", ["x": x.place, "y": y.place, "width": width.place, "height": height.place, "class": "cell \(cell.tone.style)"])
        ]
        let first = cell.note.isEmpty ? y + height / 2 + 4 : y + 14
        if !cell.text.isEmpty {
            parts.append(ChartText.text(ChartText.fitted(cell.text, to: width), x: middle, y: first, "figure middle on-\(cell.tone.style)"))
        }
        if !cell.note.isEmpty {
            parts.append(
                ChartText.text(ChartText.fitted(cell.note, to: width * 1.2), x: middle, y: first + 12, "note middle on-\(cell.tone.style)"))
        }
        if let share = cell.share, share > 0 {
            let bar = max(1, min(1, share) * width)
            parts.append(
                .tag(
                    "rect",
                    ["x": x.place, "y": (y + height - 3).place, "width": bar.place, "height": "3", "class": "share on-\(cell.tone.style)"]))
        }
        return parts
    }
}

/// A table of a page: a caption, columns with their scope, numbers under one another.
package struct DataTable: Sendable {
    package enum Cell: Sendable {
        /// A name out of somebody's file.
        case name(String)
        case text(String)
        /// A number as people read it, with the number itself for programs; nil where it is unknown or unbounded.
        case number(String, Double?)

        fileprivate func markup(isHead: Bool) -> Markup {
            switch self {
            case .name(let name): .tag(isHead ? "th" : "td", ["scope": isHead ? "row" : nil], [.name(name)])
            case .text(let text): .tag(isHead ? "th" : "td", ["scope": isHead ? "row" : nil], [.text(text)])
            case .number(let text, let value):
                .tag(
                    isHead ? "th" : "td",
                    ["scope": isHead ? "row" : nil, "class": "number", "data-value": value.map { $0 == 0 ? "0" : "\($0)" }], [.text(text)])
            }
        }
    }

    package struct Column: Sendable {
        let title: String
        let isNumber: Bool

        package static func words(_ title: String) -> Column { Column(title: title, isNumber: false) }
        package static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    /// Unique on the page, for links and programs.
    let id: String
    let caption: String
    let columns: [Column]
    let rows: [[Cell]]
    /// What the table leaves out; nil where it is all there.
    let remark: String?

    /// - Parameters:
    ///   - caption: what the table holds, with its unit.
    ///   - rows: each with a cell for each column; the first is the row's head.
    package init(_ id: String, caption: String, _ columns: [Column], rows: [[Cell]], remark: String? = nil) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "every row of \(id) has a cell for each column")
        self.id = id
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.remark = remark
    }

    package var markup: Markup {
        let heads = columns.map { Markup.tag("th", ["scope": "col", "class": $0.isNumber ? "number" : nil], [.text($0.title)]) }
        let body = rows.map { row in
            Markup.tag("tr", [:], row.enumerated().map { $1.markup(isHead: $0 == 0) })
        }
        return .group([
            .tag(
                "div", ["class": "scroll", "role": "group", "tabindex": "0", "aria-label": caption],
                [
                    .tag(
                        "table", ["id": id],
                        [
                            .tag("caption", [:], [.text(caption)]), .tag("thead", [:], [.tag("tr", [:], heads)]),
                            .tag("tbody", [:], body),
                        ])
                ]),
            remark.map { .tag("p", ["class": "remark"], [.text($0)]) } ?? .nothing,
        ])
    }
}

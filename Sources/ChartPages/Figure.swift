/// A figure of a page: what it shows, what kind of figures these are, the charts, and the tables behind them.
package struct Figure: Sendable {
    package let id: String
    let title: String
    let message: String
    let labels: [String]
    let legend: [LegendItem]
    let charts: [any Chart]
    let tables: [DataTable]
    let isOpen: Bool

    /// - Parameters:
    ///   - id: unique on the page.
    ///   - message: what it says, in a sentence or two.
    ///   - labels: what kind of figures these are.
    ///   - tables: the numbers behind the charts.
    ///   - isOpen: whether the tables are in sight from the start.
    package init(
        _ id: String, _ title: String, message: String, labels: [String], legend: [LegendItem] = [], charts: [any Chart],
        tables: [DataTable], isOpen: Bool = false
    ) {
        precondition(charts.isEmpty || !tables.isEmpty, "\(id) has its table behind it")
        self.id = id
        self.title = title
        self.message = message
        self.labels = labels
        self.legend = legend
        self.charts = charts
        self.tables = tables
        self.isOpen = isOpen
    }

    package var markup: Markup {
        .tag("figure", ["id": id, "class": isBeside ? "beside" : nil], [caption, legendMarkup, panels, details])
    }

    /// Whether there is room for the table beside the only chart.
    private var isBeside: Bool {
        charts.count == 1 && !charts[0].isWide && tables.count == 1 && tables[0].columns.count <= 5 && tables[0].rows.count <= 14
    }

    private var caption: Markup {
        .tag(
            "figcaption", [:],
            [
                .tag("h3", [:], [.text(title)]), Self.labels(labels), .tag("p", ["class": "message"], [.text(message)]),
            ])
    }

    /// What kind of figures something shows.
    package static func labels(_ labels: [String]) -> Markup {
        .tag("p", ["class": "labels"], labels.enumerated().flatMap { [$0 == 0 ? .nothing : " ", .tag("span", [:], [.text($1)])] })
    }

    private var legendMarkup: Markup {
        legend.isEmpty ? .nothing : .tag("ul", ["class": "legend"], legend.map(\.markup))
    }

    private var panels: Markup {
        guard !charts.isEmpty else { return .nothing }
        return .tag("div", ["class": "panels"], charts.enumerated().map { number, chart in panel(chart, id: "\(id)-\(number + 1)") })
    }

    private func panel(_ chart: any Chart, id: String) -> Markup {
        let heading = chart.name == title ? Markup.nothing : .tag("p", ["class": "panel-title"], [.text(chart.name)])
        let drawing = chart.drawing(id: id)
        guard chart.isWide else { return .tag("div", ["class": "panel"], [heading, drawing]) }
        return .tag(
            "div", ["class": "panel across"],
            [heading, .tag("div", ["class": "scroll", "role": "group", "tabindex": "0", "aria-label": chart.name], [drawing])])
    }

    private var details: Markup {
        guard !tables.isEmpty else { return .nothing }
        let summary = tables.count == 1 ? "Table" : "Tables"
        return .tag(
            "details", ["open": isOpen || isBeside ? "open" : nil],
            [.tag("summary", [:], [.text("\(summary): \(title)")])] + tables.map(\.markup))
    }
}

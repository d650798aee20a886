/// Bars along one axis, each under its own words: ranked figures, a waterfall, what one factor does to a sum.
package struct BarChart: Chart {
    package struct Bar: Sendable {
        let label: String
        let figure: String
        let from: Double
        let to: Double
        let ink: Ink

        /// - Parameters:
        ///   - figure: the bar's number as text.
        ///   - from, to: its ends, in any order.
        package init(_ label: String, figure: String, from: Double = 0, to: Double, _ ink: Ink) {
            self.label = label
            self.figure = figure
            self.from = from
            self.to = to
            self.ink = ink
        }
    }

    package let name: String
    let description: String
    let title: String
    let unit: String
    let includesZero: Bool
    let bars: [Bar]
    let marks: [ChartMark]
    /// Whether each bar begins where the one before it ends.
    let isWaterfall: Bool

    /// - Parameters:
    ///   - title: of the axis.
    ///   - marks: along the axis.
    package init(
        _ name: String, description: String, title: String, unit: String = "", includesZero: Bool = true, bars: [Bar],
        marks: [ChartMark] = [], isWaterfall: Bool = false
    ) {
        self.name = name
        self.description = description
        self.title = title
        self.unit = unit
        self.includesZero = includesZero
        self.bars = bars
        self.marks = marks
        self.isWaterfall = isWaterfall
    }

    private static let width = 352.0
    private static let barTop = 17.0
    private static let barHeight = 11.0
    private static let rowHeight = 36.0

    package func drawing(id: String) -> Markup {
        let scale = LinearScale(
            over: bars.flatMap { [$0.from, $0.to] } + marks.map(\.value), includingZero: includesZero, from: 6, to: Self.width - 6)
        let lanes = MarkLanes(marks, on: scale, from: 0, to: Self.width)
        let top = lanes.height + (marks.isEmpty ? 0 : 6)
        let bottom = top + Self.rowHeight * Double(bars.count) + 2
        let rows = bars.enumerated().flatMap { number, bar in row(bar, top: top + Self.rowHeight * Double(number), scale) }
        return Drawing(name: name, description: description, width: Self.width, height: bottom + 34).markup(
            id: id,
            axis(scale, top: top, bottom: bottom) + lanes.markup(top: 0, bottom: bottom) + connectors(scale, top: top) + rows)
    }

    private func axis(_ scale: LinearScale, top: Double, bottom: Double) -> [Markup] {
        let unit = AxisUnit(largest: max(abs(scale.low), abs(scale.high)), of: unit)
        let ticks = scale.ticks(about: 4).flatMap { tick -> [Markup] in
            let x = scale.place(of: tick)
            return [
                .tag("line", ["x1": x.place, "x2": x.place, "y1": top.place, "y2": bottom.place, "class": tick == 0 ? "base" : "grid"]),
                ChartText.text(unit.label(tick), x: x, y: bottom + 14, Self.anchor(x)),
            ]
        }
        return ticks + [
            ChartText.text(ChartText.fitted(unit.title(title), to: Self.width), x: Self.width - 6, y: bottom + 29, "label axis end")
        ]
    }

    /// Labels at the ends of the axis stay inside the drawing.
    private static func anchor(_ x: Double) -> String { x < 18 ? "label" : x > width - 18 ? "label end" : "label middle" }

    private func row(_ bar: Bar, top: Double, _ scale: LinearScale) -> [Markup] {
        let (left, right) = (scale.place(of: min(bar.from, bar.to)), scale.place(of: max(bar.from, bar.to)))
        let room = Self.width - 12 - ChartText.width(of: bar.figure) - 10
        return [
            .tag(
                "rect",
                [
                    "x": left.place, "y": (top + Self.barTop).place, "width": max(1, right - left).place, "height": Self.barHeight.place,
                    "class": bar.ink.fill,
                ]),
            ChartText.text(ChartText.fitted(bar.label, to: room), x: 6, y: top + 12, "label halo strong"),
            ChartText.text(bar.figure, x: Self.width - 6, y: top + 12, "label halo end figure"),
        ]
    }

    private func connectors(_ scale: LinearScale, top: Double) -> [Markup] {
        guard isWaterfall else { return [] }
        return zip(bars.indices, bars.dropLast()).map { number, bar in
            let x = scale.place(of: bar.to).place
            let y = top + Self.rowHeight * Double(number) + Self.barTop + Self.barHeight
            return .tag("line", ["x1": x, "x2": x, "y1": y.place, "y2": (y + Self.rowHeight - Self.barHeight).place, "class": "tick"])
        }
    }
}

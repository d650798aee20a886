/// Lines, bands, bars and dots over two axes.
package struct XYChart: Chart {
    package struct Point: Sendable {
        let x: Double
        let y: Double

        package init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    package struct Span: Sendable {
        let from: Double
        let to: Double
        let low: Double
        let high: Double

        /// - Parameters:
        ///   - from, to: along x.
        ///   - low, high: along y.
        package init(_ from: Double, _ to: Double, low: Double, high: Double) {
            self.from = from
            self.to = to
            self.low = low
            self.high = high
        }
    }

    package enum Layer: Sendable {
        case line([Point], Ink, isDashed: Bool = false)
        /// Between the lows and the highs of places along x.
        case band([Span], Ink)
        case bars([Span], Ink)
        case dots([Point], Ink)
        case circles([Point], Ink)
        /// A short line with a word, such as a limit of one month.
        case level(Span, Ink, label: String)
    }

    package struct Axis: Sendable {
        let title: String
        let unit: String
        let includesZero: Bool
        /// Whether it counts single things, as months: no fractions, no thousands.
        let isWhole: Bool

        package init(_ title: String, unit: String = "", includesZero: Bool = false, isWhole: Bool = false) {
            self.title = title
            self.unit = unit
            self.includesZero = includesZero
            self.isWhole = isWhole
        }
    }

    package let name: String
    let description: String
    let horizontal: Axis
    let vertical: Axis
    let layers: [Layer]
    let marks: [ChartMark]

    /// - Parameters:
    ///   - description: what the chart shows, with its main numbers.
    ///   - marks: along x.
    package init(
        _ name: String, description: String, horizontal: Axis, vertical: Axis, layers: [Layer], marks: [ChartMark] = []
    ) {
        self.name = name
        self.description = description
        self.horizontal = horizontal
        self.vertical = vertical
        self.layers = layers
        self.marks = marks
    }

    private static let width = 352.0
    private static let plotHeight = 168.0
    private static let right = 344.0

    package func drawing(id: String) -> Markup {
        let heights = layers.flatMap(\.heights)
        let unit = AxisUnit(largest: vertical.isWhole ? 0 : heights.reduce(0) { max($0, abs($1)) }, of: vertical.unit)
        let raw = LinearScale(over: heights, includingZero: vertical.includesZero, from: 0, to: 1).rounded(about: 4)
        let labels = raw.ticks(about: 4).map { (value: $0, text: unit.label($0)) }
        let left = 10 + labels.reduce(14) { max($0, ChartText.width(of: $1.text)) }

        let across = LinearScale(
            over: layers.flatMap(\.places) + marks.map(\.value), includingZero: horizontal.includesZero, from: left, to: Self.right)
        let lanes = MarkLanes(marks, on: across, from: 0, to: Self.width)
        let top = 20 + lanes.height
        let bottom = top + Self.plotHeight
        let up = LinearScale(over: [raw.low, raw.high], from: bottom, to: top)
        let frame = grid(labels, up, left: left) + foot(across, bottom: bottom, left: left)
        let heading = ChartText.text(ChartText.fitted(unit.title(vertical.title), to: Self.width), x: 0, y: 11, "label axis")
        return Drawing(name: name, description: description, width: Self.width, height: bottom + 36).markup(
            id: id, [heading] + frame + layers.flatMap { $0.markup(across, up) } + lanes.markup(top: 18, bottom: bottom))
    }

    private func grid(_ labels: [(value: Double, text: String)], _ up: LinearScale, left: Double) -> [Markup] {
        labels.flatMap { label -> [Markup] in
            let y = up.place(of: label.value)
            let style = label.value == 0 ? "base" : "grid"
            return [
                .tag("line", ["x1": left.place, "x2": Self.right.place, "y1": y.place, "y2": y.place, "class": style]),
                ChartText.text(label.text, x: left - 6, y: y + 4, "label end"),
            ]
        }
    }

    private func foot(_ across: LinearScale, bottom: Double, left: Double) -> [Markup] {
        let largest = max(abs(across.low), abs(across.high))
        let unit = AxisUnit(largest: horizontal.isWhole ? 0 : largest, of: horizontal.unit)
        let ticks = across.ticks(about: horizontal.isWhole ? 12 : 6).filter { !horizontal.isWhole || $0 == $0.rounded() }
        let labels = ticks.flatMap { tick -> [Markup] in
            let x = across.place(of: tick)
            return [
                .tag("line", ["x1": x.place, "x2": x.place, "y1": bottom.place, "y2": (bottom + 4).place, "class": "tick"]),
                ChartText.text(unit.label(tick), x: x, y: bottom + 15, "label middle"),
            ]
        }
        let line = Markup.tag(
            "line", ["x1": left.place, "x2": Self.right.place, "y1": bottom.place, "y2": bottom.place, "class": "tick"])
        let title = ChartText.fitted(unit.title(horizontal.title), to: Self.width - left)
        return [line] + labels + [ChartText.text(title, x: Self.right, y: bottom + 31, "label axis end")]
    }
}

extension XYChart.Layer {
    fileprivate var places: [Double] {
        switch self {
        case .line(let points, _, _), .dots(let points, _), .circles(let points, _): points.map(\.x)
        case .band(let spans, _), .bars(let spans, _): spans.flatMap { [$0.from, $0.to] }
        case .level(let span, _, _): [span.from, span.to]
        }
    }

    fileprivate var heights: [Double] {
        switch self {
        case .line(let points, _, _), .dots(let points, _), .circles(let points, _): points.map(\.y)
        case .band(let spans, _), .bars(let spans, _): spans.flatMap { [$0.low, $0.high] }
        case .level(let span, _, _): [span.high]
        }
    }

    fileprivate func markup(_ across: LinearScale, _ up: LinearScale) -> [Markup] {
        func place(_ x: Double, _ y: Double) -> String { "\(across.place(of: x).place) \(up.place(of: y).place)" }
        func path(_ places: [String]) -> String { "M" + places.joined(separator: "L") }
        switch self {
        case .line(let points, let ink, let isDashed):
            guard points.count > 1 else { return [] }
            return [.tag("path", ["d": path(points.map { place($0.x, $0.y) }), "class": "line \(ink.stroke)\(isDashed ? " dashed" : "")"])]
        case .band(let spans, let ink):
            guard spans.count > 1 else { return [] }
            let there = spans.map { place(($0.from + $0.to) / 2, $0.high) }
            let back = spans.reversed().map { place(($0.from + $0.to) / 2, $0.low) }
            return [.tag("path", ["d": path(there + back) + "Z", "class": ink.band])]
        case .bars(let spans, let ink):
            return spans.filter { $0.high != $0.low }.map { span in
                let (x, right) = (across.place(of: span.from), across.place(of: span.to))
                let (y, bottom) = (up.place(of: span.high), up.place(of: span.low))
                return .tag(
                    "rect",
                    [
                        "x": x.place, "y": y.place, "width": max(0.5, right - x - 0.6).place, "height": max(0.4, bottom - y).place,
                        "class": ink.fill,
                    ])
            }
        case .dots(let points, let ink), .circles(let points, let ink):
            var (style, radius) = (ink.fill, "4.6")
            if case .circles = self { (style, radius) = ("hollow \(ink.stroke)", "3.4") }
            return points.map {
                .tag("circle", ["cx": across.place(of: $0.x).place, "cy": up.place(of: $0.y).place, "r": radius, "class": style])
            }
        case .level(let span, let ink, let label):
            let (x, right, y) = (across.place(of: span.from), across.place(of: span.to), up.place(of: span.high))
            let fitsRight = right + 4 + ChartText.width(of: label) <= across.place(of: across.high)
            return [
                .tag("line", ["x1": x.place, "x2": right.place, "y1": y.place, "y2": y.place, "class": "level \(ink.stroke)"]),
                ChartText.text(
                    label, x: fitsRight ? right + 4 : x - 4, y: y + 4, fitsRight ? "label halo" : "label halo end"),
            ]
        }
    }
}

/// The colours of a page by their role; the style sheet says what they are in the light and in the dark. Whatever a colour says, a word,
/// a mark or a line's pattern says as well.
package enum Ink: String, Sendable {
    case first = "1"
    case second = "2"
    case third = "3"
    case fourth = "4"
    case muted = "m"
    case alarm = "a"

    var stroke: String { "s\(rawValue)" }
    var fill: String { "f\(rawValue)" }
    var band: String { "b\(rawValue)" }
}

/// What a mark of a chart stands for, told beside the chart.
package struct LegendItem: Sendable {
    package enum Sign: Sendable {
        case line, dashes, band, bar, dot, circle
    }

    let sign: Sign
    let ink: Ink
    let text: String

    package init(_ sign: Sign, _ ink: Ink, _ text: String) {
        self.sign = sign
        self.ink = ink
        self.text = text
    }

    var markup: Markup {
        .tag(
            "li", [:],
            [
                .tag("svg", ["viewBox": "0 0 22 12", "width": "22", "height": "12", "aria-hidden": "true"], [drawing]),
                .text(text),
            ])
    }

    private var drawing: Markup {
        switch sign {
        case .line: .tag("line", ["x1": "1", "y1": "6", "x2": "21", "y2": "6", "class": "line \(ink.stroke)"])
        case .dashes: .tag("line", ["x1": "1", "y1": "6", "x2": "21", "y2": "6", "class": "line dashed \(ink.stroke)"])
        case .band: .tag("rect", ["x": "1", "y": "1", "width": "20", "height": "10", "class": ink.band])
        case .bar: .tag("rect", ["x": "1", "y": "1", "width": "20", "height": "10", "class": ink.fill])
        case .dot: .tag("circle", ["cx": "11", "cy": "6", "r": "4.5", "class": ink.fill])
        case .circle: .tag("circle", ["cx": "11", "cy": "6", "r": "4", "class": "hollow \(ink.stroke)"])
        }
    }
}

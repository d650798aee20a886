/// A drawing of a chart: SVG with its name and its description, which are what a reader who cannot see it gets.
struct Drawing: Sendable {
    let name: String
    let description: String
    let width: Double
    let height: Double
    /// Whether it keeps its size and is scrolled on a narrow screen, rather than shrunk.
    var isWide = false

    /// - Parameter id: unique on the page.
    func markup(id: String, _ parts: [Markup]) -> Markup {
        .tag(
            "svg",
            [
                "viewBox": "0 0 \(width.place) \(height.place)", "width": width.place, "height": height.place,
                "class": isWide ? "chart wide" : "chart", "role": "img", "aria-labelledby": "\(id)-name",
                "aria-describedby": "\(id)-description",
            ],
            [
                .tag("title", ["id": "\(id)-name"], [.text(name)]), .tag("desc", ["id": "\(id)-description"], [.text(description)]),
            ] + parts)
    }
}

/// A chart that a figure may show.
package protocol Chart: Sendable {
    /// Its name within its figure; empty where the figure's own title is enough.
    var name: String { get }
    /// - Parameter id: unique on the page.
    func drawing(id: String) -> Markup
    /// Whether it needs the whole width.
    var isWide: Bool { get }
}

extension Chart {
    package var isWide: Bool { false }
}

/// A value on an axis that is worth a line and a word across the chart.
package struct ChartMark: Sendable {
    let value: Double
    let label: String
    let ink: Ink
    let isDashed: Bool

    package init(_ value: Double, _ label: String, _ ink: Ink, isDashed: Bool = false) {
        self.value = value
        self.label = label
        self.ink = ink
        self.isDashed = isDashed
    }
}

/// Words over the marks of a chart, in lanes so that no two of them meet.
struct MarkLanes {
    private struct Placed {
        let mark: ChartMark
        let place: Double
        let label: String
        let isLeft: Bool
        let lane: Int
    }

    private let placed: [Placed]
    static let laneHeight = 14.0

    /// - Parameters:
    ///   - scale: of the marked axis.
    ///   - from, to: ends of what the words may take.
    init(_ marks: [ChartMark], on scale: LinearScale, from: Double, to: Double) {
        var ends: [[(from: Double, to: Double)]] = []
        let places = marks.map { scale.place(of: $0.value) }
        func isClear(_ from: Double, _ to: Double) -> Bool { !places.contains { $0 > from + 0.5 && $0 < to - 0.5 } }
        placed = marks.sorted { $0.value < $1.value }.map { mark in
            let place = scale.place(of: mark.value)
            let label = ChartText.fitted(mark.label, to: to - from - 8)
            let width = ChartText.width(of: label) + 4
            let fits = (left: place - width >= from, right: place + width <= to)
            // A line of another mark through the words is avoided where there is room on the other side.
            let isLeft = fits.left && (!fits.right || (!isClear(place, place + width) && isClear(place - width, place)))
            let start = isLeft ? place - width : min(place, to - width)
            let lane =
                ends.firstIndex { lane in lane.allSatisfy { start > $0.to + 4 || start + width < $0.from - 4 } } ?? ends.count
            if lane == ends.count { ends.append([]) }
            ends[lane].append((start, start + width))
            return Placed(mark: mark, place: isLeft ? place : start, label: label, isLeft: isLeft, lane: lane)
        }
        laneCount = ends.count
        self.scale = scale
    }

    let laneCount: Int
    private let scale: LinearScale

    var height: Double { Double(laneCount) * Self.laneHeight }

    /// - Parameters:
    ///   - top: of the lanes.
    ///   - bottom: of the chart.
    func markup(top: Double, bottom: Double) -> [Markup] {
        let lines = placed.map { each -> Markup in
            let x = scale.place(of: each.mark.value).place
            let y = top + Double(laneCount - 1 - each.lane) * Self.laneHeight + 3
            return .tag(
                "line",
                [
                    "x1": x, "x2": x, "y1": y.place, "y2": bottom.place,
                    "class": "mark \(each.mark.ink.stroke)\(each.mark.isDashed ? " dashed" : "")",
                ])
        }
        let words = placed.map { each -> Markup in
            let y = top + Double(laneCount - 1 - each.lane) * Self.laneHeight + 10
            return ChartText.text(
                each.label, x: each.place + (each.isLeft ? -4 : 4), y: y, each.isLeft ? "label halo end" : "label halo")
        }
        return lines + words
    }
}

import ChartPages
import Testing

/// Charts of awkward numbers are whole drawings: every place is finite and inside, every text is there.
@Suite struct ChartTests {
    static let numbers: [[Double]] = [
        [0, 0, 0], [1, 1, 1], [-1, 0, 1], [1e15, 1e15 + 1, 1e15 + 2], [1e-9, 2e-9, 3e-9], [-5e12, -4e12], [0.1, 1e9], [-3, -3], [7],
        [1e14, -1e14, 0],
    ]

    private func check(_ chart: any Chart) throws {
        let tree = try #require(PageTree.parse(chart.drawing(id: "c").source))
        let box = try #require(tree.attributes["viewBox"]?.split(separator: " ").compactMap { Double($0) })
        #expect(box.count == 4)
        #expect(tree.attributes["role"] == "img")
        #expect(tree.all("title").first?.text.isEmpty == false)
        #expect(tree.all("title").first?.attributes["id"] == tree.attributes["aria-labelledby"])
        #expect(tree.all("desc").first?.attributes["id"] == tree.attributes["aria-describedby"])
        for element in tree.all {
            for name in ["x", "x1", "x2", "cx"] {
                guard let text = element.attributes[name] else { continue }
                let place = try #require(Double(text), "\(text)")
                #expect(place >= -0.5 && place <= box[2] + 0.5, "\(element.name) at \(name) \(place)")
            }
            for name in ["y", "y1", "y2", "cy"] {
                guard let text = element.attributes[name] else { continue }
                let place = try #require(Double(text), "\(text)")
                #expect(place >= -0.5 && place <= box[3] + 0.5, "\(element.name) at \(name) \(place)")
            }
            #expect(!element.attributes.values.contains { $0.contains("nan") || $0.contains("inf") })
        }
    }

    @Test(arguments: numbers)
    func curvesOfAnyNumbersAreWhole(_ numbers: [Double]) throws {
        let points = numbers.enumerated().map { XYChart.Point(Double($0), $1) }
        let turned = numbers.sorted().enumerated().map { XYChart.Point($1, Double($0)) }
        for (points, marks) in [(points, [ChartMark(1, "one", .muted)]), (turned, [ChartMark(numbers[0], "first", .alarm)])] {
            for includesZero in [true, false] {
                try check(
                    XYChart(
                        "Curve", description: "d", horizontal: XYChart.Axis("x", unit: "u"),
                        vertical: XYChart.Axis("y", unit: "u", includesZero: includesZero),
                        layers: [
                            .line(points, .first), .circles(points, .second), .dots(points, .third),
                            .level(.init(0, 1, low: numbers[0], high: numbers[0]), .alarm, label: "limit"),
                        ], marks: marks))
            }
        }
    }

    @Test(arguments: numbers)
    func barsOfAnyNumbersAreWhole(_ numbers: [Double]) throws {
        for (isWaterfall, includesZero) in [(true, true), (false, false)] {
            try check(
                BarChart(
                    "Bars", description: "d", title: "t", unit: "u", includesZero: includesZero,
                    bars: numbers.map { BarChart.Bar("label", figure: "\($0)", from: numbers[0], to: $0, .first) },
                    marks: [ChartMark(numbers[0], "mark", .muted)], isWaterfall: isWaterfall))
        }
    }

    @Test func manyMarksDoNotMeet() throws {
        let marks = (0..<12).map { ChartMark(50 + 2 * Double($0), "mark number \($0) is long", .alarm) }
        let chart = XYChart(
            "Marks", description: "d", horizontal: XYChart.Axis("x"), vertical: XYChart.Axis("y"),
            layers: [.bars([.init(0, 100, low: 0, high: 1)], .first)], marks: marks)
        try check(chart)
        let tree = try #require(PageTree.parse(chart.drawing(id: "c").source))
        let words = tree.all("text").filter { $0.text.hasPrefix("mark number") }
        #expect(words.count == 12)
        let spans = words.map { word -> (y: Double, from: Double, to: Double) in
            let (x, width) = (Double(word.attributes["x"]!)!, 6.5 * Double(word.text.count))
            return (Double(word.attributes["y"]!)!, word.hasClass("end") ? x - width : x, word.hasClass("end") ? x : x + width)
        }
        for (place, one) in spans.enumerated() {
            for other in spans[(place + 1)...] where one.y == other.y {
                #expect(one.to <= other.from || other.to <= one.from)
            }
        }
    }

    @Test func aGridHasAllItsCells() throws {
        let grid = CellGrid(
            "Grid", description: "d", columns: ["a-very-long-name-of-a-column", "b"],
            rows: [
                .init("one", group: "first", [.init("7 %", note: "up to 5", .ramp(6), share: 0.5), .empty]),
                .init(String(repeating: "long ", count: 40), group: "second", [.init("8 %", .ramp(99)), .init("x", .alarm(0))]),
            ])
        try check(grid)
        let tree = try #require(PageTree.parse(grid.drawing(id: "c").source))
        #expect(tree.all("rect").count { $0.hasClass("cell") } == 4)
        #expect(tree.all("text").map(\.text).contains("up to 5"))
        #expect(grid.isWide)
    }

    @Test func aBarIsAsLongAsItsNumber() throws {
        let chart = BarChart(
            "Bars", description: "d", title: "t", bars: [10, 5, 2.5].map { .init("b", figure: "", to: $0, .first) })
        let tree = try #require(PageTree.parse(chart.drawing(id: "c").source))
        let widths = tree.all("rect").compactMap { $0.attributes["width"].flatMap(Double.init) }
        #expect(abs(widths[0] - 2 * widths[1]) < 0.05)
        #expect(abs(widths[1] - 2 * widths[2]) < 0.05)
    }
}

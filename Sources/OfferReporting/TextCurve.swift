/// A curve as bars for the terminal: one line for each place, as long as the curve is high above its lowest point.
struct TextCurve {
    struct Point {
        let place: Double
        let height: Double
        /// Stands behind the bar.
        let label: String
    }

    private static let longestBar = 34

    /// - Parameter marks: places to set the points against, each as a line of its own among them.
    static func lines(of points: [Point], marks: [(name: String, amount: Double)] = []) -> [String] {
        let (low, high) = (points.map(\.height).min() ?? 0, points.map(\.height).max() ?? 0)
        let bars = points.map { point in
            let part = high > low ? (point.height - low) / (high - low) : 0
            return String(repeating: "#", count: 1 + Int((part * Double(longestBar - 1)).rounded()))
        }
        let heights = points.map { AmountText.compact($0.height) }
        let (barWidth, heightWidth) = (bars.map(\.count).max() ?? 0, heights.map(\.count).max() ?? 0)
        let texts = points.indices.map { place in
            padded(bars[place], to: barWidth) + "  " + padded(heights[place], to: heightWidth, fromLeft: true) + "  " + points[place].label
        }
        return MarkedRows.lines(zip(points.map(\.place), texts).map { (amount: $0, text: $1) }, marks: marks)
    }

    private static func padded(_ text: String, to width: Int, fromLeft: Bool = false) -> String {
        let padding = String(repeating: " ", count: max(0, width - text.count))
        return fromLeft ? padding + text : text + padding
    }
}

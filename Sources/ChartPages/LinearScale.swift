import Foundation

/// Where numbers stand on an axis.
struct LinearScale: Sendable {
    let low: Double
    let high: Double
    /// Places of `low` and `high` in the drawing.
    private let start: Double
    private let end: Double

    /// - Parameter values: numbers that must all be on the axis; one of no extent is widened.
    init(over values: some Sequence<Double>, includingZero: Bool = false, from start: Double, to end: Double) {
        var low = includingZero ? 0 : Double.infinity
        var high = includingZero ? 0 : -Double.infinity
        for value in values {
            low = min(low, value)
            high = max(high, value)
        }
        if low > high { (low, high) = (0, 1) }
        let least = 1e-6 * max(abs(low), abs(high))
        if high - low <= least {
            let reach = max(least, high == 0 && low == 0 ? 1 : 0.1 * max(abs(low), abs(high)))
            if high > 0 || low == 0 { high += reach }
            if low < 0 || (low > 0 && !includingZero) { low -= reach }
        }
        self.low = low
        self.high = high
        self.start = start
        self.end = end
    }

    func place(of value: Double) -> Double {
        start + (value - low) / (high - low) * (end - start)
    }

    func holds(_ value: Double) -> Bool { value >= low && value <= high }

    /// Round numbers on the axis: about so many, at steps of 1, 2 or 5 times a power of ten.
    func ticks(about count: Int) -> [Double] {
        let raw = (high - low) / Double(max(1, count))
        let power = pow(10, floor(log10(raw)))
        let step = power * ([1, 2, 5, 10].first { $0 * power >= raw * 0.999 } ?? 10)
        let (first, last) = ((low / step - 1e-9).rounded(.up), (high / step + 1e-9).rounded(.down))
        guard last >= first, last - first < 100 else { return [] }
        return (0...Int(last - first)).map { (first + Double($0)) * step }
    }

    /// The axis stretched to round numbers at both ends.
    func rounded(about count: Int) -> LinearScale {
        let ticks = ticks(about: count)
        guard ticks.count > 1 else { return self }
        let step = ticks[1] - ticks[0]
        let low = self.low < ticks[0] - 1e-9 * step ? ticks[0] - step : self.low
        let high = self.high > ticks[ticks.count - 1] + 1e-9 * step ? ticks[ticks.count - 1] + step : self.high
        return LinearScale(over: [low, high], from: start, to: end)
    }
}

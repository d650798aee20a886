import ChartPages
import OfferEconomics
import OfferReporting

/// Outcomes counted in classes of equal width.
struct Histogram {
    private let classes: [(from: Double, to: Double, count: Int)]
    private let sample: Sample

    /// - Parameter count: of classes; one where all outcomes are alike.
    init(_ sample: Sample, classes count: Int) {
        let (low, high) = (sample.sorted[0], sample.sorted[sample.sorted.count - 1])
        self.sample = sample
        guard high > low else {
            classes = [(low, high, sample.sorted.count)]
            return
        }
        let width = (high - low) / Double(count)
        var counts = [Int](repeating: 0, count: count)
        for outcome in sample.sorted { counts[min(count - 1, Int((outcome - low) / width))] += 1 }
        classes = counts.enumerated().map { (low + Double($0) * width, $0 == count - 1 ? high : low + Double($0 + 1) * width, $1) }
    }

    private func share(_ count: Int) -> Double { Double(count) / Double(sample.sorted.count) }

    func chart(_ name: String, title: String, currency: String, marks: [ChartMark]) -> XYChart {
        XYChart(
            name,
            description: "\(title) from \(PageText.short(sample.sorted[0])) to \(PageText.short(sample.sorted[sample.sorted.count - 1])), "
                + "half of the draws below \(PageText.short(sample.quantile(0.5))) \(currency).",
            horizontal: XYChart.Axis(title.prefix(1).uppercased() + title.dropFirst(), unit: currency),
            vertical: XYChart.Axis("Share of the draws", unit: "%", includesZero: true),
            layers: [.bars(classes.map { .init($0.from, $0.to, low: 0, high: 100 * share($0.count)) }, .first)], marks: marks)
    }

    func table(_ id: String, caption: String) -> DataTable {
        DataTable(
            id, caption: caption, [.number("From"), .number("To"), .number("Draws"), .number("Share")],
            rows: classes.map { [.amount($0.from), .amount($0.to), .count($0.count), .share(share($0.count))] })
    }
}

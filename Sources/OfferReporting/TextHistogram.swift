import OfferEconomics

/// How often outcomes fall between equally spaced amounts, as bars for the terminal.
struct TextHistogram {
    private static let mostBins = 12
    private static let longestBar = 50

    /// Lines with the middle of each bin, its bar and its count; one line where nothing varies.
    static func lines(of sample: Sample) -> [String] {
        let (low, high) = (sample.sorted[0], sample.sorted[sample.sorted.count - 1])
        guard high > low else { return ["  \(AmountText.compact(low)) every time"] }
        let bins = min(mostBins, max(4, Int(Double(sample.sorted.count).squareRoot())))
        var counts = [Int](repeating: 0, count: bins)
        for outcome in sample.sorted {
            counts[min(bins - 1, Int((outcome - low) / (high - low) * Double(bins)))] += 1
        }
        let middles = AmountText.column(counts.indices.map { low + (Double($0) + 0.5) / Double(bins) * (high - low) })
        let width = middles.reduce(0) { max($0, $1.count) }
        let most = counts.max() ?? 1
        return zip(middles, counts).map { middle, count in
            let length = Int((Double(count * longestBar) / Double(most)).rounded(.up))
            let bar = String(repeating: "#", count: length)
            return "  " + String(repeating: " ", count: width - middle.count) + middle + "  " + (count > 0 ? "\(bar) \(count)" : "-")
        }
    }
}

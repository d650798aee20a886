import OfferEconomics

/// How often outcomes fall between equally spaced amounts, as bars for the terminal.
struct TextHistogram {
    private static let mostBins = 12
    private static let longestBar = 50

    /// Lines with the middle of each bin, its bar and its count; one line where nothing varies.
    ///
    /// - Parameter marks: amounts to set the outcomes against, each as a line of its own among the bins.
    static func lines(of sample: Sample, marks: [(name: String, amount: Double)] = []) -> [String] {
        let (low, high) = (sample.sorted[0], sample.sorted[sample.sorted.count - 1])
        guard high > low else { return ["  \(AmountText.compact(low)) every time"] }
        let bins = min(mostBins, max(4, Int(Double(sample.sorted.count).squareRoot())))
        var counts = [Int](repeating: 0, count: bins)
        for outcome in sample.sorted {
            counts[min(bins - 1, Int((outcome - low) / (high - low) * Double(bins)))] += 1
        }
        let middles = counts.indices.map { low + (Double($0) + 0.5) / Double(bins) * (high - low) }
        let most = counts.max() ?? 1
        let bars = counts.map { count in
            let length = Int((Double(count * longestBar) / Double(most)).rounded(.up))
            return count > 0 ? String(repeating: "#", count: length) + " \(count)" : "-"
        }
        return MarkedRows.lines(zip(middles, bars).map { (amount: $0, text: $1) }, marks: marks)
    }
}

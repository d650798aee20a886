/// The greatest sum of the segments' gains with so many changes in all: exact, by dynamic programming over the segments.
struct ChangeKnapsack {
    struct Choice {
        let segment: Int
        /// Number of the set of offers that change; nil for all of them, which counts as more changes than were counted.
        let set: Int?
    }

    private struct Option {
        let changes: Int
        let gain: Double
        let set: Int?
    }

    /// By number of changes, from none.
    private(set) var totals: [Double]
    private var options: [(segment: Int, options: [Option])] = []
    /// The option that each number of changes takes in each listed segment; -1 for none.
    private var picked: [[Int]] = []

    /// - Parameter most: changes in all.
    init(_ gains: [SegmentGains], sets: OfferSets, most: Int) {
        totals = Array(repeating: 0, count: most + 1)
        for (segment, gains) in gains.enumerated() {
            let options = Self.options(gains, sets: sets)
            guard !options.isEmpty else { continue }
            var picks = [Int](repeating: -1, count: most + 1)
            for changes in stride(from: most, through: 1, by: -1) {
                var best = totals[changes]
                for (number, option) in options.enumerated() where option.changes <= changes {
                    let total = totals[changes - option.changes] + option.gain
                    if total > best { (best, picks[changes]) = (total, number) }
                }
                totals[changes] = best
            }
            self.options.append((segment, options))
            picked.append(picks)
        }
    }

    /// The best set of each size that gains something, and more than the smaller ones.
    private static func options(_ gains: SegmentGains, sets: OfferSets) -> [Option] {
        var options: [Option] = []
        for (number, set) in sets.sets.enumerated() {
            let gain = gains.ofSet[number]
            guard gain > options.last(where: { $0.changes < set.count })?.gain ?? 0 else { continue }
            if let last = options.last, last.changes == set.count {
                if gain > last.gain { options[options.count - 1] = Option(changes: set.count, gain: gain, set: number) }
            } else {
                options.append(Option(changes: set.count, gain: gain, set: number))
            }
        }
        if let all = gains.ofAll, all > options.last?.gain ?? 0 {
            options.append(Option(changes: sets.largest + 1, gain: all, set: nil))
        }
        return options
    }

    /// What makes up the total of a number of changes, by segment.
    func choices(changes: Int) -> [Choice] {
        var left = changes
        var choices: [Choice] = []
        for slot in picked.indices.reversed() where left > 0 {
            guard picked[slot][left] >= 0 else { continue }
            let option = options[slot].options[picked[slot][left]]
            choices.append(Choice(segment: options[slot].segment, set: option.set))
            left -= option.changes
        }
        return choices.reversed()
    }
}

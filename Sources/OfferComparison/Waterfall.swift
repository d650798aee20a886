/// The change of an optimum from one scenario to another, split by what caused it. Each step's end is an optimum of its own, so the order
/// of the steps matters; the changes add up to the whole exactly, bit for bit.
package struct Waterfall: Sendable {
    package struct Bar: Sendable {
        package let step: ComparisonStep
        /// The optimum with everything up to this step taken from the second scenario; nil where no plan keeps every rule then.
        package let objective: Double?
        /// Against the last step that has an optimum; nil where there is none here.
        package let change: Double?
        /// Steps before this one that have no optimum and whose change is in this one's.
        package let includes: [ComparisonStep]
    }

    package let before: Double
    package let after: Double
    package let bars: [Bar]

    /// - Parameter ends: optima after each step but the last, nil where there is none.
    package init(before: Double, ends: [Double?], after: Double) {
        precondition(ends.count == ComparisonStep.allCases.count - 1, "an optimum a step")
        // Multiples of one power of two, small enough against the largest that sums of them are exact.
        let largest = ends.reduce(max(abs(before), abs(after))) { max($0, abs($1 ?? 0)) }
        let quantum = largest.ulp * 256
        func rounded(_ objective: Double) -> Double { (objective / quantum).rounded() * quantum }
        var bars: [Bar] = []
        var last = rounded(before)
        var waiting: [ComparisonStep] = []
        for (step, end) in zip(ComparisonStep.allCases, ends + [after]) {
            guard let end = end.map(rounded) else {
                bars.append(Bar(step: step, objective: nil, change: nil, includes: []))
                waiting.append(step)
                continue
            }
            bars.append(Bar(step: step, objective: end, change: end - last, includes: waiting))
            waiting = []
            last = end
        }
        self.before = rounded(before)
        self.after = last
        self.bars = bars
    }
}

/// Mean and spread of the numbers in a column, by Welford's recurrence: no large sums cancel.
struct ColumnMoments: Sendable {
    private(set) var count = 0
    private(set) var mean = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double) {
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    /// Of the sample, with count - 1; nil below two numbers.
    var variance: Double? { count > 1 ? squares / Double(count - 1) : nil }
}

/// How far a phase of work has come.
package struct WorkProgress: Sendable, Hashable {
    package enum Amount: Sendable, Hashable {
        /// Share of the phase that is done, 0 to 1.
        case fraction(Double)
        /// Items done and items in all.
        case count(done: Int, of: Int)
        /// The end is not known.
        case unknown
    }

    /// What is being done, in a few words, such as `simulating`.
    package let phase: String
    package let amount: Amount

    package init(phase: String, amount: Amount = .unknown) {
        self.phase = phase
        self.amount = amount
    }

    package init(phase: String, done: Int, of total: Int) {
        self.init(phase: phase, amount: .count(done: done, of: total))
    }

    /// The share done, held within 0 to 1; nil when not known.
    package var fraction: Double? {
        switch amount {
        case .fraction(let value): value.isFinite ? min(1, max(0, value)) : nil
        case .count(let done, let total): total > 0 ? min(1, max(0, Double(done) / Double(total))) : nil
        case .unknown: nil
        }
    }
}

/// What may differ between two scenarios, in the order in which a waterfall takes it from the second.
package enum ComparisonStep: String, Sendable, CaseIterable, Comparable {
    /// segments.csv: who is in, and what they are like.
    case data
    /// How customers respond and what they are worth: responses, values, margins, uncertainty.
    case models
    /// What is asked and what may be shown to whom: offers, eligibility, exclusions, ceiling, contacts, holdout, granularity, objective.
    case rules
    /// The coupling rows: budgets, fraud limits, reach, floors, tail budgets, what may change.
    case budgets

    package static func < (left: Self, right: Self) -> Bool {
        left.position < right.position
    }

    private var position: Int {
        switch self {
        case .data: 0
        case .models: 1
        case .rules: 2
        case .budgets: 3
        }
    }
}

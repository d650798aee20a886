/// What a batch tells of its progress.
package enum BatchEvent: Sendable {
    case began(scenario: String)
    case stage(scenario: String, RunStage)
    case ended(ScenarioOutcome)
}

/// Takes in what happens; called from any thread.
package protocol BatchListener: Sendable {
    func note(_ event: BatchEvent)
}

/// What became of one scenario of a batch.
package struct ScenarioOutcome: Sendable {
    package enum State: String, Sendable {
        case written
        /// The folder holds this very run already.
        case unchanged
        case failed
        /// Ended by the user, or not begun because another had no answer; nothing was written.
        case interrupted
        case notStarted = "not_started"
    }

    package let scenario: String
    package let path: String
    package let folder: String
    package let state: State
    /// What the run says; nil where there is none.
    package let run: Summary?
    package let failure: (any Error)?

    package struct Summary: Sendable {
        package let id: String
        package let outcome: String
        package let status: String
        /// nil where there is no plan.
        package let objective: Double?
        package let cost: Double?
        package let currency: String
        /// Why there is no recommended config, or why there should be none; empty where nothing speaks against it.
        package let objections: [String]
        package let hasConfig: Bool
        package let seconds: Double
    }
}

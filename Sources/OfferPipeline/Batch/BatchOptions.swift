/// How a batch is run.
package struct BatchOptions: Sendable {
    /// Texts of `--set`, for every scenario.
    package let overrides: [String]
    /// For all scenarios together.
    package let threads: Int
    /// Scenarios at a time.
    package let jobs: Int
    /// Optional stages that are wanted; nil for all that a scenario asks for.
    package let only: Set<RunStage>?
    /// Whether others go on when one scenario has no answer.
    package let keepsGoing: Bool
    /// For each scenario; nil for none.
    package let timeLimit: Double?
    /// Whether to go on when a data check fails.
    package let acceptsDataFailures: Bool
    /// Whether a config is written for the offer engine in spite of what speaks against it.
    package let forcesConfig: Bool
    /// File of the run store; nil for the one in the output folder.
    package let store: String?

    package init(
        overrides: [String], threads: Int, jobs: Int, only: Set<RunStage>?, keepsGoing: Bool, timeLimit: Double?,
        acceptsDataFailures: Bool, forcesConfig: Bool, store: String?
    ) {
        self.overrides = overrides
        self.threads = threads
        self.jobs = jobs
        self.only = only
        self.keepsGoing = keepsGoing
        self.timeLimit = timeLimit
        self.acceptsDataFailures = acceptsDataFailures
        self.forcesConfig = forcesConfig
        self.store = store
    }

    /// The scenario that the work begins with.
    func stage(_ scenario: BatchScenario) throws -> ScenarioStage {
        try ScenarioStage(
            path: scenario.path, overrides: overrides, threads: threadsPerScenario, acceptsDataFailures: acceptsDataFailures)
    }

    /// The result does not depend on it.
    var threadsPerScenario: Int { max(1, threads / jobs) }
}

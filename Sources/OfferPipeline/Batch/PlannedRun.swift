import RunFolders

/// What a batch would do with one scenario.
package struct PlannedRun: Sendable {
    package let scenario: String
    package let path: String
    package let folder: String
    package let stages: [RunStage]
    /// Optional stages that are left out, and why.
    package let left: [(stage: RunStage, reason: String)]
    /// Whether the folder holds this very run already.
    package let isDone: Bool
    /// How long the run took that stands in the folder now; nil where there is none.
    package let seconds: Double?

    init(_ stage: ScenarioStage, _ scenario: BatchScenario, output: String, options: BatchOptions) {
        let stages = RunStages(of: stage.scenario, only: options.only)
        let folder = OutputFolder.folder(of: scenario.name, in: output)
        let manifest = RunManifest.read(in: folder)
        let key = RunKey.key(of: stage, named: scenario.name, stages: stages, options: options)
        self.scenario = scenario.name
        path = scenario.path
        self.folder = folder
        self.stages = stages.asked
        left = stages.left
        isDone = manifest.map { $0.key == key && $0.isComplete && $0.isIntact(in: folder) } ?? false
        seconds = manifest?.seconds
    }
}

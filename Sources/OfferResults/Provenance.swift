/// Where an answer comes from. What differs from run to run lives in `run` only.
package struct Provenance: Sendable {
    package struct Run: Sendable {
        /// ISO 8601, UTC.
        package let startedAt: String
        package let seconds: Double
        package let hostCores: Int
        package let threads: Int
        package let blasThreads: Int
        /// Seconds of each phase, in order.
        package let phases: [(name: String, seconds: Double)]

        package init(
            startedAt: String, seconds: Double, hostCores: Int, threads: Int, blasThreads: Int, phases: [(name: String, seconds: Double)]
        ) {
            self.startedAt = startedAt
            self.seconds = seconds
            self.hostCores = hostCores
            self.threads = threads
            self.blasThreads = blasThreads
            self.phases = phases
        }
    }

    /// Version of offerbench.
    package let version: String
    package let seed: UInt64
    package let solverName: String
    package let solverVersion: String
    package let dataChecks: RunDataChecks
    package let run: Run

    package init(version: String, seed: UInt64, solverName: String, solverVersion: String, dataChecks: RunDataChecks, run: Run) {
        self.version = version
        self.seed = seed
        self.solverName = solverName
        self.solverVersion = solverVersion
        self.dataChecks = dataChecks
        self.run = run
    }
}

/// What one call of `optimize` is asked to do.
package struct OptimizeRequest: Sendable {
    /// The scenario's folder or its scenario.yaml.
    package let path: String
    /// Texts of `--set`.
    package let overrides: [String]
    package let threads: Int
    /// Seconds for the optimizer; nil for no limit.
    package let timeLimit: Double?

    package init(path: String, overrides: [String], threads: Int, timeLimit: Double?) {
        self.path = path
        self.overrides = overrides
        self.threads = threads
        self.timeLimit = timeLimit
    }
}

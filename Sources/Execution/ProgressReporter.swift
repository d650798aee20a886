/// Takes in how far a long piece of work has come.
///
/// Called from any thread, as often as the work likes; an implementation must be cheap and must not change the work's result.
package protocol ProgressReporter: Sendable {
    func report(_ progress: WorkProgress)
}

/// A reporter that ignores everything, for work that nobody watches.
package struct SilentProgress: ProgressReporter {
    package init() {}

    package func report(_ progress: WorkProgress) {}
}

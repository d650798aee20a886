/// A moment on the monotonic clock by which work should end, or none; an interruption passes it at once.
///
/// Work looks at `isPassed` between steps; where it stops, its answer says so. The wall clock and its changes have no part in it.
package struct Deadline: Sendable, Hashable {
    private let instant: ContinuousClock.Instant?
    private let interruption: Interruption?

    /// Never passes.
    package static let none = Deadline(secondsFromNow: nil)

    /// Passes so many seconds from now: at once for 0 or less, never for nil or more than a century. NaN is a programming error.
    package init(secondsFromNow seconds: Double?, or interruption: Interruption? = nil) {
        self.interruption = interruption
        guard let seconds, seconds < 3.2e9 else {
            precondition(seconds?.isNaN != true, "a deadline of NaN seconds")
            instant = nil
            return
        }
        instant = ContinuousClock.now + .seconds(max(0, seconds))
    }

    package var isPassed: Bool {
        interruption?.isRequested ?? false || instant.map { $0 <= ContinuousClock.now } ?? false
    }

    /// Whether so little is left that a solver that counts whole milliseconds may have stopped for it.
    package var isAllButPassed: Bool {
        isPassed || (remainingSeconds ?? .infinity) < 0.01
    }

    /// Seconds left, 0 when passed; nil when there is no deadline.
    package var remainingSeconds: Double? {
        instant.map { max(0, (ContinuousClock.now.duration(to: $0)) / .seconds(1)) }
    }
}

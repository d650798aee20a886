import Foundation

/// When the work began and how long each phase took.
struct Stopwatch: Sendable {
    /// ISO 8601, UTC.
    let startedAt: String
    private(set) var phases: [(name: String, seconds: Double)] = []
    private let start = ContinuousClock.now
    private var lastLap = ContinuousClock.now

    init() {
        startedAt = Date.now.formatted(.iso8601)
    }

    /// Ends the phase that began with the last lap.
    mutating func lap(_ phase: String) {
        let now = ContinuousClock.now
        phases.append((phase, lastLap.duration(to: now) / .seconds(1)))
        lastLap = now
    }

    var seconds: Double { start.duration(to: lastLap) / .seconds(1) }
}

import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A progress bar on standard error.
///
/// It draws only when standard error is a terminal (nothing in a pipe or a file), only after two seconds of work, at most ten times a second
/// and on at most 80 columns. Call `finish` when the work ends or before other text goes to the terminal: it erases the bar.
package final class ProgressBar: ProgressReporter {
    private struct State {
        var pacing = ProgressPacing()
        var isDrawn = false
        var isFinished = false
    }

    private let isTerminal: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// Starts the two seconds of quiet.
    package init() {
        isTerminal = isatty(STDERR_FILENO) == 1
    }

    deinit { finish() }

    package func report(_ progress: WorkProgress) {
        guard isTerminal else { return }
        state.withLock { state in
            guard !state.isFinished, state.pacing.shouldDraw(at: start.duration(to: .now) / .seconds(1)) else { return }
            state.isDrawn = true
            ProgressBar.write(ProgressBar.erasing + ProgressLine.text(for: progress, columns: ProgressBar.columns()))
        }
    }

    /// Erases the bar and draws no more. May be called twice.
    package func finish() {
        state.withLock { state in
            if state.isDrawn { ProgressBar.write(ProgressBar.erasing) }
            state.isDrawn = false
            state.isFinished = true
        }
    }

    /// Back to the start of the line and clear to its end.
    private static let erasing = "\r\u{1B}[K"

    /// One column less than the terminal has, so that the line never wraps; at most 80.
    private static func columns() -> Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 79 }
        return min(80, Int(size.ws_col) - 1)
    }

    /// A lost drawing is no loss: errors are ignored.
    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = systemWrite(STDERR_FILENO, bytes, bytes.count)
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int { write(descriptor, bytes, count) }

/// Decides when a progress bar is drawn: not in the first two seconds, then at most ten times a second.
package struct ProgressPacing: Sendable {
    private static let secondsOfQuiet = 2.0
    private static let secondsBetweenDrawings = 0.1

    private var lastDrawing: Double?

    package init() {}

    /// Whether to draw now, `seconds` after the start of the work; remembers that it was done.
    package mutating func shouldDraw(at seconds: Double) -> Bool {
        guard seconds >= ProgressPacing.secondsOfQuiet else { return false }
        if let lastDrawing, seconds - lastDrawing < ProgressPacing.secondsBetweenDrawings { return false }
        lastDrawing = seconds
        return true
    }
}

import Execution
import Testing

@Suite("Progress")
struct ProgressTests {
    @Test(
        "The line shows phase, bar, percent and counts as far as they fit",
        arguments: [
            (WorkProgress(phase: "simulating", done: 450, of: 1000), 79, "simulating  [#############.................]  45%   450 of 1000"),
            (WorkProgress(phase: "simulating", done: 450, of: 1000), 55, "simulating  [#############.................]  45%"),
            (WorkProgress(phase: "simulating", done: 450, of: 1000), 20, "simulating   45%"),
            (WorkProgress(phase: "simulating", done: 450, of: 1000), 6, "simula"),
            (WorkProgress(phase: "solving", amount: .fraction(1)), 79, "solving  [##############################] 100%"),
            (WorkProgress(phase: "solving", amount: .fraction(.nan)), 79, "solving ..."),
            (WorkProgress(phase: "solving", amount: .fraction(7)), 16, "solving  100%"),
            (WorkProgress(phase: "reading"), 79, "reading ..."),
            (WorkProgress(phase: "reading", done: 0, of: 0), 79, "reading ..."),
            (WorkProgress(phase: "reading"), 0, ""),
        ])
    func line(progress: WorkProgress, columns: Int, expected: String) {
        #expect(ProgressLine.text(for: progress, columns: columns) == expected)
    }

    @Test("Nothing is drawn for two seconds, then at most ten times a second")
    func pacing() {
        var pacing = ProgressPacing()
        let drawn = stride(from: 0, to: 3000, by: 10).filter { pacing.shouldDraw(at: Double($0) / 1000) }
        #expect(drawn.first == 2000)
        #expect((9...10).contains(drawn.count))
    }
}

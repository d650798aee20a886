import Execution
import Testing

@Suite("Deadline")
struct DeadlineTests {
    @Test("None never passes", arguments: [nil, .infinity, 1e300] as [Double?])
    func none(seconds: Double?) {
        let deadline = Deadline(secondsFromNow: seconds)
        #expect(!deadline.isPassed)
        #expect(deadline.remainingSeconds == nil)
        #expect(deadline == .none)
    }

    @Test("Zero and less have passed", arguments: [0, -1, -.infinity] as [Double])
    func passed(seconds: Double) {
        let deadline = Deadline(secondsFromNow: seconds)
        #expect(deadline.isPassed)
        #expect(deadline.remainingSeconds == 0)
    }

    @Test("An hour from now has not passed and has at most an hour left")
    func future() throws {
        let deadline = Deadline(secondsFromNow: 3600)
        #expect(!deadline.isPassed)
        let left = try #require(deadline.remainingSeconds)
        #expect(left > 0 && left <= 3600)
    }
}

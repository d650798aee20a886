import Execution
import Testing

@Suite("Workers")
struct WorkersTests {
    private struct Refused: Error, Equatable {
        let index: Int
    }

    @Test("A sum of floats merged in range order has the same bits for any number of threads", arguments: [1, 2, 8])
    func sameBits(threads: Int) {
        let sum = { (threads: Int) in
            Workers(threads: threads).mapRanges(count: 100_001, rangeLength: 1000) { range, _ in
                range.reduce(0.0) { $0 + 1 / Double($1 + 1) }
            }.reduce(0, +)
        }
        #expect(sum(threads).bitPattern == sum(1).bitPattern)
    }

    @Test("Every index is covered once, in ranges that do not depend on the threads", arguments: [1, 2, 8])
    func ranges(threads: Int) {
        let workers = Workers(threads: threads)
        #expect(workers.mapRanges(count: 10, rangeLength: 4) { range, _ in range } == [0..<4, 4..<8, 8..<10])
        #expect(workers.mapRanges(count: 8, rangeLength: 4) { _, index in index } == [0, 1])
        #expect(workers.mapRanges(count: 0, rangeLength: 4) { range, _ in range }.isEmpty)
        #expect(workers.mapRanges(count: 3, rangeLength: .max) { range, _ in range } == [0..<3])
    }

    @Test("Of several errors the one of the first range is thrown", arguments: [1, 2, 8])
    func firstError(threads: Int) {
        #expect(throws: Refused(index: 3)) {
            try Workers(threads: threads).mapRanges(count: 100, rangeLength: 1) { _, index throws(Refused) in
                if index % 10 == 3 { throw Refused(index: index) }
                return index
            }
        }
    }
}

import Dispatch
import Synchronization

/// Runs work over an index range on several threads so that the result does not depend on how many.
///
/// The indices are cut into fixed ranges of `rangeLength` (the last may be shorter); the cut never looks at the number of threads. Work that
/// keeps one partial result per range and merges them in index order therefore gives the same bits for any number of threads.
package struct Workers: Sendable, Hashable {
    /// The largest number of threads in use at once; at least 1.
    package let threads: Int

    package init(threads: Int) {
        precondition(threads >= 1, "\(threads) threads cannot work")
        self.threads = threads
    }

    /// Calls `body` once for each range, with the range and its index from 0, in no particular order and on at most `threads` threads.
    ///
    /// Runs inline when there is one thread or one range. `rangeLength` must be positive; no call is made for a `count` of 0.
    package func forEachRange(count: Int, rangeLength: Int, _ body: @Sendable (_ range: Range<Int>, _ index: Int) -> Void) {
        precondition(count >= 0 && rangeLength >= 1, "cannot cut \(count) indices into ranges of \(rangeLength)")
        let ranges = count / rangeLength + (count % rangeLength == 0 ? 0 : 1)
        let range = { @Sendable (index: Int) in index * rangeLength..<min(count - index * rangeLength, rangeLength) + index * rangeLength }
        let workers = min(threads, ranges)
        if workers <= 1 {
            for index in 0..<ranges { body(range(index), index) }
            return
        }
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if index >= ranges { return }
                body(range(index), index)
            }
        }
    }

    /// One result for each range, in range order, computed as by `forEachRange`.
    ///
    /// When ranges throw, all others are still computed and the error of the first range in order is thrown, the same for any number of
    /// threads.
    package func mapRanges<Value: Sendable, Failure: Error>(
        count: Int, rangeLength: Int, _ body: @Sendable (_ range: Range<Int>, _ index: Int) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        precondition(count >= 0 && rangeLength >= 1, "cannot cut \(count) indices into ranges of \(rangeLength)")
        let ranges = count / rangeLength + (count % rangeLength == 0 ? 0 : 1)
        var outcomes = [Result<Value, Failure>?](repeating: nil, count: ranges)
        outcomes.withUnsafeMutableBufferPointer { buffer in
            // Each range writes its own element alone.
            nonisolated(unsafe) let slots = buffer
            forEachRange(count: count, rangeLength: rangeLength) { range, index in
                do throws(Failure) {
                    slots[index] = .success(try body(range, index))
                } catch {
                    slots[index] = .failure(error)
                }
            }
        }
        var values: [Value] = []
        values.reserveCapacity(ranges)
        for case .some(let outcome) in outcomes { values.append(try outcome.get()) }
        return values
    }
}

import Foundation
import Synchronization

/// A state that lives and dies on one thread of its own.
///
/// The state is made, used and destroyed on the same dedicated thread, wherever the owner is used or released. `run` waits for its result,
/// and the release of the owner waits until the state is gone.
final class ThreadBound<State: ~Copyable>: Sendable {
    private let inbox = Inbox<State>()

    init(name: String, make: @escaping @Sendable () -> State) {
        let inbox = inbox
        let thread = Thread {
            Self.serve(inbox, make)
            inbox.ended.signal()
        }
        thread.name = name
        thread.start()
    }

    deinit {
        inbox.close()
        inbox.ended.wait()
    }

    /// The state's whole life; it is destroyed when this function returns.
    private static func serve(_ inbox: Inbox<State>, _ make: () -> State) {
        var state = make()
        while let job = inbox.next() { job(&state) }
    }

    /// Does the work on the state's thread. The work must not hold the owner: its thread would wait for itself.
    func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable (inout State) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let reply = Reply<Result<Value, Failure>>()
        inbox.add { state in
            do throws(Failure) {
                reply.give(.success(try work(&state)))
            } catch {
                reply.give(.failure(error))
            }
        }
        return try reply.wait().get()
    }
}

/// Jobs on their way to the thread, in the order in which they were added.
private final class Inbox<State: ~Copyable>: Sendable {
    typealias Job = @Sendable (inout State) -> Void

    let ended = DispatchSemaphore(value: 0)
    private let arrived = DispatchSemaphore(value: 0)
    private let jobs = Mutex<[Job]>([])

    func add(_ job: @escaping Job) {
        jobs.withLock { $0.append(job) }
        arrived.signal()
    }

    /// A signal without a job.
    func close() {
        arrived.signal()
    }

    /// Waits for the next job; nil once closed.
    func next() -> Job? {
        arrived.wait()
        return jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}

/// One value handed from the thread to the caller that waits for it.
private final class Reply<Value: Sendable>: Sendable {
    private let given = DispatchSemaphore(value: 0)
    private let value = Mutex<Value?>(nil)

    func give(_ newValue: Value) {
        value.withLock { $0 = newValue }
        given.signal()
    }

    func wait() -> Value {
        given.wait()
        return value.withLock { $0! }
    }
}

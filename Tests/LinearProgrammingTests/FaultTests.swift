import Foundation
import LinearProgramming
import Synchronization
import Testing

@Suite struct FaultTests {
    @Test func aFaultBecomesAnErrorAndEndsTheSession() throws {
        let session = try GLPKSession(PaperProblem.plants.program)
        let error = try #require(throws: LinearSolverError.self) { try session.provoke(.badIndex) }
        guard case .fault(let message) = error else {
            Issue.record("expected a fault, not \(error)")
            return
        }
        #expect(message.contains("row number out of range"))
        #expect(throws: LinearSolverError.sessionEnded(message)) { try session.solve() }
        #expect(throws: LinearSolverError.sessionEnded(message)) { try session.addColumns([.make("x", 1, [1])]) }
        #expect(throws: LinearSolverError.sessionEnded(message)) { try session.provoke(.badIndex) }
    }

    @Test func aFaultWhileColumnsAreAddedIsCaught() throws {
        let session = try GLPKSession(rows: [LinearRow(name: "r", upper: 1)], sense: .maximize)
        try session.provoke(.littleMemory)
        let many = (0..<20_000).map { LinearColumn.make("c\($0)", 1, [1]) }
        let error = try #require(throws: LinearSolverError.self) { try session.addColumns(many) }
        #expect("\(error)".contains("memory"))
        #expect(throws: LinearSolverError.self) { try session.solve() }
    }

    @Test func aFaultInsideTheSimplexMethodIsCaught() throws {
        // The problem takes less than the megabyte, the simplex method more.
        let session = try GLPKSession(.random(seed: 1, rows: 90, columns: 260))
        try session.provoke(.littleMemory)
        let error = try #require(throws: LinearSolverError.self) { _ = try session.solve() }
        #expect("\(error)".contains("memory"))
    }

    @Test func aFaultLeavesOtherSessionsAlone() throws {
        let healthy = try GLPKSession(PaperProblem.plants.program)
        let broken = try GLPKSession(PaperProblem.plants.program)
        #expect(throws: LinearSolverError.self) { try broken.provoke(.badIndex) }
        #expect(try healthy.solve().solution?.objective == 36)
    }

    @Test func eightThreadsSolveWhileFaultsHappen() throws {
        let program = LinearProgram.random(seed: 4, rows: 20, columns: 60)
        let expected = try #require(try GLPKSolver().solve(program).solution)
        let rounds = Self.solvesPerThread
        let counts = onThreads(8) { _ in
            var (right, faults) = (0, 0)
            for round in 0..<rounds {
                guard let session = try? GLPKSession(program) else { continue }
                if round.isMultiple(of: 5) && (try? session.provoke(.badIndex)) == nil { faults += 1 }
                // Same input, same arithmetic: the same bits on every thread.
                if (try? session.solve().solution) == expected { right += 1 }
            }
            return [right, faults]
        }
        #expect(counts == Array(repeating: [rounds - rounds / 5, rounds / 5], count: 8))
    }

    /// A multiple of 5; OFFERBENCH_TEST_SOLVES asks for more than the usual number.
    private static let solvesPerThread = ProcessInfo.processInfo.environment["OFFERBENCH_TEST_SOLVES"].flatMap { Int($0) } ?? 40

    @Test func oneSessionServesManyThreads() throws {
        let session = try GLPKSession(PaperProblem.plants.program)
        let right = onThreads(8) { _ in
            (0..<25).count { _ in (try? session.solve().solution?.objective) == 36 }
        }
        #expect(right == Array(repeating: 25, count: 8))
    }

    @Test func aSessionMayBeReleasedOnAnotherThread() throws {
        let sessions = Handover<GLPKSession>()
        _ = onThreads(8) { index in
            guard let session = try? GLPKSession(PaperProblem.plants.program) else { return }
            _ = try? session.solve()
            if index.isMultiple(of: 2) { try? session.provoke(.badIndex) }
            sessions.give(session)
        }
        // The release waits until GLPK's memory is freed; an abort would end the process here.
        let released = onThreads(8) { _ in sessions.take() != nil }
        #expect(released == Array(repeating: true, count: 8))
    }

    /// Runs the body on so many threads at once and waits for all. Results come in no particular order.
    private func onThreads<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Value) -> [Value] {
        let group = DispatchGroup()
        let results = Handover<Value>()
        for index in 0..<count {
            group.enter()
            Thread {
                results.give(body(index))
                group.leave()
            }.start()
        }
        group.wait()
        return (0..<count).compactMap { _ in results.take() }
    }
}

/// Values on their way between threads.
private final class Handover<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    func give(_ value: Value) { values.withLock { $0.append(value) } }

    func take() -> Value? { values.withLock { $0.popLast() } }
}

package import Execution
import Foundation
import OfferResults
import RunFolders
import RunStore
import Synchronization

/// Runs scenarios into an output folder and the run store: every night's work.
package struct BatchRun: Sendable {
    private let scenarios: [BatchScenario]
    private let output: String
    private let options: BatchOptions

    /// - Parameter output: the folder; made where it is not there.
    /// - Throws: `InvalidInput` where two runs would stand in the same folder.
    package init(paths: [String], output: String, options: BatchOptions) throws {
        scenarios = try BatchScenario.all(paths)
        self.output = output
        self.options = options
    }

    /// The file of the run store.
    private var storePath: String { options.store ?? OutputFolder.folder(of: RunStore.fileName, in: output) }

    /// What a run would do, without doing it.
    package func plan() throws -> [PlannedRun] {
        try scenarios.map { scenario in
            PlannedRun(try options.stage(scenario), scenario, output: output, options: options)
        }
    }

    /// Runs all scenarios, some at a time, each whole or not at all.
    ///
    /// - Parameters:
    ///   - interruption: ends the work: what is not done then is not written.
    ///   - progress: of the engines.
    /// - Returns: one outcome a scenario, in their order.
    /// - Throws: `OutputBusy` at once where another process holds the output folder; `FileError` and `StoreError` where nothing can begin.
    package func run(
        interruption: Interruption, progress: any ProgressReporter, listener: any BatchListener
    ) throws -> [ScenarioOutcome] {
        let folder = try OutputFolder(holding: output)
        let store = try RunStore(path: storePath)
        let state = State(count: scenarios.count)
        let work = { @Sendable in
            while let number = state.next() {
                let scenario = scenarios[number]
                guard !state.isStopped, !interruption.isRequested else { continue }
                listener.note(.began(scenario: scenario.name))
                let outcome = SingleRun(scenario, folder: folder, store: store, options: options).outcome(
                    interruption: interruption, progress: NamedProgress(name: scenario.name, base: progress), listener: listener)
                if outcome.needsAttention && !options.keepsGoing { state.stop() }
                state.outcomes.withLock { $0[number] = outcome }
                listener.note(.ended(outcome))
            }
        }
        Self.onThreads(min(options.jobs, scenarios.count), work)
        try store.close()
        try folder.finish()
        return state.outcomes.withLock { $0 }.enumerated().map { number, outcome in
            outcome ?? ScenarioOutcome(scenarios[number], in: folder, state: interruption.isRequested ? .interrupted : .notStarted)
        }
    }

    /// What the threads of a batch share.
    private final class State: Sendable {
        private let count: Int
        private let taken = Atomic(0)
        private let stopped = Atomic(false)
        /// One a scenario; nil where it was not begun.
        let outcomes: Mutex<[ScenarioOutcome?]>

        init(count: Int) {
            self.count = count
            outcomes = Mutex([ScenarioOutcome?](repeating: nil, count: count))
        }

        /// The next scenario in order; nil where all are taken.
        func next() -> Int? {
            let number = taken.wrappingAdd(1, ordering: .relaxed).oldValue
            return number < count ? number : nil
        }

        func stop() { stopped.store(true, ordering: .relaxed) }

        var isStopped: Bool { stopped.load(ordering: .relaxed) }
    }

    /// Runs the work on so many threads, of which this one is the first.
    private static func onThreads(_ count: Int, _ work: @escaping @Sendable () -> Void) {
        let group = DispatchGroup()
        for _ in 1..<max(1, count) {
            group.enter()
            let thread = Thread {
                work()
                group.leave()
            }
            // As much as the main thread has: readers of deep documents recurse.
            thread.stackSize = 8 << 20
            thread.start()
        }
        work()
        group.wait()
    }
}

/// Progress of one scenario among others.
private struct NamedProgress: ProgressReporter {
    let name: String
    let base: any ProgressReporter

    func report(_ progress: WorkProgress) {
        base.report(WorkProgress(phase: "\(name): \(progress.phase)", amount: progress.amount))
    }
}

extension ScenarioOutcome {
    init(_ scenario: BatchScenario, in folder: OutputFolder, state: State, run: Summary? = nil, failure: (any Error)? = nil) {
        self.init(
            scenario: scenario.name, path: scenario.path, folder: folder.folder(of: scenario.name), state: state, run: run,
            failure: failure)
    }

    /// Whether somebody should look at it before more is done.
    var needsAttention: Bool { failure != nil || run.map { $0.outcome != RunManifest.Outcome.done.rawValue } ?? true }
}

import Execution
import OfferPipeline
import Synchronization
import TableFiles

/// How a batch shows what it does.
enum ProgressForm: String, CaseIterable {
    /// A bar, on a terminal only.
    case bar
    /// A line of JSON on stderr for each thing that happens.
    case json
}

/// Writes a line of JSON for each event of a batch.
struct EventLines: BatchListener {
    func note(_ event: BatchEvent) {
        StandardStreams.complain(String(decoding: event.json.line.dropLast(), as: UTF8.self))
    }
}

/// Shows on the bar which stage began last and how many scenarios are done.
final class StageProgress: BatchListener {
    private let base: any ProgressReporter
    private let count: Int
    private let done = Atomic(0)

    init(of count: Int, to base: any ProgressReporter) {
        self.base = base
        self.count = count
    }

    func note(_ event: BatchEvent) {
        switch event {
        case .began: return
        case .stage(let scenario, let stage):
            base.report(WorkProgress(phase: "\(scenario): \(stage.rawValue)", done: done.load(ordering: .relaxed), of: count))
        case .ended: done.wrappingAdd(1, ordering: .relaxed)
        }
    }
}

extension BatchEvent {
    fileprivate var json: JSONValue {
        switch self {
        case .began(let scenario): .members(["event": .string("began"), "scenario": .string(scenario)])
        case .stage(let scenario, let stage):
            .members(["event": .string("stage"), "scenario": .string(scenario), "stage": .string(stage.rawValue)])
        case .ended(let outcome):
            .members([
                "event": .string("ended"), "scenario": .string(outcome.scenario), "state": .string(outcome.state.rawValue),
                "status": .optional(outcome.run?.status), "seconds": .optional(outcome.run?.seconds),
            ])
        }
    }
}

import Execution
import OfferEconomics
import OfferModel
import OfferResults

/// One scenario of a batch: the stages that it asks for, one after the other, on the same optimum.
struct ScenarioRun: Sendable {
    let stage: ScenarioStage
    let stages: RunStages

    struct Outcome: Sendable {
        let documents: RunDocuments
        /// The optimum for the stages that need it and for the offer engine.
        let scenario: Scenario
        /// Seconds of each stage, in order.
        let seconds: [(stage: RunStage, seconds: Double)]

        /// Whether everything that was asked for is there.
        var isComplete: Bool {
            documents.isComplete
        }
    }

    /// - Parameters:
    ///   - deadline: ends the work with what is there by then.
    ///   - report: is told each stage as it begins.
    func run(deadline: Deadline, progress: any ProgressReporter, report: (RunStage) -> Void) throws -> Outcome {
        var stopwatch = Stopwatch()
        var seconds: [(stage: RunStage, seconds: Double)] = []
        func timed<Value>(_ stage: RunStage, _ work: () throws -> Value) rethrows -> Value? {
            guard stages.asked.contains(stage) else { return nil }
            report(stage)
            let value = try work()
            stopwatch.lap(stage.rawValue)
            seconds.append((stage, stopwatch.phases.last?.seconds ?? 0))
            return value
        }
        guard let planned = try timed(.optimum, { try OptimizeStage(stage).run(deadline: deadline, progress: progress) }) else {
            preconditionFailure("every run has an optimum")
        }
        let hasPlan = planned.plan != nil
        let simulation = try timed(.simulation) {
            hasPlan ? try SimulateStage(planned, replications: nil).run(deadline: deadline, progress: progress) : nil
        }
        let stress = timed(.stress) {
            hasPlan ? StressStage(planned, draws: nil, sampling: .sobol).run(deadline: deadline, progress: progress) : nil
        }
        let settlement = try timed(.settlement) {
            let settling = try SettleStage(stage)
            return hasPlan ? try settling.run(planned, deadline: deadline, progress: progress) : nil
        }
        let frontier = try timed(.frontier) {
            let question = FrontierQuestion(row: nil, from: nil, to: nil)
            let search = FrontierStage(stage, question: question, mostBreakpoints: FrontierStage.usualBreakpoints)
            return hasPlan ? try search.run(planned, deadline: deadline, progress: progress) : nil
        }
        let documents = RunDocuments(
            result: planned.document, simulation: simulation ?? nil, stress: stress ?? nil, settlement: settlement ?? nil,
            frontier: frontier ?? nil,
            figures: FiguresStage(planned, drawsMonths: stages.asked.contains(.stress)).run(deadline: deadline, progress: progress))
        return Outcome(documents: documents, scenario: stage.scenario, seconds: seconds)
    }
}

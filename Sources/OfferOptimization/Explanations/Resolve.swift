import Execution
import OfferModel

/// Solves changed problems for explanations, at one granularity and within one deadline.
struct Resolve {
    enum Objective {
        case known(Double)
        case infeasible
        /// The time was up first.
        case notKnown

        var value: Double? {
            if case .known(let value) = self { value } else { nil }
        }
    }

    let granularity: Scenario.Granularity
    let deadline: Deadline
    let progress: any ProgressReporter

    func report(_ phase: String, done: Int, of count: Int) {
        progress.report(WorkProgress(phase: phase, done: done, of: count))
    }

    func objective(of problem: OptimizationProblem) throws -> Objective {
        guard !deadline.isPassed else { return .notKnown }
        switch try Optimizer(problem, deadline: deadline).optimize(at: granularity, explaining: false) {
        case .optimal(let plan): return .known(plan.certificate.objective)
        case .infeasible: return .infeasible
        case .feasible(let plan, isOutOfTime: false): return .known(plan.certificate.objective)
        case .feasible(_, isOutOfTime: true), .outOfTime: return .notKnown
        }
    }
}

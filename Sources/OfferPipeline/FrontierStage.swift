package import Execution
import OfferModel
import OfferOptimization
package import OfferResults
import TableFiles

/// Follows the optimum while the limit of one row moves.
package struct FrontierStage: Sendable {
    private let stage: ScenarioStage
    private let question: FrontierQuestion
    private let mostBreakpoints: Int

    /// Breakpoints that are looked for where nobody says how many.
    package static let usualBreakpoints = 2_000

    /// - Parameter mostBreakpoints: about so many are looked for.
    package init(_ stage: ScenarioStage, question: FrontierQuestion, mostBreakpoints: Int) {
        self.stage = stage
        self.question = question
        self.mostBreakpoints = mostBreakpoints
    }

    /// - Returns: with those breakpoints that were found in time.
    /// - Throws: `InvalidInput` for a question that has no answer.
    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) throws -> FrontierDocument {
        try checkQuestion()
        return try run(try OptimizeStage(stage).run(deadline: deadline, progress: progress), deadline: deadline, progress: progress)
    }

    /// The same where the optimum is known already.
    package func run(
        _ planned: PlannedScenario, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()
    ) throws -> FrontierDocument {
        let asked = try checkQuestion()
        var search = try FrontierSearch(of: stage.problem, row: asked.row, deadline: deadline, progress: progress)
        let frontier = try search.frontier(from: asked.from, to: asked.to, mostBreakpoints: mostBreakpoints)
        return FrontierDocument(result: planned.document, frontier: frontier, in: stage.scenario)
    }

    /// The row that moves and the amounts, if there is an answer.
    @discardableResult
    private func checkQuestion() throws -> (row: Int, from: Double, to: Double) {
        try refuseWhatIsNotConcave()
        try stage.refuseWholeBundlesAndSteadiness("frontier")
        return try question.resolved(in: stage.problem)
    }

    /// The optimum is a concave function of a limit only where shares may split, and known exactly only without cuts.
    private func refuseWhatIsNotConcave() throws {
        let scenario = stage.scenario
        if scenario.mode == .single {
            throw InvalidInput(diagnostics: [
                .error(
                    "no-frontier", at: stage.location(ofKey: "mode"),
                    "with one bundle per segment the value of a limit has jumps, not breakpoints",
                    help: "ask for the frontier of the plan that may split segments: --set mode=split")
            ])
        }
        if !scenario.tailBudgets.isEmpty {
            throw InvalidInput(diagnostics: [
                .error(
                    "no-frontier", at: stage.location(ofKey: "tail_budgets"),
                    "a tail budget is kept to a tolerance, by cuts that differ from limit to limit, so breakpoints are not known exactly",
                    help: "leave tail budgets out with --set tail_budgets=null")
            ])
        }
    }
}

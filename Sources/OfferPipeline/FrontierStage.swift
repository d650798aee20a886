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

    /// Breakpoints that are looked for where nobody says how many: all of them with some tens of segments; with 10,000 segments the curve is
    /// known to 2e-6 of its height then, in 25 s.
    package static let usualBreakpoints = 300

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
        let obstacles = Self.obstacles(in: stage.scenario)
        guard obstacles.isEmpty else {
            throw InvalidInput(
                diagnostics: obstacles.map {
                    .error(
                        "no-frontier", at: stage.location(ofKey: $0.key), $0.reason, help: "ask about the plan without it: --set \($0.free)"
                    )
                })
        }
        return try question.resolved(in: stage.problem)
    }

    /// A key that leaves the frontier without an answer.
    struct Obstacle {
        let key: String
        let reason: String
        /// The value without it, as `--set` takes it.
        let free: String
    }

    /// The optimum is a concave function of a limit only where shares may split, and known exactly only without cuts.
    static func obstacles(in scenario: Scenario) -> [Obstacle] {
        var obstacles: [Obstacle] = []
        if scenario.mode == .single {
            obstacles.append(
                Obstacle(
                    key: "mode", reason: "with one bundle per segment the value of a limit has jumps, not breakpoints", free: "mode=split"))
        }
        if !scenario.tailBudgets.isEmpty {
            obstacles.append(
                Obstacle(
                    key: "tail_budgets",
                    reason: "a tail budget is kept to a tolerance, by cuts that differ from limit to limit, so breakpoints are not exact",
                    free: "tail_budgets=null"))
        }
        if scenario.maxChangedShare != nil {
            obstacles.append(
                Obstacle(
                    key: "max_changed_share", reason: "`frontier` does not know a limit on changed offers in this version",
                    free: "max_changed_share=null"))
        }
        return obstacles
    }
}

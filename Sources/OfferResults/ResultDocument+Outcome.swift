import OfferEconomics
package import OfferModel
package import OfferOptimization

extension ResultDocument {
    /// Maps the optimizer's outcomes to the document.
    ///
    /// - Parameters:
    ///   - outcome: of the scenario's own granularity.
    ///   - levels: outcomes of all granularities.
    package init(
        _ outcome: OptimizationOutcome, levels: [(Scenario.Granularity, OptimizationOutcome)], of problem: OptimizationProblem,
        identity: ScenarioIdentity, provenance: Provenance, warnings: [Warning]
    ) {
        let scenario = problem.scenario
        let optimized = outcome.plan
        self.scenario = identity
        self.provenance = provenance
        self.warnings = warnings
        status = outcome.status
        objective = Objective(
            kind: scenario.objective, granularity: scenario.granularity, value: optimized?.certificate.objective,
            bound: optimized?.certificate.bound, gap: optimized?.certificate.gap, mode: scenario.mode,
            relaxedValue: optimized?.relaxation?.objective)
        totals = optimized.map { Totals(of: $0.evaluation, in: scenario) }
        recommendations = optimized?.evaluation.lines.map { Recommendation($0, in: scenario) } ?? []
        constraints =
            optimized.map { optimized in
                problem.rows.enumerated().map {
                    Constraint(
                        $1, use: optimized.uses[$0], price: optimized.priceRanges?[$0], isRelaxed: optimized.relaxation != nil)
                } + optimized.tails.map(Constraint.init)
            } ?? []
        assets = optimized.map { AssetResult.all(of: $0.evaluation, in: scenario) } ?? []
        worstCase = optimized.map { WorstCaseResult(of: $0.evaluation, in: scenario) }
        certificate = optimized.map {
            Certificate(
                primalViolation: $0.certificate.primalViolation, dualViolation: $0.certificate.dualViolation,
                complementarity: $0.certificate.complementarity, gap: $0.certificate.gap, splitSegments: $0.splitGroups)
        }
        granularity = levels.map { GranularityLevel(level: $0, objective: $1.plan?.certificate.objective) }
        infeasibility = outcome.story.map { story in
            Infeasibility(
                rules: story.rules, repair: story.repair.map(Infeasibility.Step.init),
                shortfalls: story.shortfalls.map(Infeasibility.Step.init))
        }
        changes = PlanChanges(to: optimized?.plan, of: problem)
        effort = optimized?.effort
    }
}

extension ResultDocument {
    /// What a plan that somebody made comes to. Nothing is chosen, so nothing has a price or a proof.
    package init(given plan: Plan, of problem: OptimizationProblem, identity: ScenarioIdentity, provenance: Provenance, warnings: [Warning])
    {
        let scenario = problem.scenario
        let evaluation = PlanEvaluation(of: plan, in: scenario)
        self.scenario = identity
        self.provenance = provenance
        self.warnings = warnings
        status = .given
        objective = Objective(
            kind: scenario.objective, granularity: scenario.granularity,
            value: evaluation.total(scenario.objective == .netValue ? .netValue : .value), bound: nil, gap: nil, mode: scenario.mode,
            relaxedValue: nil)
        totals = Totals(of: evaluation, in: scenario)
        recommendations = evaluation.lines.map { Recommendation($0, in: scenario) }
        constraints =
            zip(problem.rows, problem.rows.uses(by: evaluation, in: scenario)).map { Constraint($0, use: $1, price: nil) }
            + problem.tailUses(of: plan).map(Constraint.init)
        assets = AssetResult.all(of: evaluation, in: scenario)
        worstCase = WorstCaseResult(of: evaluation, in: scenario)
        certificate = nil
        granularity = []
        infeasibility = nil
        changes = nil
        effort = nil
    }
}

extension ResultDocument.Infeasibility.Step {
    fileprivate init(_ shortfall: InfeasibilityStory.Shortfall) {
        self.init(name: shortfall.row, owner: shortfall.owner, from: shortfall.limit, to: shortfall.reached)
    }
}

extension OptimizationOutcome {
    /// The best plan found.
    package var plan: OptimizedPlan? {
        switch self {
        case .optimal(let plan), .feasible(let plan, _): plan
        case .infeasible, .outOfTime: nil
        }
    }

    fileprivate var status: ResultDocument.Status {
        switch self {
        case .optimal: .optimal
        case .feasible(_, isOutOfTime: false): .feasible
        case .feasible(_, isOutOfTime: true), .outOfTime: .timeLimit
        case .infeasible: .infeasible
        }
    }

    fileprivate var story: InfeasibilityStory? {
        if case .infeasible(let story) = self { story } else { nil }
    }
}

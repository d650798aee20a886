package import Execution
package import OfferModel

/// Values plans honestly: chosen on one half of an experiment's customers, valued on the other, both ways, over many splits.
///
/// A plan's value on the held-out half is sum w_i Y_i / sum w_i in each segment, w_i = x_sc / p_sc, with p_sc the share of the half's
/// customers of the segment that are in the cell: self-normalised inverse-probability weighting. With these propensities it is the sum of
/// x_sc times the cell's mean.
package struct HonestValuation: Sendable {
    private let maker: ChoiceMaker
    private let workers: Workers
    private let experiment: Experiment

    package var cells: ValuedCells { maker.cells }

    /// - Precondition: the scenario has an experiment, whose quantities have the cost where net value is maximised.
    package init(of scenario: Scenario, workers: Workers, deadline: Deadline = .none) {
        guard let experiment = scenario.experiment else { preconditionFailure("there is no experiment to value plans by") }
        let cells = ValuedCells(of: experiment, in: scenario)
        var factors = [(quantity: 0, factor: 1.0)]
        if scenario.objective == .netValue {
            guard let cost = experiment.cost else { preconditionFailure("net value needs the cost") }
            factors.append((cost, -1))
        }
        maker = ChoiceMaker(
            scenario: scenario, cells: cells, rules: HonestRule.all(of: scenario, cells), objective: LinearFigure(factors),
            deadline: deadline)
        self.experiment = experiment
        self.workers = workers
    }

    package func value(progress: any ProgressReporter = SilentProgress()) throws -> HonestValue {
        var halves: [ValuedHalf] = []
        var choices: [WrittenChoice] = []
        var isOutOfTime = false
        for first in stride(from: 0, to: experiment.splits, by: Self.waveLength) {
            if maker.deadline.isPassed {
                isOutOfTime = true
                break
            }
            progress.report(WorkProgress(phase: "valuing on held-out halves", done: first, of: experiment.splits))
            let wave = try workers.mapRanges(count: min(Self.waveLength, experiment.splits - first), rangeLength: 1) { range, _ in
                try valued(ExperimentSplit(cells, number: first + range.lowerBound + 1, seed: maker.scenario.seed).remembering())
            }
            for (choice, half) in wave.flatMap({ $0 }) {
                isOutOfTime = isOutOfTime || choice.isOutOfTime
                guard !choice.isOutOfTime else { continue }
                choices.append(choice)
                if let half { halves.append(half) }
            }
        }
        return try outcome(halves, choices: choices, isOutOfTime: isOutOfTime)
    }

    private static let waveLength = 8

    /// Both ways of one split.
    private func valued(_ split: ExperimentSplit) throws -> [(WrittenChoice, ValuedHalf?)] {
        try [true, false].map { isFirst in
            let half = split.choosingHalf(isFirst: isFirst)
            let choice = try maker.choice(on: half)
            guard !choice.plans.isEmpty else { return (choice, nil) }
            return (choice, ValuedHalf(choice: choice, choosing: half.moments, heldOut: split.heldOutHalf(against: choice).moments))
        }
    }

    /// Every method on its own halves, and what is compared on those that have plans by both: mostly all of them.
    private func summaries(of halves: [ValuedHalf]) -> [HonestSummary] {
        let all = ChoiceMethod.allCases
        let hasGap = halves.contains { $0.choice.plans.count < all.count }
        return ((hasGap ? all.map { [$0] } : []) + [all]).compactMap { methods in
            let own = halves.filter { half in methods.allSatisfy { half.choice.plans[$0] != nil } }
            guard !own.isEmpty else { return nil }
            return HonestSummary(
                own, by: methods, cells: cells, rules: maker.rules, objective: maker.objective, seed: maker.scenario.seed,
                workers: workers)
        }
    }

    private func outcome(_ halves: [ValuedHalf], choices: [WrittenChoice], isOutOfTime: Bool) throws -> HonestValue {
        let whole = CellMoments(of: cells) { Array(experiment.cells[$0].customers) }
        var allData: [ChoiceMethod: PromisedPlan] = [:]
        var clash: [String] = []
        if !isOutOfTime {
            for method in ChoiceMethod.allCases {
                guard case .plan(let plan) = try maker.plan(by: maker.means(whole, method)) else { continue }
                allData[method] = PromisedPlan(plan: plan, promised: maker.objective.value(of: plan.shares, plan.means, in: cells))
            }
            if allData[.plain] == nil { clash = try maker.clash(under: whole.means) }
        }
        let summaries = summaries(of: halves)
        let plans = ChoiceMethod.allCases.compactMap { method in
            summaries.lazy.flatMap(\.plans).first { $0.method == method }
        }
        return HonestValue(
            cells: cells, population: cells.population, splits: experiment.splits, choices: choices,
            halvesWithoutPlan: choices.count { $0.plans.count < ChoiceMethod.allCases.count }, plans: plans.isEmpty ? nil : plans,
            gainOfShrinking: summaries.compactMap(\.gainOfShrinking).first,
            allData: allData, clash: clash, isOutOfTime: isOutOfTime)
    }
}

/// A written choice with what was seen of both halves.
struct ValuedHalf: Sendable {
    let choice: WrittenChoice
    let choosing: CellMoments
    let heldOut: CellMoments

    func plan(_ method: ChoiceMethod) -> ChosenPlan {
        guard let plan = choice.plans[method] else { preconditionFailure("a method is valued on halves where it has a plan") }
        return plan
    }
}

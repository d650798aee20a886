package import Execution
import OfferComparison
import OfferModel
import OfferOptimization
package import OfferResults
import ScenarioFiles

/// Says what changed between two runs, and splits the change of the objective by what caused it.
package struct CompareStage: Sendable {
    private let before: ComparedRun
    private let after: ComparedRun

    /// Relative difference of two solves of the same programme.
    private static let agreement = 1e-9

    package init(before: ComparedRun, after: ComparedRun) {
        self.before = before
        self.after = after
    }

    package func run(deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()) throws -> CompareDocument {
        var notes = missingInputs + dataNotes
        let first = try answer(of: before, deadline, progress)
        let second = try answer(of: after, deadline, progress)
        notes += differingKinds(first.recorded, second.recorded)
        for (side, answer) in [(before, first), (after, second)] { notes += disagreement(of: side, answer) }
        let (waterfall, reason, isComplete) = try self.waterfall(first, second, deadline, progress)
        if let reason { notes.append(reason) }
        return CompareDocument(
            version: Versions.offerbench, before: side(before, first), after: side(after, second), waterfall: waterfall, inputs: inputs,
            notes: notes, isComplete: isComplete)
    }

    /// A side's answer as recorded or just found, and the optimum that its inputs have now.
    private struct Answer {
        let recorded: RecordedAnswer
        /// nil where the inputs are not there.
        let optimum: Optimum?
    }

    private enum Optimum {
        case best(Double, isProved: Bool)
        case infeasible
        case outOfTime

        var objective: Double? { if case .best(let objective, _) = self { objective } else { nil } }

        var isProved: Bool { if case .best(_, isProved: false) = self { false } else { true } }
    }

    private func answer(of run: ComparedRun, _ deadline: Deadline, _ progress: any ProgressReporter) throws -> Answer {
        if let recorded = run.recorded {
            return Answer(
                recorded: recorded, optimum: try run.stage.map { try self.optimum(of: $0.scenario, $0.workers, deadline, progress) })
        }
        guard let stage = run.stage else { preconditionFailure("a run has a result or a scenario") }
        let document = try OptimizeStage(stage).run(deadline: deadline, progress: progress).document
        let optimum: Optimum =
            switch document.status {
            case .optimal, .feasible, .given:
                document.objective.value.map { Optimum.best($0, isProved: document.status == .optimal) } ?? .outOfTime
            case .infeasible: .infeasible
            case .timeLimit: .outOfTime
            }
        return Answer(recorded: RecordedAnswer(document), optimum: optimum)
    }

    private func optimum(
        of scenario: Scenario, _ workers: Workers, _ deadline: Deadline, _ progress: any ProgressReporter
    ) throws -> Optimum {
        let problem = OptimizationProblem(scenario, workers: workers)
        let outcome = try Optimizer(problem, deadline: deadline, progress: progress).optimize(at: scenario.granularity, explaining: false)
        return switch outcome {
        case .optimal(let plan): .best(plan.certificate.objective, isProved: true)
        case .feasible(let plan, isOutOfTime: false): .best(plan.certificate.objective, isProved: false)
        case .infeasible: .infeasible
        case .feasible(_, isOutOfTime: true), .outOfTime: .outOfTime
        }
    }

    private func side(_ run: ComparedRun, _ answer: Answer) -> CompareDocument.Side {
        CompareDocument.Side(run: run.label, kind: run.kind.rawValue, answer: answer.recorded, dataChecks: run.stage?.dataChecks)
    }
}

extension CompareStage {
    /// The waterfall, or why there is none, and whether time sufficed.
    private func waterfall(
        _ first: Answer, _ second: Answer, _ deadline: Deadline, _ progress: any ProgressReporter
    ) throws -> (Waterfall?, reason: String?, isComplete: Bool) {
        guard let start = first.optimum, let end = second.optimum, let old = before.stage, let new = after.stage else {
            return (nil, nil, true)
        }
        for (optimum, name) in [(start, "first"), (end, "second")] {
            switch optimum {
            case .best: continue
            case .infeasible: return (nil, "The change is not split: no plan keeps every rule of the \(name) run.", true)
            case .outOfTime: return (nil, Self.late, false)
            }
        }
        guard old.scenario.currency == new.scenario.currency else {
            let currencies = "\(old.scenario.currency) and \(new.scenario.currency)"
            return (nil, "The change is not split: amounts are in \(currencies).", true)
        }
        guard let startValue = start.objective, let endValue = end.objective else { preconditionFailure("both have a plan") }
        let mix = ScenarioMix(before: old.scenario, after: new.scenario)
        var ends: [Double?] = []
        var areProved = start.isProved && end.isProved
        for step in ComparisonStep.allCases where step < .budgets {
            let optimum = try self.optimum(of: mix.scenario(through: step), new.workers, deadline, progress)
            if case .outOfTime = optimum { return (nil, Self.late, false) }
            ends.append(optimum.objective)
            areProved = areProved && optimum.isProved
        }
        return (Waterfall(before: startValue, ends: ends, after: endValue), areProved ? nil : Self.unproved, true)
    }

    private static let unproved = "Not every plan is proved the best: the split is that of the best plans found."
    private static let late = "The change is not split: the time was up."

    private var missingInputs: [String] {
        let missing = [before, after].filter { $0.stage == nil }.map(\.label)
        guard !missing.isEmpty else { return [] }
        return [
            "The change is not split, and tables are not compared: that takes the inputs, which are not beside "
                + "\(missing.joined(separator: " and "))."
        ]
    }

    /// What the data checks say of either side's tables.
    private var dataNotes: [String] {
        [before, after].flatMap { run in
            (run.stage?.dataChecks.warnings ?? []).map { "\(run.label): \($0.location): \($0.message)." }
        }
    }

    private func differingKinds(_ first: RecordedAnswer, _ second: RecordedAnswer) -> [String] {
        guard first.objectiveKind != second.objectiveKind else { return [] }
        return [
            "The first run maximises \(first.objectiveKind), the second \(second.objectiveKind): the step rules has the change of what is "
                + "counted in it."
        ]
    }

    /// A recorded answer that its own inputs no longer give.
    private func disagreement(of run: ComparedRun, _ answer: Answer) -> [String] {
        guard run.recorded != nil, let optimum = answer.optimum?.objective, answer.recorded.objective != optimum else { return [] }
        let recorded = answer.recorded.objective
        if let recorded, abs(recorded - optimum) <= Self.agreement * max(1, abs(recorded), abs(optimum)) { return [] }
        let version = answer.recorded.version.map { ", by version \($0)" } ?? ""
        return [
            "\(run.label) records \(recorded.map { "an objective of \($0)" } ?? "no plan")\(version), but its inputs give \(optimum) now: the "
                + "split begins or ends with what they give now."
        ]
    }

    private var inputs: CompareDocument.Inputs? {
        guard let old = before.stage, let new = after.stage else { return nil }
        let (hashes, newHashes) = (old.fileHashes, new.fileHashes)
        let roles = (hashes + newHashes).map(\.role).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let tables = TableChanges.all(before: old.scenario, after: new.scenario)
        func customers(_ keys: [[String]], in scenario: Scenario) -> Double {
            let ids = Set(keys.map { $0[0] })
            return scenario.segments.reduce(0) { ids.contains($1.id) ? $0 + $1.customers : $0 }
        }
        return CompareDocument.Inputs(
            files: roles.map { role in
                CompareDocument.InputFile(
                    role: role, before: hashes.first { $0.role == role }?.sha256, after: newHashes.first { $0.role == role }?.sha256)
            },
            tables: tables, customersAdded: customers(tables[0].added, in: new.scenario),
            customersRemoved: customers(tables[0].removed, in: old.scenario))
    }
}

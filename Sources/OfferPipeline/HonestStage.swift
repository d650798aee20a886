package import Execution
import OfferModel
package import OfferResults
import OfferValidation
import ScenarioFiles
import TableFiles

/// Values the choice of offers by a scenario's experiment on customers who had no part in it.
package struct HonestStage: Sendable {
    private let stage: ScenarioStage

    /// - Throws: `InvalidInput` where the scenario has no experiment, or asks for what it cannot tell.
    package init(_ stage: ScenarioStage) throws {
        self.stage = stage
        let refusals = stage.honestRefusals
        guard refusals.isEmpty else { throw InvalidInput(diagnostics: refusals) }
    }

    /// - Parameter result: what the scenario's own inputs answer.
    package func run(
        besides result: ResultDocument, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()
    ) throws -> HonestDocument {
        let valuation = HonestValuation(of: stage.scenario, workers: stage.workers, deadline: deadline)
        let value = try valuation.value(progress: progress)
        return HonestDocument(
            result: result,
            honest: HonestResult(value, of: stage.scenario, warnings: stage.honestWarnings(about: value)))
    }
}

extension ScenarioStage {
    fileprivate var honestRefusals: [Diagnostic] {
        guard let experiment = scenario.experiment else {
            return [
                .error(
                    "no-experiment", at: location, "the scenario has no experiment by which plans could be valued honestly",
                    help: "add `experiment: { file: experiment.csv }` to tables, a row for each customer")
            ]
        }
        var refusals: [Diagnostic] = []
        if scenario.objective == .netValue, experiment.cost == nil {
            refusals.append(
                .error(
                    "no-measured-cost", at: location(ofKey: "objective"), "the experiment did not measure the cost, which net value needs",
                    help: "add the column `cost`, or where the value is net of cost, ask with --set objective=value"))
        }
        func refuse(_ key: String, _ what: String) {
            refusals.append(
                .error(
                    "not-yet-supported", at: location(ofKey: key), "`optimize --honest` does not know \(what) in this version",
                    help: "ask about plans that are free of it with --set \(key)=null"))
        }
        if !scenario.tailBudgets.isEmpty { refuse("tail_budgets", "tail budgets") }
        if scenario.maxChangedShare != nil { refuse("max_changed_share", "a limit on changed offers") }
        return refusals + baseRefusals(ValuedCells(of: experiment, in: scenario))
    }

    /// A segment without customers who were shown nothing is measured against an offer: who is to be shown nothing cannot be valued.
    private func baseRefusals(_ cells: ValuedCells) -> [Diagnostic] {
        let table = location(ofTable: .experiment)
        guard cells.population > 0 else {
            return [
                .error(
                    "no-usable-arm", at: table, "no arm of the experiment can be used by any segment with customers",
                    help: "an arm needs \(2 * ValuedCells.fewestInHalf) customers, an offer that is open to the segment, and a response")
            ]
        }
        let without = scenario.segments.entityIndices.filter {
            cells.bases[$0.position] != nil && cells.nothing(of: $0.position) == nil
        }
        guard let first = without.first else { return [] }
        let names = "segment \(scenario.segments[first].id)\(without.count > 1 ? " and \(without.count - 1) more" : "")"
        func refusal(_ why: String, _ key: String, _ free: String) -> Diagnostic {
            .error(
                "nothing-not-tried", at: location(ofKey: key), "\(why), but in \(names) the experiment showed everybody something",
                help: "ask with --set \(free), or add customers who were shown nothing")
        }
        var refusals: [Diagnostic] = []
        if scenario.granularity != .segment {
            refusals.append(
                refusal(
                    "at granularity \(scenario.granularity.rawValue) segments share what is shown or not", "granularity",
                    "granularity=segment"))
        }
        if scenario.programme.holdoutShare > 0 {
            refusals.append(refusal("a part of every segment is held out", "programme", "programme.holdout_share=0"))
        }
        return refusals
    }

    fileprivate func honestWarnings(about value: HonestValue) -> [ResultDocument.Warning] {
        let table = location(ofTable: .experiment).description
        var warnings: [ResultDocument.Warning] = []
        func warn(_ code: String, _ message: String) {
            warnings.append(ResultDocument.Warning(code: code, location: table, message: message))
        }
        let tooFew = value.cells.closures.count { $0 == .tooFew }
        if tooFew > 0 {
            warn(
                "arm-too-small",
                "\(tooFew) arms of segments have fewer than \(2 * ValuedCells.fewestInHalf) customers and are not chosen")
        }
        let closed = value.cells.closures.count { $0 == .closedPair }
        if closed > 0 { warn("arm-closed", "\(closed) arms of segments were tried, but the scenario does not let them be shown") }
        let without = zip(scenario.segments, value.cells.bases).filter { $0.customers > 0 && $1 == nil }
        if let first = without.first {
            warn(
                "segment-without-experiment",
                "segment \(first.0.id)\(without.count > 1 ? " and \(without.count - 1) more have" : " has") no arm that can be used:"
                    + " the honest value leaves \(without.count > 1 ? "them" : "it") out, and all limits hold for the others alone")
        }
        if let unmeasured = value.plans?.first?.rules.filter({ !$0.rule.isMeasured }).map(\.rule.name), !unmeasured.isEmpty {
            warn(
                "rule-not-measured",
                "the experiment did not measure what \(unmeasured.joined(separator: ", ")) count\(unmeasured.count == 1 ? "s" : ""):"
                    + " plans keep \(unmeasured.count == 1 ? "it" : "them") by the model's figures")
        }
        if value.halvesWithoutPlan > 0 {
            warn(
                "half-without-plan",
                "not on every half a plan keeps the rules: of \(value.choices.count), plans by the means as they are stand on"
                    + " \(value.halves(with: .plain)), by shrunken means on \(value.halves(with: .shrunken)), and those alone are valued")
        }
        return warnings
    }
}

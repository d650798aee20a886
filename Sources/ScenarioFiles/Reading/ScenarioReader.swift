import OfferModel
import TableFiles

/// Reads a scenario folder: scenario.yaml with its bases and overrides, then the tables. Files -> tree -> checks -> model.
package enum ScenarioReader {
    /// - Parameters:
    ///   - path: the scenario's folder or its scenario.yaml.
    ///   - overrides: the texts of `--set`, such as `budgets.total.amount=5e7`, applied in order.
    package static func read(path: String, overrides: [String] = []) -> ScenarioReading {
        let chain = BaseChain(reading: path)
        var inputs = chain.files.enumerated().map { position, file in
            InputFile(role: position == 0 ? .scenario : .base, name: file.name, bytes: file.bytes)
        }
        guard let merged = chain.merged() else {
            return ScenarioReading(scenario: nil, diagnostics: chain.diagnostics.sorted(), resolved: nil, inputs: inputs, tables: nil)
        }
        let overridden = Override.apply(overrides, to: merged.root)

        var validator = SchemaValidator(problems: DiagnosticCollector())
        for file in chain.files.compactMap(\.root) {
            validator.checkRemovals(in: file, as: .object(ScenarioSchema.root), at: .root)
        }
        validator.validate(overridden.root, as: .object(ScenarioSchema.root), at: .root)
        let root = DefaultFilling.fill(overridden.root, as: .object(ScenarioSchema.root))
        var problems = ScenarioRules.check(root, problems: validator.problems)

        var tables = TableReading(root: root, chain: chain)
        let content = tables.read(problems: &problems)
        inputs += tables.inputs
        ReferenceRules(known: content.known).check(validator.references, problems: &problems)
        let scenarioTables = ScenarioTables(root: root, reading: tables, references: validator.references)

        var diagnostics = chain.diagnostics + merged.diagnostics + overridden.diagnostics + tables.diagnostics + problems.diagnostics
        var scenario: Scenario?
        if diagnostics.allSatisfy({ $0.severity != .error }), let segments = content.segments, let responses = content.responses {
            let builder = ScenarioBuilder(
                root: root, segments: segments, responses: responses, values: content.values, ladder: content.ladder,
                openingBalances: content.openingBalances, widening: scenarioTables.multipliers, experiment: content.experiment)
            let built = builder.scenario()
            diagnostics += UnansweredPairs.warnings(in: built, root: root) + LevelsReached.warnings(in: built, root: root)
            let current = tables.currentPlan.map { PlanReader.read($0.bytes, name: $0.name, for: built) }
            diagnostics += current?.diagnostics ?? []
            if let current {
                scenario = current.plan.map { built.with(currentPlan: $0, maxChangedShare: built.maxChangedShare) }
            } else {
                scenario = built
            }
        } else {
            diagnostics += tables.currentPlanProblems
        }
        return ScenarioReading(
            scenario: scenario, diagnostics: diagnostics.sorted(), resolved: ResolvedScenario(of: root), inputs: inputs,
            tables: scenarioTables)
    }
}

import OfferLearning
import OfferModel
package import OfferResults
import TableFiles

/// What the ladder model says of a scenario's customers.
package struct ValueStage: Sendable {
    private let stage: ScenarioStage

    package init(_ stage: ScenarioStage) {
        self.stage = stage
    }

    /// - Throws: `InvalidInput` where the scenario has no ladder.
    package func run() throws -> ValueDocument {
        guard let ladder = stage.scenario.ladder, let values = LadderValues(of: stage.scenario) else {
            throw InvalidInput(diagnostics: [
                .error(
                    "no-ladder", at: stage.location, "the scenario has no ladder, from which values could come",
                    help: "add `ladder: { levels: [...] }` with tables.transitions and tables.margins")
            ])
        }
        return ValueDocument(
            values, ladder: ladder, scenario: stage.scenario, identity: stage.identity, provenance: stage.provenance(stage.stopwatch),
            warnings: stage.warnings)
    }
}

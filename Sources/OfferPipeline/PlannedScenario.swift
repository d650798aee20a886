import OfferModel
package import OfferResults

/// A scenario with one plan, for the stages that look at how a plan fares.
package struct PlannedScenario: Sendable {
    let stage: ScenarioStage
    /// nil where no plan keeps the rules, or none was found in time.
    let plan: Plan?
    package let document: ResultDocument
}

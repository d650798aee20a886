package import OfferModel
package import TableFiles

/// What reading a scenario gives.
package struct ScenarioReading: Sendable {
    /// nil when there is any error.
    package let scenario: Scenario?
    /// All problems of all files, sorted.
    package let diagnostics: [Diagnostic]
    /// The merged tree with the origin of each value; also there when tables are wrong, nil when scenario.yaml or a base cannot be parsed.
    package let resolved: ResolvedScenario?
    /// The files as read: scenario.yaml, its bases from near to far, then segments, responses, values, opening points, transitions, margins,
    /// experiment, current plan.
    package let inputs: [InputFile]

    package var hasErrors: Bool {
        diagnostics.contains { $0.severity == .error }
    }
}

/// A file that a scenario was read from.
package struct InputFile: Sendable {
    package enum Role: String, Sendable {
        case scenario, base, segments, responses, values, opening, transitions, margins, experiment, plan
        case currentPlan = "current_plan"
    }

    package let role: Role
    /// As diagnostics call it, which depends on the current directory.
    package let name: String
    package let bytes: [UInt8]
}

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
    /// experiment, current plan, previous tables.
    package let inputs: [InputFile]
    /// The tables as read, for data checks; nil when scenario.yaml or a base cannot be parsed, and once nobody needs them.
    package let tables: ScenarioTables?

    package var hasErrors: Bool {
        diagnostics.contains { $0.severity == .error }
    }

    /// Errors that no data check counts: those of scenario.yaml, its bases and overrides, but for segments that it names and a table lacks.
    package var errorsOutsideTables: [Diagnostic] {
        let files = Set(tables?.tables.map(\.file) ?? [])
        let counted = Set(tables?.tables.flatMap(\.problems) ?? [])
        let named = Set(tables?.named.map(\.location) ?? [])
        return diagnostics.filter { problem in
            problem.severity == .error && !files.contains(problem.location.file) && !counted.contains(problem)
                && !(problem.code == "unknown-id" && named.contains(problem.location))
        }
    }

    /// The same without the parsed tables, which take memory.
    package var withoutTables: ScenarioReading {
        ScenarioReading(scenario: scenario, diagnostics: diagnostics, resolved: resolved, inputs: inputs, tables: nil)
    }
}

/// A file that a scenario was read from.
package struct InputFile: Sendable {
    package enum Role: String, Sendable {
        case scenario, base, segments, responses, values, opening, transitions, margins, experiment, plan, previous
        case currentPlan = "current_plan"
    }

    package let role: Role
    /// As diagnostics call it, which depends on the current directory.
    package let name: String
    package let bytes: [UInt8]
    /// The key of scenario.yaml that names the file; nil for scenario.yaml itself, its bases, and what stands on the command line.
    package let key: String?

    init(role: Role, name: String, bytes: [UInt8], key: String? = nil) {
        self.role = role
        self.name = name
        self.bytes = bytes
        self.key = key
    }
}

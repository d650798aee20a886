package import ScenarioFiles
package import TableFiles

/// Reads scenarios and tells everything that is wrong with them.
package enum ValidateStage {
    /// Problems of all files of all scenarios, each once, scenario after scenario.
    package static func diagnostics(of paths: [String], overrides: [String]) -> [Diagnostic] {
        var seen = Set<Diagnostic>()
        return paths.flatMap { path in
            let reading = read(path, overrides: overrides)
            return (reading.diagnostics + unsupported(reading)).sorted()
        }.filter { seen.insert($0).inserted }
    }

    /// A sound scenario may still ask for what this version does not do.
    private static func unsupported(_ reading: ScenarioReading) -> [Diagnostic] {
        guard let scenario = reading.scenario, let resolved = reading.resolved else { return [] }
        return UnsupportedFeatures.refusals(of: scenario, resolved: resolved).map {
            .warning($0.code, at: $0.location, $0.message, help: $0.help)
        }
    }

    package static func read(_ path: String, overrides: [String]) -> ScenarioReading {
        ScenarioReader.read(path: path, overrides: overrides)
    }
}

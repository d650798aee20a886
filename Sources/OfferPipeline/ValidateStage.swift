package import ScenarioFiles
package import TableFiles

/// Reads scenarios and tells everything that is wrong with them.
package enum ValidateStage {
    /// Problems of all files of all scenarios, each once, scenario after scenario.
    package static func diagnostics(of paths: [String], overrides: [String]) -> [Diagnostic] {
        var seen = Set<Diagnostic>()
        return paths.flatMap { read($0, overrides: overrides).diagnostics }.filter { seen.insert($0).inserted }
    }

    package static func read(_ path: String, overrides: [String]) -> ScenarioReading {
        ScenarioReader.read(path: path, overrides: overrides)
    }
}

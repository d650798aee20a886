import Foundation
import TableFiles

/// A scenario of a batch and the name of its run's folder.
struct BatchScenario: Sendable {
    let path: String
    let name: String

    /// One for each path, named by the scenario's folder, or by its file where that is not called scenario.yaml.
    ///
    /// - Throws: `InvalidInput` where a name is no name for a folder, or two are the same.
    static func all(_ paths: [String]) throws -> [BatchScenario] {
        let scenarios = paths.map { BatchScenario(path: $0, name: name(of: $0)) }
        var known: [String: String] = [:]
        for scenario in scenarios {
            guard !scenario.name.isEmpty, !scenario.name.hasPrefix(".") else {
                throw InvalidInput(
                    "no-name", option: scenario.path, "a folder of this name cannot hold a run", help: "name the scenario's folder")
            }
            if let other = known.updateValue(scenario.path, forKey: scenario.name) {
                throw InvalidInput(
                    "same-name", option: scenario.path, "its run would stand in the same folder `\(scenario.name)` as that of \(other)",
                    help: "give each scenario once, or run the two into different folders")
            }
        }
        return scenarios
    }

    private static func name(of path: String) -> String {
        let url = URL(filePath: path).standardizedFileURL
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false), isDirectory: &isFolder), !isFolder.boolValue else {
            return url.lastPathComponent
        }
        if url.lastPathComponent == "scenario.yaml" { return url.deletingLastPathComponent().lastPathComponent }
        return url.deletingPathExtension().lastPathComponent
    }
}

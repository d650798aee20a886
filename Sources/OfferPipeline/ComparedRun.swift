import Foundation
import OfferResults
import ScenarioFiles
import TableFiles

/// One side of a comparison: a scenario as it is now, a run folder with a copy of its inputs, or a result alone.
package struct ComparedRun: Sendable {
    enum Kind: String, Sendable {
        case scenario, run, result
    }

    /// As the user named it, with what was set.
    let label: String
    let kind: Kind
    /// nil for a result whose inputs are not beside it.
    let stage: ScenarioStage?
    /// What result.json says; nil where the scenario is to be solved as it is now.
    let recorded: RecordedAnswer?

    /// A result of 100,000 segments takes some 60 MB.
    private static let mostBytes = 1 << 30

    /// - Parameters:
    ///   - path: a scenario's folder or scenario.yaml, a run folder (result.json, and inputs/ with the scenario's files), or a result.json.
    ///   - overrides: texts of `--set`; with any, what was recorded no longer counts.
    ///   - seed: in place of the scenario's.
    ///   - acceptsDataFailures: whether to go on when a data check fails.
    /// - Throws: `InvalidInput` for what is no run, with all errors of its files; `DataFailure` when a data check fails.
    package init(
        path: String, overrides: [String] = [], seed: UInt64? = nil, threads: Int, acceptsDataFailures: Bool = false
    ) throws {
        label = path + overrides.map { " --set \($0)" }.joined()
        let place = try Place(path)
        let settings = overrides + (seed.map { ["seed=\($0)"] } ?? [])
        kind = place.kind
        stage = try place.scenario.map {
            try ScenarioStage(path: $0, overrides: settings, threads: threads, acceptsDataFailures: acceptsDataFailures)
        }
        guard stage != nil || overrides.isEmpty else {
            throw InvalidInput(
                "inputs-missing", path, "--set changes inputs, and this result has none beside it",
                help: "name the scenario's folder, or a run folder with inputs/")
        }
        recorded = try settings.isEmpty || stage == nil ? place.result.map(Self.answer) : nil
    }

    private static func answer(at path: String) throws -> RecordedAnswer {
        let bytes: [UInt8]
        do {
            bytes = try FileBytes.read(path: path, limit: mostBytes)
        } catch {
            throw InvalidInput(diagnostics: [error.diagnostic(name: path)])
        }
        do {
            return try RecordedAnswer.read(bytes, name: path)
        } catch {
            throw InvalidInput(diagnostics: [error.diagnostic])
        }
    }
}

/// What lies at a path.
private struct Place {
    let kind: ComparedRun.Kind
    let scenario: String?
    let result: String?

    init(_ path: String) throws {
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        if Self.isFolder(path) {
            let inputs = "\(folder)/inputs/scenario.yaml"
            let result = "\(folder)/result.json"
            let hasInputs = Self.isFile(inputs)
            if Self.isFile(result), hasInputs || !Self.isFile("\(folder)/scenario.yaml") {
                self.init(kind: .run, scenario: hasInputs ? inputs : nil, result: result)
                return
            }
            guard Self.isFile("\(folder)/scenario.yaml") else {
                throw InvalidInput(
                    "not-a-run", path, "there is neither scenario.yaml nor result.json in this folder",
                    help: "name a scenario's folder, a run folder or a result.json")
            }
            self.init(kind: .scenario, scenario: path, result: nil)
        } else if path.hasSuffix(".json") {
            let inputs = (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + "inputs/scenario.yaml"
            self.init(kind: .result, scenario: Self.isFile(inputs) ? inputs : nil, result: path)
        } else if Self.isFile(path) {
            self.init(kind: .scenario, scenario: path, result: nil)
        } else {
            throw InvalidInput(
                "file-not-found", path, "there is no such scenario, run folder or result",
                help: "check the name and the folder; ids of past runs are not known in this version")
        }
    }

    private init(kind: ComparedRun.Kind, scenario: String?, result: String?) {
        self.kind = kind
        self.scenario = scenario
        self.result = result
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
}

extension InvalidInput {
    /// One error at the start of a file or folder.
    fileprivate init(_ code: String, _ path: String, _ message: String, help: String) {
        self.init(diagnostics: [.error(code, at: SourceLocation(file: path), message, help: help)])
    }
}

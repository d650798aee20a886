import Foundation
import OfferLearning
import OfferReporting
import OfferResults
import RunFolders
import TableFiles

/// A run's folder as `run` left it: every file that its manifest lists is there, unchanged.
struct RunFolder {
    let path: String
    /// Of the folder.
    let name: String
    let manifest: RunManifest
    /// The manifest's document, which says more than a run asks of it.
    let details: JSONNode
    /// The files of the run's tables and documents.
    private let contents: [String: [UInt8]]

    /// A manifest of some hundred files takes some ten thousand bytes.
    private static let mostBytes = 1 << 26

    /// - Throws: `InvalidInput` where this is no run's folder, or a file is not as it was written.
    init(_ path: String) throws {
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard Folder.isFolder(folder) else {
            throw InvalidInput(
                "not-a-run", option: path, "there is no such folder",
                help: "name a folder that `offerbench run` wrote, such as nightly/launch")
        }
        self.path = folder
        name = URL(filePath: folder).standardizedFileURL.lastPathComponent
        details = try Self.manifest(in: folder)
        guard let manifest = RunManifest(details) else {
            throw InvalidInput(
                "damaged-manifest", option: "\(folder)/\(RunManifest.fileName)", "this is not the manifest of a run", help: Self.help)
        }
        self.manifest = manifest
        contents = try Self.contents(of: manifest, in: folder)
    }

    private static let help = "run the scenario again with `offerbench run`"

    private static func manifest(in folder: String) throws -> JSONNode {
        let file = "\(folder)/\(RunManifest.fileName)"
        let bytes: [UInt8]
        do {
            bytes = try FileBytes.read(path: file, limit: mostBytes)
        } catch FileBytes.Failure.notFound {
            throw InvalidInput(
                "not-a-run", option: folder, "there is no \(RunManifest.fileName) in this folder",
                help: "name the folder of one run, such as nightly/launch; `offerbench run` writes it")
        } catch {
            throw InvalidInput(diagnostics: [error.diagnostic(name: file)])
        }
        switch JSONParser.parse(bytes, name: file) {
        case .success(let document): return document
        case .failure(let failure): throw InvalidInput(diagnostics: [failure.diagnostic])
        }
    }

    /// All problems of all files together.
    private static func contents(of manifest: RunManifest, in folder: String) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        var problems: [Diagnostic] = []
        for entry in manifest.files {
            let file = "\(folder)/\(entry.path)"
            do {
                let bytes = try FileBytes.read(path: file, limit: entry.size)
                guard entry.isHash(of: bytes) else {
                    problems.append(changed(file))
                    continue
                }
                if entry.path.hasSuffix(".csv") || entry.path.hasSuffix(".json") { contents[entry.path] = bytes }
            } catch .tooLarge {
                problems.append(changed(file))
            } catch {
                problems.append(error.diagnostic(name: file))
            }
        }
        guard problems.isEmpty else { throw InvalidInput(diagnostics: problems) }
        return contents
    }

    private static func changed(_ file: String) -> Diagnostic {
        .error(
            "changed-file", at: SourceLocation(file: file), "it is not as the run wrote it: its hash is not that of the manifest",
            help: help)
    }

    /// A document of the run; nil where it has none of that name.
    ///
    /// - Throws: `InvalidInput` where it is no JSON.
    func document(_ name: String) throws -> JSONNode? {
        guard let bytes = contents[name] else { return nil }
        switch JSONParser.parse(bytes, name: "\(path)/\(name)") {
        case .success(let document): return document
        case .failure(let failure): throw InvalidInput(diagnostics: [failure.diagnostic])
        }
    }

    /// The run's tables in the order of the manifest, each as its file and typed.
    ///
    /// - Throws: `InvalidInput` where a table is not one of this version.
    func tables() throws -> [(csv: [UInt8], table: TypedTable)] {
        let schemas = RunTables.schemas + [DataQuality.schema]
        return try manifest.files.compactMap { entry in
            guard entry.path.hasPrefix(Self.tables), let bytes = contents[entry.path] else { return nil }
            let name = entry.path.dropFirst(Self.tables.count).dropLast(".csv".count)
            guard let schema = schemas.first(where: { $0.name == name }) else {
                throw InvalidInput(
                    "unknown-table", option: "\(path)/\(entry.path)", "this version has no such table",
                    help: "export with the version that made the run, or run again")
            }
            let (table, problems) = TypedTable.read(bytes, as: schema, file: "\(path)/\(entry.path)")
            guard let table else { throw InvalidInput(diagnostics: problems) }
            return (bytes, table)
        }
    }

    private static let tables = "tables/"
}

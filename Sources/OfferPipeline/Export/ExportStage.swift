import Foundation
import RunFolders
import TableFiles

/// Exports a run: its tables for programs, an excerpt of the store, and a notebook that checks and draws them.
package struct ExportStage: Sendable {
    private let run: String
    private let output: String?

    /// Where exports stand that nobody gives another place.
    private static let usualPlace = "notebooks-export"

    /// - Parameters:
    ///   - run: the run's folder.
    ///   - output: the export's folder; nil for one of the run's name in `notebooks-export`.
    package init(run: String, output: String?) {
        self.run = run
        self.output = output
    }

    /// - Parameter replacesEdited: whether a notebook that somebody has changed may go.
    /// - Throws: `InvalidInput` where this is no run, a file of it is not as it was written, or something would be lost; `NotARunFolder`;
    ///   `OutputBusy`; `FileError`; `StoreError`.
    package func run(replacesEdited: Bool) throws -> ExportOutcome {
        let run = try RunFolder(self.run)
        let folder = output ?? "\(Self.usualPlace)/\(run.name)"
        let target = Self.place(folder)
        try Self.refuse(target, of: run, named: folder)
        let export = try ExportFiles(of: run)
        let place = target.path(percentEncoded: false).withoutLastSlash
        if export.manifest.isThere(in: place) { return Self.outcome(.unchanged, export, of: run, in: folder) }

        let parent = target.deletingLastPathComponent().path(percentEncoded: false)
        let exports = try OutputFolder(holding: parent.count > 1 ? parent.withoutLastSlash : parent, of: ExportManifest.self)
        if !replacesEdited { try Self.refuseToLoseNotebook(in: place, named: folder, for: export) }
        try exports.replace(target.lastPathComponent, with: export.files, manifest: export.manifest)
        try exports.finish()
        return Self.outcome(.written, export, of: run, in: folder)
    }

    /// Where a path leads, links and all, as far as there is anything on the way.
    private static func place(_ path: String) -> URL {
        var (there, rest) = (URL(filePath: path).standardizedFileURL, [String]())
        while !FileManager.default.fileExists(atPath: there.path(percentEncoded: false)), there.pathComponents.count > 1 {
            rest.append(there.lastPathComponent)
            there.deleteLastPathComponent()
        }
        return rest.reversed().reduce(there.resolvingSymlinksInPath()) { $0.appending(path: $1) }
    }

    /// The run and what it was made from are inputs: the export stands beside them, never in their place, in them or around them.
    private static func refuse(_ target: URL, of run: RunFolder, named folder: String) throws {
        guard target.pathComponents.count > 1 else {
            throw InvalidInput("no-name", option: "--output", "\(folder) is no folder of its own", help: "name a folder to be made")
        }
        let place = target.pathComponents
        let source = Self.place(run.path).pathComponents
        guard place.starts(with: source) || source.starts(with: place) || SameFile.areSame(folder, run.path) else { return }
        throw InvalidInput(
            "output-is-input", option: "--output", "\(folder) is the run's folder, or one of the two stands in the other",
            help: "name a folder beside the run")
    }

    /// People work in notebooks and save them where they are.
    private static func refuseToLoseNotebook(in place: String, named folder: String, for export: ExportFiles) throws {
        guard let entry = ExportManifest.read(in: place)?.files.first(where: { $0.path == ExportFiles.notebook }),
            let fresh = export.files.first(where: { $0.path == ExportFiles.notebook }),
            FileManager.default.fileExists(atPath: "\(place)/\(entry.path)"), !entry.isIntact(in: place),
            !ManifestEntry(fresh).isIntact(in: place)
        else { return }
        throw InvalidInput(
            "edited-notebook", option: "\(folder)/\(entry.path)", "somebody has worked in this notebook, and it would be lost",
            help: "save it under another name, or give --force")
    }

    private static func outcome(
        _ state: ExportOutcome.State, _ export: ExportFiles, of run: RunFolder, in folder: String
    ) -> ExportOutcome {
        let manifest = RunFile(ExportManifest.fileName, export.manifest.bytes)
        return ExportOutcome(
            run: run.manifest.id, status: export.status, title: export.title, folder: folder, state: state,
            tables: export.tables.map { ($0.name, $0.rowCount) }, files: (export.files + [manifest]).map { ($0.path, $0.bytes.count) })
    }
}

extension String {
    fileprivate var withoutLastSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}

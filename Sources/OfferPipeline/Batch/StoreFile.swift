import Foundation
import RunFolders
package import RunStore
import TableFiles

/// Where the store of an output folder stands.
package enum StoreFile {
    /// - Parameter path: an output folder, or the store's file.
    /// - Throws: `InvalidInput` where there is none; `StoreError`.
    package static func open(_ path: String) throws -> RunStore {
        let file = folder(path).map { OutputFolder.folder(of: RunStore.fileName, in: $0) } ?? path
        let size = (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int
        guard size.map({ $0 > 0 }) ?? false else {
            throw InvalidInput("no-store", option: file, "there is no run store", help: "name the output folder of `offerbench run`")
        }
        return try RunStore(path: file)
    }

    /// The folder of a run that the store knows.
    ///
    /// - Parameter prefix: the run's id or the beginning of it.
    /// - Throws: `InvalidInput` also where the folder holds a later run; `StoreError`.
    package static func folder(ofRun prefix: String, in path: String) throws -> String {
        let record = try open(path).run(named: prefix)
        let place = folder(path).map { OutputFolder.folder(of: record.scenario, in: $0) } ?? record.folder
        guard RunManifest.read(in: place)?.id == record.id else {
            throw InvalidInput(
                "run-replaced", option: place, "this folder does not hold the run \(record.id) any more",
                help: "`offerbench runs diff` compares what the store remembers")
        }
        return place
    }

    /// A path as it is, and the folder of a run that is named by its id.
    ///
    /// - Parameter store: nil where runs have no other names than their paths.
    /// - Throws: `InvalidInput`; `StoreError`.
    package static func folder(named run: String, in store: String?) throws -> String {
        guard let store, !FileManager.default.fileExists(atPath: run) else { return run }
        return try folder(ofRun: run, in: store)
    }

    /// The path where it is a folder; nil where it is none.
    package static func folder(_ path: String) -> String? {
        Folder.isFolder(path) ? path : nil
    }
}

extension RunStore {
    /// - Throws: `InvalidInput` where no run, or more than one, begins so.
    package func run(named prefix: String) throws -> RunRecord {
        let found = try runs(beginningWith: prefix)
        if found.count == 1, !prefix.isEmpty { return found[0] }
        let message = found.isEmpty ? "there is no run `\(prefix)`" : "\(found.count) runs begin with `\(prefix)`"
        let help = found.isEmpty ? "`offerbench runs list` has their ids" : "give more of the id"
        throw InvalidInput("unknown-run", option: "run", message, help: help)
    }
}

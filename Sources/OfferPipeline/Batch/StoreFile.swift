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
        guard FileManager.default.fileExists(atPath: file) else {
            throw InvalidInput("no-store", option: file, "there is no run store", help: "name the output folder of `offerbench run`")
        }
        return try RunStore(path: file)
    }

    /// The path where it is a folder; nil where it is none.
    package static func folder(_ path: String) -> String? {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue ? path : nil
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

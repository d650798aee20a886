import Foundation

/// What stands in an output folder, for before and after.
struct FolderContents: Equatable {
    /// Relative path and bytes.
    let files: [String: [UInt8]]

    init(_ path: String) throws {
        var files: [String: [UInt8]] = [:]
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        for name in names {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), !isFolder.boolValue else { continue }
            files[name] = Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
        }
        self.files = files
    }

    /// Without what differs from run to run: manifests and the store.
    var withoutRunFields: [String: [UInt8]] {
        files.filter { !$0.key.hasSuffix("manifest.json") && !$0.key.hasPrefix("runs.sqlite") }
    }
}

import TableFiles

/// What a folder that changes whole says of its files, in a file of its own that is written last.
package protocol FolderManifest: Sendable {
    /// Whose folder it is, in messages.
    static var kind: String { get }

    /// Where folders are put together before they take their place.
    static var staging: String { get }

    /// The manifest of a folder; nil where there is none of this kind that can be read.
    static func read(in folder: String) -> Self?

    var files: [ManifestEntry] { get }

    var bytes: [UInt8] { get }
}

/// A file of such a folder.
package struct ManifestEntry: Sendable, Equatable {
    /// Within the folder.
    package let path: String
    package let size: Int
    package let sha256: String
}

extension FolderManifest {
    package static var fileName: String { "manifest.json" }

    /// Whether every file that the manifest lists stands in the folder as it was written.
    package func isIntact(in folder: String) -> Bool { files.allSatisfy { $0.isIntact(in: folder) } }

    /// The manifest's document; nil where there is none that can be read.
    static func document(in folder: String) -> JSONNode? {
        guard let bytes = try? FileBytes.read(path: "\(folder)/\(fileName)", limit: 1 << 26),
            case .success(let document) = JSONParser.parse(bytes, name: fileName)
        else { return nil }
        return document
    }
}

extension ManifestEntry {
    package init(_ file: RunFile) {
        self.init(path: file.path, size: file.bytes.count, sha256: ContentHash.sha256(file.bytes))
    }

    init?(_ node: JSONNode) {
        guard let path = node["path"]?.text, let size = node["bytes"]?.number, let count = Int(exactly: size),
            let sha256 = node["sha256"]?.text
        else { return nil }
        self.init(path: path, size: count, sha256: sha256)
    }

    /// nil where the document lists no files, or one that cannot be read.
    static func all(in document: JSONNode) -> [ManifestEntry]? {
        guard let nodes = document["files"]?.elements else { return nil }
        let entries = nodes.compactMap(ManifestEntry.init)
        return entries.count == nodes.count ? entries : nil
    }

    var json: JSONValue { .members(["path": .string(path), "bytes": .integer(size), "sha256": .string(sha256)]) }

    package func isIntact(in folder: String) -> Bool {
        guard let bytes = try? FileBytes.read(path: "\(folder)/\(path)", limit: size) else { return false }
        return isHash(of: bytes)
    }

    package func isHash(of bytes: [UInt8]) -> Bool { bytes.count == size && ContentHash.sha256(bytes) == sha256 }
}

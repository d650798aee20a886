package import TableFiles

/// What an export holds: where it comes from, what its tables add up to, and its files. Nothing in it differs from one export of a run to the
/// next.
package struct ExportManifest: FolderManifest {
    package static let schema = "offerbench-export/1"
    package static let kind = "an export"
    package static let staging = ".export-staging"

    package let files: [ManifestEntry]
    /// Members before the files, in order.
    private let details: [JSONValue.Member]

    package init(files: [RunFile], details: [JSONValue.Member]) {
        self.files = files.map { ManifestEntry($0) }
        self.details = details
    }

    package var bytes: [UInt8] {
        JSONValue.object([.init("schema", .string(Self.schema))] + details + [.init("files", .array(files.map(\.json)))]).bytes
    }

    package static func read(in folder: String) -> ExportManifest? {
        guard let document = document(in: folder), document["schema"]?.text == schema, let files = ManifestEntry.all(in: document)
        else { return nil }
        return ExportManifest(files: files)
    }

    private init(files: [ManifestEntry]) {
        self.files = files
        details = []
    }

    /// Whether the folder holds this very export, whole.
    package func isThere(in folder: String) -> Bool {
        let bytes = bytes
        guard let written = try? FileBytes.read(path: "\(folder)/\(Self.fileName)", limit: bytes.count) else { return false }
        return written == bytes && isIntact(in: folder)
    }
}

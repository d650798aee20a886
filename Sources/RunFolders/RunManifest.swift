package import TableFiles

/// What a run's folder holds and what it was made from: the last file to be written, and the only one with the run's own fields.
package struct RunManifest: Sendable {
    package struct Entry: Sendable, Equatable {
        /// Within the run's folder.
        package let path: String
        package let size: Int
        package let sha256: String
    }

    /// What a run came to.
    package enum Outcome: String, Sendable {
        case done
        /// No plan keeps every rule.
        case infeasible
        /// Time ran out, or the plan is not proved the best.
        case limitReached = "limit_reached"
    }

    package static let fileName = "manifest.json"
    package static let schema = "offerbench-run/1"

    /// Hash of everything that the run's files depend on: inputs, settings, versions.
    package let key: String
    /// Whether everything that was asked for is there; a run that met a time limit is done again.
    package let isComplete: Bool
    package let outcome: Outcome
    /// How long it took.
    package let seconds: Double
    package let files: [Entry]
    /// Further members for people and programs, in order.
    private let details: [JSONValue.Member]

    package init(
        key: String, isComplete: Bool, outcome: Outcome, seconds: Double, files: [RunFile], details: [JSONValue.Member]
    ) {
        self.key = key
        self.isComplete = isComplete
        self.outcome = outcome
        self.seconds = seconds
        self.files = files.map { Entry(path: $0.path, size: $0.bytes.count, sha256: ContentHash.sha256($0.bytes)) }
        self.details = details
    }

    /// The name of the run, from its key.
    package var id: String { Self.id(ofKey: key) }

    package static func id(ofKey key: String) -> String { String(key.prefix(16)) }

    var bytes: [UInt8] {
        let head: [JSONValue.Member] = [
            .init("schema", .string(Self.schema)), .init("id", .string(id)), .init("key", .string(key)),
            .init("complete", .bool(isComplete)), .init("outcome", .string(outcome.rawValue)), .init("seconds", .number(seconds)),
        ]
        let files = files.map {
            JSONValue.members(["path": .string($0.path), "bytes": .integer($0.size), "sha256": .string($0.sha256)])
        }
        return JSONValue.object(head + details + [.init("files", .array(files))]).bytes
    }
}

extension RunManifest {
    /// The manifest of the run in a folder; nil where there is none that can be read.
    package static func read(in folder: String) -> RunManifest? {
        guard let bytes = try? FileBytes.read(path: "\(folder)/\(fileName)", limit: 1 << 26),
            case .success(let document) = JSONParser.parse(bytes, name: fileName)
        else { return nil }
        return RunManifest(document)
    }

    private init?(_ document: JSONNode) {
        guard document["schema"]?.text == Self.schema, let key = document["key"]?.text,
            case .bool(let isComplete)? = document["complete"]?.content, let outcome = document["outcome"]?.text.flatMap(Outcome.init),
            let seconds = document["seconds"]?.number, let files = document["files"]?.elements
        else { return nil }
        let entries = files.compactMap(Entry.init)
        guard entries.count == files.count else { return nil }
        self.key = key
        self.isComplete = isComplete
        self.outcome = outcome
        self.seconds = seconds
        self.files = entries
        details = []
    }

    /// Whether every file that the manifest lists stands in the folder as it was written.
    package func isIntact(in folder: String) -> Bool {
        files.allSatisfy { entry in
            guard let bytes = try? FileBytes.read(path: "\(folder)/\(entry.path)", limit: entry.size) else { return false }
            return bytes.count == entry.size && ContentHash.sha256(bytes) == entry.sha256
        }
    }
}

extension RunManifest.Entry {
    fileprivate init?(_ node: JSONNode) {
        guard let path = node["path"]?.text, let size = node["bytes"]?.number, let count = Int(exactly: size),
            let sha256 = node["sha256"]?.text
        else { return nil }
        self.path = path
        self.size = count
        self.sha256 = sha256
    }
}

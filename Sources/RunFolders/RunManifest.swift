package import TableFiles

/// What a run's folder holds and what it was made from: the last file to be written, and the only one with the run's own fields.
package struct RunManifest: FolderManifest {
    /// What a run came to.
    package enum Outcome: String, Sendable {
        case done
        /// No plan keeps every rule.
        case infeasible
        /// Time ran out, or the plan is not proved the best.
        case limitReached = "limit_reached"
    }

    package static let kind = "a run"
    package static let staging = ".staging"
    package static let schema = "offerbench-run/1"

    /// Hash of everything that the run's files depend on: inputs, settings, versions.
    package let key: String
    /// Whether everything that was asked for is there; a run that met a time limit is done again.
    package let isComplete: Bool
    package let outcome: Outcome
    /// How long it took.
    package let seconds: Double
    package let files: [ManifestEntry]
    /// Further members for people and programs, in order.
    private let details: [JSONValue.Member]

    package init(
        key: String, isComplete: Bool, outcome: Outcome, seconds: Double, files: [RunFile], details: [JSONValue.Member]
    ) {
        self.key = key
        self.isComplete = isComplete
        self.outcome = outcome
        self.seconds = seconds
        self.files = files.map { ManifestEntry($0) }
        self.details = details
    }

    /// The name of the run, from its key.
    package var id: String { Self.id(ofKey: key) }

    package static func id(ofKey key: String) -> String { String(key.prefix(16)) }

    package var bytes: [UInt8] {
        let head: [JSONValue.Member] = [
            .init("schema", .string(Self.schema)), .init("id", .string(id)), .init("key", .string(key)),
            .init("complete", .bool(isComplete)), .init("outcome", .string(outcome.rawValue)), .init("seconds", .number(seconds)),
        ]
        return JSONValue.object(head + details + [.init("files", .array(files.map(\.json)))]).bytes
    }
}

extension RunManifest {
    /// The manifest of the run in a folder; nil where there is none that can be read.
    package static func read(in folder: String) -> RunManifest? {
        guard let document = document(in: folder) else { return nil }
        return RunManifest(document)
    }

    /// nil where the document is not the manifest of a run.
    package init?(_ document: JSONNode) {
        guard document["schema"]?.text == Self.schema, let key = document["key"]?.text,
            case .bool(let isComplete)? = document["complete"]?.content, let outcome = document["outcome"]?.text.flatMap(Outcome.init),
            let seconds = document["seconds"]?.number, let files = ManifestEntry.all(in: document)
        else { return nil }
        self.key = key
        self.isComplete = isComplete
        self.outcome = outcome
        self.seconds = seconds
        self.files = files
        details = []
    }
}

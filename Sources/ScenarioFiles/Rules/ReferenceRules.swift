import TableFiles

/// Ids that name something declared elsewhere.
struct ReferenceRules {
    /// The ids of each kind; nil for a kind whose declarations could not be read.
    let known: [ReferenceKind: [String]]
    private let sets: [ReferenceKind: Set<String>]

    init(known: [ReferenceKind: [String]]) {
        self.known = known
        sets = known.mapValues(Set.init)
    }

    func check(_ references: [SchemaValidator.Reference], problems: inout DiagnosticCollector) {
        for reference in references {
            guard let ids = sets[reference.kind], !ids.contains(reference.id) else { continue }
            let list = known[reference.kind] ?? []
            problems.add(code: "unknown-id", file: reference.location.file) {
                .error(
                    "unknown-id", at: reference.location,
                    "\(reference.path): there is no \(reference.kind.rawValue) `\(reference.id.excerpt)`",
                    help: Self.help(for: reference.id, among: list))
            }
        }
    }

    /// The likeliest id, or what there is.
    static func help(for id: String, among known: [String]) -> String {
        if let guess = Suggestion.closest(to: id, among: known) { return "did you mean `\(guess)`?" }
        let known = known.filter { !$0.isEmpty }
        if known.isEmpty { return "none is declared" }
        return "known: " + known.prefix(8).joined(separator: ", ") + (known.count > 8 ? ", and \(known.count - 8) more" : "")
    }
}

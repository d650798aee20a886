import TableFiles

/// Holds a tree against the schema and reports every key, type and range that does not fit.
struct SchemaValidator {
    /// A place that names something by its id; whether it exists is known once the tables are read.
    struct Reference: Sendable {
        let kind: ReferenceKind
        let id: String
        let location: SourceLocation
        let path: KeyPathText
    }

    var problems: DiagnosticCollector
    private(set) var references: [Reference] = []

    init(problems: DiagnosticCollector) {
        self.problems = problems
    }

    mutating func validate(_ node: TreeNode, as type: SchemaType, at path: KeyPathText) {
        switch type {
        case .object(let object): validate(node, as: object, at: path)
        case .list(let type, let count, let isSet): validateList(node, of: type, atLeast: count, isSet: isSet, at: path)
        case .factorPairs(let factors, let range): validatePairs(node, of: factors, range, at: path)
        default:
            guard let scalar = node.scalar, !scalar.isNull else {
                return reject(node, at: path, wanted: type.noun, help: type.example)
            }
            validate(scalar, of: node, as: type, at: path)
        }
    }

    mutating func note(_ reference: Reference) {
        references.append(reference)
    }

    mutating func reject(_ node: TreeNode, at path: KeyPathText, wanted: String, help: String) {
        let subject = path.description.isEmpty ? "the file" : "\(path)"
        problems.add(.error("wrong-type", at: node.location, "\(subject) must be \(wanted), not \(node.kind)", help: help))
    }
}

extension SchemaValidator {
    private mutating func validate(_ node: TreeNode, as object: SchemaObject, at path: KeyPathText) {
        guard let entries = node.entries else {
            return reject(node, at: path, wanted: "a mapping", help: "write keys such as `\(object.fields[0].key): ...`")
        }
        for entry in entries {
            if let field = object[entry.key] {
                validate(entry.value, as: field.type, at: path.key(entry.key))
            } else {
                rejectKey(entry, of: object, at: path)
            }
        }
        for field in object.fields {
            guard case .required = field.presence, node[field.key] == nil else { continue }
            let misspelt = entries.first { object[$0.key] == nil && Suggestion.closest(to: $0.key, among: [field.key]) != nil }
            guard misspelt == nil else { continue }
            problems.add(
                .error("missing-key", at: node.location, "\(path.key(field.key)) is missing", help: "add `\(field.key)`: \(field.doc)"))
        }
    }

    /// Keys that a file removes by `null` must be known ones: after merging nothing is left of them to look at.
    mutating func checkRemovals(in node: TreeNode, as type: SchemaType, at path: KeyPathText) {
        switch (type, node.content) {
        case (.object(let object), .mapping(let entries)):
            for entry in entries {
                if let field = object[entry.key] {
                    checkRemovals(in: entry.value, as: field.type, at: path.key(entry.key))
                } else if entry.value.isNull {
                    rejectKey(entry, of: object, at: path)
                }
            }
        case (.list(let type, _, _), .list(let items)):
            for (position, item) in items.enumerated() { checkRemovals(in: item, as: type, at: path.item(position, id: item.id)) }
        default: break
        }
    }

    private mutating func rejectKey(_ entry: TreeEntry, of object: SchemaObject, at path: KeyPathText) {
        let known = object.fields.map(\.key)
        let help =
            Suggestion.closest(to: entry.key, among: known).map { "did you mean `\($0)`?" }
            ?? "known here: " + known.joined(separator: ", ")
        problems.add(
            .error("unknown-key", at: entry.keyOrigin.location, "unknown key `\(path.key(entry.key.excerpt))`", help: help))
    }

    private mutating func validateList(_ node: TreeNode, of type: SchemaType, atLeast: Int, isSet: Bool, at path: KeyPathText) {
        guard let items = node.items else {
            let help = if case .object = type { "begin each item with `- `" } else { "write [\(node.scalar?.text.excerpt ?? "...")]" }
            return reject(node, at: path, wanted: "a list", help: help)
        }
        if items.count < atLeast {
            problems.add(.error("empty-list", at: node.location, "\(path) is empty", help: "give at least one value"))
        }
        var places: [String: SourceLocation] = [:]
        for (position, item) in items.enumerated() {
            validate(item, as: type, at: path.item(position, id: item.id))
            guard isSet, let scalar = item.scalar else { continue }
            let value = (try? ScalarReading.number(scalar)).map { "\($0)" } ?? scalar.text
            if let first = places.updateValue(item.location, forKey: value) {
                problems.add(
                    .error(
                        "duplicate-value", at: item.location, "\(path) has \(scalar.text.excerpt) twice",
                        help: "remove one; the other is at \(first)"))
            }
        }
    }

    private mutating func validatePairs(_ node: TreeNode, of factors: [String], _ range: NumberRange, at path: KeyPathText) {
        guard let entries = node.entries else { return reject(node, at: path, wanted: "a mapping", help: "write `uptake-spend: 0.3`") }
        var seen: [Set<String>: String] = [:]
        for entry in entries {
            let names = entry.key.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            if let name = names.first(where: { !factors.contains($0) }) {
                let help =
                    Suggestion.closest(to: name, among: factors).map { "did you mean `\($0)`?" }
                    ?? "factors: " + factors.joined(separator: ", ")
                problems.add(
                    .error("unknown-factor", at: entry.keyOrigin.location, "\(path): `\(name.excerpt)` is not a factor", help: help))
            } else if names.count != 2 || names[0] == names[1] {
                problems.add(
                    .error(
                        "unknown-factor", at: entry.keyOrigin.location,
                        "\(path): `\(entry.key.excerpt)` does not name two different factors",
                        help: "write `uptake-spend: 0.3`"))
            } else if let first = seen.updateValue(entry.key, forKey: Set(names)) {
                problems.add(
                    .error(
                        "duplicate-key", at: entry.keyOrigin.location, "\(path): `\(entry.key)` is the same pair as `\(first)`",
                        help: "keep one of the two"))
            }
            validate(entry.value, as: .number(range), at: path.key(entry.key))
        }
    }
}

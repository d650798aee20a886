import TableFiles

/// A value of scenario.yaml with the place that states it. Scalars stay text: the schema gives them their types.
struct TreeNode: Sendable {
    enum Content: Sendable {
        case scalar(TreeScalar)
        case list([TreeNode])
        case mapping([TreeEntry])
    }

    var content: Content
    var origin: Origin

    var location: SourceLocation { origin.location }
}

/// A scalar as written, without its quotes.
struct TreeScalar: Sendable, Equatable {
    let text: String
    /// Whether it was written without quotes; only then can it be a number, true, false or null.
    let isPlain: Bool

    var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

struct TreeEntry: Sendable {
    let key: String
    let keyOrigin: Origin
    var value: TreeNode
}

extension TreeNode {
    static func mapping(_ entries: [TreeEntry], _ origin: Origin) -> TreeNode {
        TreeNode(content: .mapping(entries), origin: origin)
    }

    var scalar: TreeScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    var items: [TreeNode]? {
        if case .list(let items) = content { items } else { nil }
    }

    var entries: [TreeEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    var isNull: Bool { scalar?.isNull ?? false }

    subscript(key: String) -> TreeNode? {
        entries?.first { $0.key == key }?.value
    }

    /// The text of `id`, by which a list item is found.
    var id: String? { self["id"]?.scalar?.text }

    /// What a person calls this kind of value, with its article.
    var kind: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? "nothing" : "the single value `\(scalar.text.excerpt)`"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

extension String {
    /// At most 60 characters on one line, for quoting in a message.
    package var excerpt: String {
        let line = String(String.UnicodeScalarView(unicodeScalars.prefix(61).map { $0.properties.isWhitespace ? " " : $0 }))
        return line.unicodeScalars.count > 60 ? String(line.unicodeScalars.prefix(59)) + "…" : line
    }
}

/// A value of a JSON file with the place where it begins, for messages about what people wrote.
package struct JSONNode: Sendable {
    package indirect enum Content: Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        case array([JSONNode])
        case object([(key: String, value: JSONNode)])
    }

    package let content: Content
    package let location: SourceLocation

    /// The member of that name, the first where a name is repeated; nil where this is no object or has none.
    package subscript(key: String) -> JSONNode? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    package var elements: [JSONNode]? {
        if case .array(let elements) = content { elements } else { nil }
    }

    package var text: String? {
        if case .string(let text) = content { text } else { nil }
    }

    package var number: Double? {
        if case .number(let number) = content { number } else { nil }
    }

    package var isNull: Bool {
        if case .null = content { true } else { false }
    }
}

/// Holds a JSON document against a JSON Schema (draft-07), as far as the schemas of this program go: `type`, `const`, `enum`, `pattern`,
/// `minLength`, `minimum`, `maximum`, `properties`, `required`, `additionalProperties: false`, `items` and `minItems`.
package struct JSONSchemaCheck {
    package private(set) var problems: [Diagnostic] = []

    /// - Precondition: the schema has none but those words, and words for people.
    package init(_ document: JSONNode, against schema: JSONValue) {
        check(document, schema, at: "")
    }

    private mutating func check(_ node: JSONNode, _ schema: JSONValue, at path: String) {
        let types = schema["type"].map(Self.texts) ?? []
        guard types.isEmpty || types.contains(where: node.isOfType) else {
            return report(node, path, "wrong-type", "must be \(types.joined(separator: " or "))")
        }
        if let constant = schema["const"], node.canonical() != constant {
            report(node, path, "wrong-value", "must be \(String(decoding: constant.line.dropLast(), as: UTF8.self))")
        }
        if case .array(let choices)? = schema["enum"], !choices.contains(node.canonical()) {
            report(node, path, "unknown-choice", "must be one of \(Self.texts(.array(choices)).joined(separator: ", "))")
        }
        switch node.content {
        case .string(let text): check(text, node, schema, path)
        case .number(let number): check(number, node, schema, path)
        case .array(let elements):
            if let least = schema["minItems"]?.number, Double(elements.count) < least { report(node, path, "empty-list", "is too short") }
            guard let items = schema["items"] else { return }
            for (place, element) in elements.enumerated() { check(element, items, at: "\(path)[\(place + 1)]") }
        case .object(let members): check(members, node, schema, path)
        case .null, .bool: return
        }
    }

    private mutating func check(_ text: String, _ node: JSONNode, _ schema: JSONValue, _ path: String) {
        if let least = schema["minLength"]?.number, Double(text.unicodeScalars.count) < least {
            report(node, path, "empty-text", "is empty")
        }
        guard let pattern = schema["pattern"]?.text else { return }
        guard let expression = try? Regex(pattern) else { preconditionFailure("the schema's pattern \(pattern) is a regular expression") }
        if text.firstMatch(of: expression) == nil { report(node, path, "wrong-form", "does not have the form \(pattern)") }
    }

    private mutating func check(_ number: Double, _ node: JSONNode, _ schema: JSONValue, _ path: String) {
        if let least = schema["minimum"]?.number, number < least { report(node, path, "out-of-range", "is below \(least)") }
        if let most = schema["maximum"]?.number, number > most { report(node, path, "out-of-range", "is above \(most)") }
    }

    private mutating func check(_ members: [(key: String, value: JSONNode)], _ node: JSONNode, _ schema: JSONValue, _ path: String) {
        func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
        for key in schema["required"].map(Self.texts) ?? [] where node[key] == nil {
            report(node, inner(key), "missing-key", "is missing")
        }
        var seen = Set<String>()
        for member in members {
            if !seen.insert(member.key).inserted { report(member.value, inner(member.key), "duplicate-key", "stands twice") }
            if let property = schema["properties"]?[member.key] {
                check(member.value, property, at: inner(member.key))
            } else if schema["additionalProperties"] == .bool(false) {
                report(member.value, inner(member.key), "unknown-key", "is no key of this format")
            }
        }
    }

    private mutating func report(_ node: JSONNode, _ path: String, _ code: String, _ message: String) {
        let subject = path.isEmpty ? "the document" : path
        problems.append(.error(code, at: node.location, "\(subject) \(message)", help: "compare with the schema of the format"))
    }

    private static func texts(_ value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let values): values.map { $0.text ?? String(decoding: $0.line.dropLast(), as: UTF8.self) }
        default: []
        }
    }
}

extension JSONNode {
    fileprivate func isOfType(_ name: String) -> Bool {
        switch (name, content) {
        case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string), ("array", .array), ("object", .object): true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}

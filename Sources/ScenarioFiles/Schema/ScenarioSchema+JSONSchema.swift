package import TableFiles

extension ScenarioSchema {
    /// The JSON Schema (draft-07) of scenario.yaml, for editors and other programs, out of the table that the reader decodes by.
    ///
    /// It sees one file at a time: a scenario that extends another may leave out what its base states. What takes several files or
    /// several keys to see (names of other things, sums, tables) is for `validate`.
    package static var jsonSchema: JSONValue {
        let whole = JSONSchemaWriter(isWhole: true).schema(of: root)
        let change = JSONSchemaWriter(isWhole: false).schema(of: root)
        return .members([
            "$schema": .string("http://json-schema.org/draft-07/schema#"),
            "title": .string("OfferBench scenario"),
            "description": .string("scenario.yaml, format \(versions.joined(separator: ", "))"),
            "if": .members([
                "type": .string("object"), "required": .array([.string("extends")]),
                "properties": .members(["extends": .members(["type": .string("string")])]),
            ]),
            "then": .members(["$ref": .string("#/definitions/change")]), "else": .members(["$ref": .string("#/definitions/scenario")]),
            "definitions": .members(["scenario": whole, "change": change]),
        ])
    }
}

/// Writes types of the schema as JSON Schema.
private struct JSONSchemaWriter {
    /// Whether nothing may be missing; otherwise a base may state it, and items may be removed from it.
    let isWhole: Bool

    func schema(of object: SchemaObject, extra: [JSONValue.Member] = []) -> JSONValue { .object(members(of: object, extra)) }

    private func members(of object: SchemaObject, _ extra: [JSONValue.Member] = []) -> [JSONValue.Member] {
        let properties = object.fields.map { JSONValue.Member($0.key, property($0)) }
        let required = object.fields.filter { isWhole ? $0.isRequired : $0.key == "id" }.map { JSONValue.string($0.key) }
        var members: [JSONValue.Member] = [
            .init("type", .string("object")), .init("properties", .object(properties + extra)),
            .init("additionalProperties", .bool(false)),
        ]
        if !required.isEmpty { members.append(.init("required", .array(required))) }
        return members
    }

    private func property(_ field: SchemaField) -> JSONValue {
        var members: [JSONValue.Member] = [.init("description", .string(field.doc))]
        members += field.isRequired && isWhole ? self.members(field.type) : nullable(self.members(field.type))
        if case .defaultsTo(let text) = field.presence, let value = literal(text, of: field.type) {
            members.append(.init("default", value))
        }
        return .object(members)
    }

    /// `null` stands for a key that is left out.
    private func nullable(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
        members.map { member in
            switch (member.key, member.value) {
            case ("type", .array(let types)): .init("type", .array(types + [.string("null")]))
            case ("type", let type): .init("type", .array([type, .string("null")]))
            case ("enum", .array(let words)): .init("enum", .array(words + [.null]))
            default: member
            }
        }
    }

    private func schema(_ type: SchemaType) -> JSONValue { .object(members(type)) }

    private func members(_ type: SchemaType) -> [JSONValue.Member] {
        switch type {
        case .text(let mayBeEmpty):
            // YAML takes a bare 7 or true for a number or a truth value; as a text it is as good.
            return types("string", "number", "boolean") + (mayBeEmpty ? [] : [.init("pattern", .string("\\S"))])
        case .version(let known): return types("string") + [.init("enum", .array(known.map { .string($0) }))]
        case .identifier: return identifier
        case .reference(.macro): return types("string", "number", "boolean")
        case .reference: return identifier
        case .number(let range): return types("number") + limits(range)
        case .percent(let range): return types("number") + limits(range)
        case .integer(let range):
            return types("integer") + [.init("minimum", .integer(range.lowerBound)), .init("maximum", .integer(range.upperBound))]
        case .seed: return types("integer") + [.init("minimum", .integer(0)), .init("maximum", .unsigned(.max))]
        case .boolean: return types("boolean")
        case .choice(let words): return types("string") + [.init("enum", .array(words.map { .string($0) }))]
        case .date:
            let pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
            return types("string") + [.init("format", .string("date")), .init("pattern", .string(pattern))]
        case .path: return types("string") + [.init("minLength", .integer(1))]
        case .factor:
            let pattern = "^x\\+?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?$"
            return types("string") + [.init("pattern", .string(pattern))]
        case .list(let item, let least, let isSet): return list(of: item, atLeast: least, isSet: isSet)
        case .object(let object): return members(of: object)
        case .factorPairs(let factors, let range):
            let pairs = factors.flatMap { first in factors.filter { $0 != first }.map { "\(first)-\($0)" } }
            return types("object") + [
                .init("patternProperties", .object([.init("^(\(pairs.joined(separator: "|")))$", schema(.number(range)))])),
                .init("additionalProperties", .bool(false)),
            ]
        }
    }

    private var identifier: [JSONValue.Member] {
        types("string", "integer") + [.init("pattern", .string("^[a-z0-9][a-z0-9_-]*$")), .init("minimum", .integer(0))]
    }

    private func list(of item: SchemaType, atLeast least: Int, isSet: Bool) -> [JSONValue.Member] {
        var members = types("array")
        // A scenario that extends another names what it changes, or removes.
        if !isWhole, case .object(let object) = item, object["id"] != nil {
            let remove = JSONValue.Member(
                "remove", .members(["description": .string("true: the base's item is dropped"), "type": .string("boolean")]))
            members.append(.init("items", schema(of: object, extra: [remove])))
        } else if case .object(let object) = item {
            members.append(.init("items", JSONSchemaWriter(isWhole: true).schema(of: object)))
        } else {
            members.append(.init("items", schema(item)))
        }
        if least > 0 { members.append(.init("minItems", .integer(least))) }
        if isSet { members.append(.init("uniqueItems", .bool(true))) }
        return members
    }

    private func limits(_ range: NumberRange) -> [JSONValue.Member] {
        let low = range.minimum ?? -NumberRange.greatestMagnitude
        let high = range.maximum ?? NumberRange.greatestMagnitude
        return [
            .init(range.isMinimumExcluded ? "exclusiveMinimum" : "minimum", .number(low)),
            .init(range.isMaximumExcluded ? "exclusiveMaximum" : "maximum", .number(high)),
        ]
    }

    private func types(_ names: String...) -> [JSONValue.Member] {
        [.init("type", names.count == 1 ? .string(names[0]) : .array(names.map { .string($0) }))]
    }

    private func literal(_ text: String, of type: SchemaType) -> JSONValue? {
        switch type {
        case .number, .percent: Double(text).map { .number($0) }
        case .integer, .seed: UInt64(text).map { .unsigned($0) }
        case .boolean: Bool(text).map { .bool($0) }
        default: .string(text)
        }
    }
}

extension SchemaField {
    fileprivate var isRequired: Bool { if case .required = presence { true } else { false } }
}

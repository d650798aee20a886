/// The scenario with its bases, overrides and defaults put together: every value and who states it.
package struct ResolvedScenario: Sendable {
    package let root: ResolvedValue

    /// One line of YAML for each value, with its origin.
    package var lines: [ResolvedLine] {
        ResolvedLine.lines(of: root)
    }
}

/// A value as a plain ordered tree, ready to be written as JSON.
package struct ResolvedValue: Sendable {
    package enum Content: Sendable {
        case null
        case boolean(Bool)
        case number(Double)
        /// A whole number that Double might not hold, such as a seed.
        case integer(UInt64)
        case string(String)
        case list([ResolvedValue])
        case mapping([(key: String, value: ResolvedValue)])
    }

    package let content: Content
    package let origin: Origin
    /// How a scalar was written.
    let text: TreeScalar?
}

extension ResolvedScenario {
    /// Types the scalars of `tree` by the schema; what does not fit its type stays a string.
    init(of tree: TreeNode) {
        root = ResolvedValue(tree, as: .object(ScenarioSchema.root))
    }
}

extension ResolvedValue {
    fileprivate init(_ node: TreeNode, as type: SchemaType?) {
        origin = node.origin
        switch node.content {
        case .scalar(let scalar):
            content = Self.content(of: scalar, as: type)
            text = scalar
        case .list(let items):
            let itemType: SchemaType? = if case .list(let item, _, _)? = type { item } else { nil }
            content = .list(items.map { ResolvedValue($0, as: itemType) })
            text = nil
        case .mapping(let entries):
            content = .mapping(entries.map { ($0.key, ResolvedValue($0.value, as: Self.type(of: $0.key, in: type))) })
            text = nil
        }
    }

    private static func type(of key: String, in type: SchemaType?) -> SchemaType? {
        switch type {
        case .object(let object)?: object[key]?.type
        case .factorPairs(_, let range)?: .number(range)
        default: nil
        }
    }

    private static func content(of scalar: TreeScalar, as type: SchemaType?) -> Content {
        if scalar.isNull { return .null }
        switch type {
        case .integer?:
            return (try? ScalarReading.number(scalar)).flatMap { UInt64(exactly: $0) }.map { .integer($0) } ?? .string(scalar.text)
        case .number?, .percent?: return (try? ScalarReading.number(scalar)).map { .number($0) } ?? .string(scalar.text)
        case .seed?: return (try? ScalarReading.seed(scalar)).map { .integer($0) } ?? .string(scalar.text)
        case .boolean?: return (try? ScalarReading.boolean(scalar)).map { .boolean($0) } ?? .string(scalar.text)
        default: return .string(scalar.text)
        }
    }
}

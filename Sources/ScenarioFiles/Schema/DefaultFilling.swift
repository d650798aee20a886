/// Puts the schema's defaults into a tree, and its keys into the schema's order.
enum DefaultFilling {
    static func fill(_ node: TreeNode, as type: SchemaType) -> TreeNode {
        switch (type, node.content) {
        case (.object(let object), .mapping(let entries)):
            let known = object.fields.compactMap { entry(for: $0, in: node) }
            return .mapping(known + entries.filter { object[$0.key] == nil }, node.origin)
        case (.list(let type, _, _), .list(let items)):
            return TreeNode(content: .list(items.map { fill($0, as: type) }), origin: node.origin)
        default:
            return node
        }
    }

    private static func entry(for field: SchemaField, in node: TreeNode) -> TreeEntry? {
        if let stated = node.entries?.first(where: { $0.key == field.key }) {
            return TreeEntry(key: stated.key, keyOrigin: stated.keyOrigin, value: fill(stated.value, as: field.type))
        }
        let origin = Origin.schemaDefault(within: node.location)
        switch field.presence {
        case .required, .optional:
            return nil
        case .defaultsTo(let text):
            let value = TreeNode(content: .scalar(TreeScalar(text: text, isPlain: true)), origin: origin)
            return TreeEntry(key: field.key, keyOrigin: origin, value: value)
        case .defaultsToEmptyObject:
            return TreeEntry(key: field.key, keyOrigin: origin, value: fill(.mapping([], origin), as: field.type))
        }
    }
}

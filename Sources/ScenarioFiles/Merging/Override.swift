import TableFiles

/// One `--set a.b=v`, turned into a small tree that is merged over the scenario like a further scenario.yaml.
struct Override {
    private struct Refusal: Error {
        let diagnostic: Diagnostic
    }

    private let text: String
    /// Which `--set` it is, from 1.
    private let number: Int

    /// Applies the overrides in order; those that cannot be applied are reported and left out.
    static func apply(_ texts: [String], to root: TreeNode) -> (root: TreeNode, diagnostics: [Diagnostic]) {
        var root = root
        var diagnostics: [Diagnostic] = []
        for (position, text) in texts.enumerated() {
            let (overlay, found) = Override(text: text, number: position + 1).overlay(for: root)
            diagnostics += found
            guard let overlay else { continue }
            var merge = TreeMerge()
            root = merge.merge(overlay, onto: root)
            diagnostics += merge.diagnostics
        }
        return (root, diagnostics)
    }

    private func overlay(for root: TreeNode) -> (overlay: TreeNode?, diagnostics: [Diagnostic]) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            return (
                nil,
                [refusal("override-syntax", column: 1, "`\(text.excerpt)` is not path=value", "write budgets.total.amount=5e7").diagnostic]
            )
        }
        let path = text[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let valueText = text[text.index(after: equals)...]
        let source = YAMLDocument.Source(
            file: SourceNames.override, number: number, columnOffset: text[...equals].unicodeScalars.count)
        let (parsed, diagnostics) = YAMLDocument.parse(Array(valueText.utf8), source: source)
        guard diagnostics.allSatisfy({ $0.severity != .error }) else { return (nil, diagnostics) }
        let value = parsed ?? TreeNode(content: .scalar(TreeScalar(text: "", isPlain: true)), origin: source.origin(line: 1, column: 1))
        do {
            return (try overlay(path[...], value: value, at: root, as: .object(ScenarioSchema.root), column: 1), diagnostics)
        } catch {
            return (nil, diagnostics + [error.diagnostic])
        }
    }

    /// The tree that states `value` at `path` and nothing else.
    private func overlay(
        _ path: ArraySlice<String>, value: TreeNode, at node: TreeNode?, as type: SchemaType, column: Int
    ) throws(Refusal) -> TreeNode {
        guard let step = path.first else { return value }
        let rest = path.dropFirst()
        let place = Origin.override(SourceLocation(file: SourceNames.override, line: number, column: column))
        let nextColumn = column + step.unicodeScalars.count + 1
        switch type {
        case .object(let object):
            guard step != "extends" else {
                throw refusal("override-path", column: column, "`extends` cannot be set", "name the other scenario on the command line")
            }
            guard let field = object[step] else { throw unknown(step, among: object.fields.map(\.key), column, "key") }
            let inner = try overlay(rest, value: value, at: node?[step], as: field.type, column: nextColumn)
            return .mapping([TreeEntry(key: step, keyOrigin: place, value: inner)], place)
        case .factorPairs:
            return .mapping([TreeEntry(key: step, keyOrigin: place, value: value)], place)
        case .list(.object(let object), _, _):
            let ids = (node?.items ?? []).compactMap(\.id)
            guard object["id"] != nil else {
                throw refusal(
                    "override-path", column: column, "`\(step.excerpt)` goes into a list whose items have no ids", "set the whole list")
            }
            guard ids.contains(step) else { throw unknown(step, among: ids, column, "id") }
            return TreeNode(content: .list([try item(step, rest, value, node, object, place, nextColumn)]), origin: place)
        default:
            throw refusal(
                "override-path", column: column, "`\(step.excerpt)` goes into a single value or a plain list", "set the key before it")
        }
    }

    /// The item `id` with a changed key, or as a whole; null removes it.
    private func item(
        _ id: String, _ rest: ArraySlice<String>, _ value: TreeNode, _ list: TreeNode?, _ object: SchemaObject, _ place: Origin,
        _ column: Int
    ) throws(Refusal) -> TreeNode {
        let name = TreeEntry(
            key: "id", keyOrigin: place, value: TreeNode(content: .scalar(TreeScalar(text: id, isPlain: true)), origin: place))
        if rest.isEmpty, value.isNull {
            let yes = TreeNode(content: .scalar(TreeScalar(text: "true", isPlain: true)), origin: place)
            return .mapping([name, TreeEntry(key: "remove", keyOrigin: place, value: yes)], place)
        }
        if rest.first == "id" {
            throw refusal("override-path", column: column, "the id of an item cannot be set", "remove the item and add another")
        }
        let current = list?.items?.first { $0.id == id }
        let inner = try overlay(rest, value: value, at: current, as: .object(object), column: column)
        guard let entries = inner.entries else {
            throw refusal(
                "wrong-type", column: column, "`\(id)` must be set to a mapping, not \(inner.kind)", "write {amount: 5e7}, or set one key")
        }
        return .mapping([name] + entries.filter { $0.key != "id" }, place)
    }

    private func unknown(_ step: String, among known: [String], _ column: Int, _ what: String) -> Refusal {
        let guess = Suggestion.closest(to: step, among: known).map { "did you mean `\($0)`?" }
        let list = known.isEmpty ? "the list is empty" : "known: " + known.prefix(12).joined(separator: ", ")
        return refusal("override-path", column: column, "there is no \(what) `\(step.excerpt)`", guess ?? list)
    }

    private func refusal(_ code: String, column: Int, _ message: String, _ help: String) -> Refusal {
        let place = SourceLocation(file: SourceNames.override, line: number, column: column)
        return Refusal(diagnostic: .error(code, at: place, message, help: help))
    }
}

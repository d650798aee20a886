import TableFiles

/// Lays one tree over another (`extends`, `--set`): mappings key by key, lists whose items have ids by id with new ids last, other lists
/// as a whole; `null` removes a key, `{ id: x, remove: true }` an item.
struct TreeMerge {
    private(set) var diagnostics: [Diagnostic] = []

    /// `over` on top of `base`; without a base the markers of removal are still carried out.
    mutating func merge(_ over: TreeNode, onto base: TreeNode?) -> TreeNode {
        switch over.content {
        case .scalar: return over
        case .mapping(let entries): return mapping(entries, onto: base?.entries, origin: Self.origin(of: over, onto: base))
        case .list(let items):
            guard !items.isEmpty, items.allSatisfy({ $0.id != nil }) else {
                return TreeNode(content: .list(items.map { merge($0, onto: nil) }), origin: over.origin)
            }
            let isBaseByID = base?.items?.allSatisfy { $0.id != nil } ?? false
            return list(over, items, onto: isBaseByID ? base : nil)
        }
    }

    private mutating func mapping(_ entries: [TreeEntry], onto base: [TreeEntry]?, origin: Origin) -> TreeNode {
        var merged = base ?? []
        var places: [String: Int] = [:]
        for (place, entry) in merged.enumerated() { places[entry.key] = place }
        var removed = Set<String>()
        for entry in entries {
            if entry.value.isNull {
                removed.insert(entry.key)
            } else if let place = places[entry.key] {
                // An item is found by its id; that both state it does not make it the change's.
                if entry.key == "id", entry.value.scalar?.text == merged[place].value.scalar?.text { continue }
                let value = merge(entry.value, onto: merged[place].value)
                merged[place] = TreeEntry(key: entry.key, keyOrigin: entry.keyOrigin, value: value)
            } else {
                merged.append(TreeEntry(key: entry.key, keyOrigin: entry.keyOrigin, value: merge(entry.value, onto: nil)))
            }
        }
        return .mapping(merged.filter { !removed.contains($0.key) }, origin)
    }

    private mutating func list(_ over: TreeNode, _ items: [TreeNode], onto base: TreeNode?) -> TreeNode {
        var merged: [TreeNode?] = base?.items ?? []
        var places: [String: Int] = [:]
        for (place, item) in merged.enumerated() { places[item?.id ?? ""] = place }
        let known = places.keys.sorted()
        var stated: [String: SourceLocation] = [:]
        for item in items {
            let id = item.id ?? ""
            if let first = stated.updateValue(item.location, forKey: id) {
                reportDuplicate(item, id, first)
            } else if let marker = item["remove"] {
                if remove(item, id, marker, isKnown: places[id] != nil, known), let place = places[id] { merged[place] = nil }
            } else if let place = places[id] {
                merged[place] = merge(item, onto: merged[place])
            } else {
                merged.append(merge(item, onto: nil))
            }
        }
        return TreeNode(content: .list(merged.compactMap { $0 }), origin: Self.origin(of: over, onto: base))
    }

    /// A mapping or list that a `--set` reaches into is still stated by its file.
    private static func origin(of over: TreeNode, onto base: TreeNode?) -> Origin {
        if case .override = over.origin, let base, base.scalar == nil { base.origin } else { over.origin }
    }

    private mutating func reportDuplicate(_ item: TreeNode, _ id: String, _ first: SourceLocation) {
        let place = item["id"]?.location ?? item.location
        diagnostics.append(
            .error(
                "duplicate-id", at: place, "the id `\(id.excerpt)` is already used at \(first)",
                help: "ids are unique in their list; rename one"))
    }

    /// Whether the item can be removed.
    private mutating func remove(_ item: TreeNode, _ id: String, _ marker: TreeNode, isKnown: Bool, _ known: [String]) -> Bool {
        if marker.scalar != TreeScalar(text: "true", isPlain: true) || item.entries?.count != 2 {
            diagnostics.append(
                .error(
                    "remove-marker", at: marker.location, "`remove` goes with an id and nothing else, and is true",
                    help: "write { id: \(id.excerpt), remove: true }"))
            return false
        }
        if !isKnown {
            let guess = Suggestion.closest(to: id, among: known).map { "did you mean `\($0)`?" }
            diagnostics.append(
                .error(
                    "remove-unknown", at: marker.location, "there is no `\(id.excerpt)` to remove",
                    help: guess ?? (known.isEmpty ? "the base has no such list" : "known: " + known.prefix(8).joined(separator: ", "))))
        }
        return isKnown
    }
}

import TableFiles

/// Builds the tree of one YAML document from its events, refusing at once what a scenario does not need and what could hurt:
/// anchors and aliases, tags, merge keys, keys that are not text, a second document, depth, number of nodes.
struct YAMLDocument {
    /// How the places of a text become origins: those of a file, or those inside a `--set`.
    struct Source {
        let file: String
        /// The number of the `--set`.
        var number = 1
        var columnOffset = 0

        func origin(line: Int, column: Int) -> Origin {
            guard file == SourceNames.override else { return .file(SourceLocation(file: file, line: line, column: column)) }
            return .override(SourceLocation(file: file, line: number, column: columnOffset + (line == 1 ? column : 1)))
        }
    }

    /// A list or a mapping that is not finished yet.
    private struct Frame {
        let isList: Bool
        let origin: Origin
        var items: [TreeNode] = []
        var entries: [TreeEntry] = []
        /// The key whose value comes next.
        var pendingKey: (text: String, origin: Origin)?
        var lineOfKey: [String: Int] = [:]
    }

    private let source: Source
    private var frames: [Frame] = []
    private var root: TreeNode?
    private var documents = 0
    private var nodes = 0
    private var diagnostics: [Diagnostic] = []
    private var isRefused = false

    /// The document's tree; nil with at least one error when it is refused, or when it is empty.
    static func parse(_ bytes: [UInt8], source: Source) -> (root: TreeNode?, diagnostics: [Diagnostic]) {
        let checked = YAMLText.check(bytes, file: source.file)
        guard let text = checked.text else { return (nil, checked.diagnostics) }
        var document = YAMLDocument(source: source)
        do {
            try YAMLEvent.forEach(in: text) { document.take($0) }
        } catch {
            document.refuse(error, in: text)
        }
        let isSound = !document.diagnostics.contains { $0.severity == .error }
        return (isSound ? document.root : nil, checked.diagnostics + document.diagnostics)
    }

    private init(source: Source) {
        self.source = source
    }

    /// Takes one event; false stops the parser.
    private mutating func take(_ event: YAMLEvent) -> Bool {
        let origin = source.origin(line: event.line, column: event.column)
        if event.hasAnchor || event.tag != nil { refuseProperties(of: event, at: origin) }
        switch event.kind {
        case .documentStart:
            documents += 1
            if documents > 1 {
                refuse("yaml-documents", at: origin, "a second YAML document begins here", "keep one scenario in one file, without `---`")
            }
        case .alias:
            refuse("yaml-alias", at: origin, "a YAML alias (`*name`)", "write the value out, or share it through `extends`")
        case .scalar(let scalar): add(TreeNode(content: .scalar(scalar), origin: origin))
        case .listStart: open(Frame(isList: true, origin: origin))
        case .mappingStart: open(Frame(isList: false, origin: origin))
        case .listEnd, .mappingEnd: close()
        case .other: break
        }
        return !isRefused
    }

    private mutating func refuseProperties(of event: YAMLEvent, at origin: Origin) {
        if event.hasAnchor {
            refuse(
                "yaml-alias", at: origin, "a YAML anchor (`&name`)", "write the value out where it is needed, or share it through `extends`"
            )
        } else if let tag = event.tag {
            refuse("yaml-tag", at: origin, "the YAML tag `\(tag.excerpt)`", "remove it: the key decides the type")
        }
    }

    private mutating func open(_ frame: Frame) {
        if let parent = frames.last, !parent.isList, parent.pendingKey == nil {
            return refuse("yaml-key", at: frame.origin, "a key that is a list or a mapping", "keys are plain words")
        }
        guard frames.count < YAMLLimits.depth else {
            return refuse("yaml-depth", at: frame.origin, "nested more than \(YAMLLimits.depth) levels deep", "a scenario needs about five")
        }
        frames.append(frame)
    }

    private mutating func close() {
        guard let frame = frames.popLast() else { return }
        add(TreeNode(content: frame.isList ? .list(frame.items) : .mapping(frame.entries), origin: frame.origin))
    }

    /// Puts a finished node where the open frame expects it: as an item, a key, a value, or the root.
    private mutating func add(_ node: TreeNode) {
        nodes += 1
        if nodes > YAMLLimits.nodes {
            return refuse(
                "yaml-size", at: node.origin, "more than \(YAMLLimits.nodes) values", "put what there is for each segment into the tables")
        }
        guard let top = frames.indices.last else {
            root = node
            return
        }
        if frames[top].isList {
            frames[top].items.append(node)
        } else if let key = frames[top].pendingKey {
            frames[top].entries.append(TreeEntry(key: key.text, keyOrigin: key.origin, value: node))
            frames[top].pendingKey = nil
        } else {
            let text = node.scalar?.text ?? ""
            checkKey(text, node.origin, firstLine: frames[top].lineOfKey.updateValue(node.location.line, forKey: text))
            frames[top].pendingKey = (text, node.origin)
        }
    }

    private mutating func checkKey(_ text: String, _ origin: Origin, firstLine: Int?) {
        if text.isEmpty {
            refuse("yaml-key", at: origin, "an empty key", "write `key: value`")
        } else if text == "<<" {
            refuse("yaml-merge-key", at: origin, "the YAML merge key `<<`", "write the keys out, or share them through `extends`")
        } else if let firstLine {
            diagnostics.append(
                .error(
                    "duplicate-key", at: origin.location, "the key `\(text.excerpt)` is already given on line \(firstLine)",
                    help: "keep one of the two"))
        }
    }

    private mutating func refuse(_ code: String, at origin: Origin, _ message: String, _ help: String) {
        guard !isRefused else { return }
        isRefused = true
        diagnostics.append(.error(code, at: origin.location, message, help: help))
    }
}

extension YAMLDocument {
    private mutating func refuse(_ error: YAMLSyntaxError, in text: ArraySlice<UInt8>) {
        let place: SourceLocation
        if let (line, column) = error.place {
            place = source.origin(line: line, column: column).location
        } else {
            let found = YAMLText.location(of: text.startIndex + error.offset, in: text, file: source.file)
            place = source.origin(line: found.line, column: found.column).location
        }
        let reason = [error.context, error.problem].compactMap { $0 }.joined(separator: ": ")
        let line = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropFirst((error.place?.line ?? 1) - 1).first
        let hasTab = line?.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.contains(UInt8(ascii: "\t")) ?? false
        let help = hasTab ? "indent with spaces, not tabs" : "check the indentation, quotes, brackets and colons here and just above"
        diagnostics.append(.error("yaml-syntax", at: place, "this is not valid YAML (\(reason))", help: help))
        isRefused = true
    }
}

import TableFiles

/// A scenario.yaml and the bases that it extends, nearest first.
struct BaseChain {
    static let longest = 16

    private(set) var files: [SourceFile] = []
    private(set) var diagnostics: [Diagnostic] = []

    /// Reads `path`, a folder or its scenario.yaml, and base after base until one extends nothing.
    init(reading path: String) {
        let given = SourcePath.normalized(path)
        var next: String? = SourcePath.kind(given) == .folder ? SourcePath.join(given, "scenario.yaml") : given
        while let path = next {
            let (file, found) = SourceFile.read(path)
            diagnostics += found
            guard let file else { return }
            files.append(file)
            next = base(of: file)
        }
    }

    var isSound: Bool {
        diagnostics.allSatisfy { $0.severity != .error } && !files.isEmpty
    }

    /// All files merged, the farthest base first, without the keys `extends`.
    func merged() -> (root: TreeNode, diagnostics: [Diagnostic])? {
        guard isSound else { return nil }
        var merge = TreeMerge()
        var root: TreeNode?
        for file in files.reversed() {
            guard let top = file.root, let entries = top.entries else { return nil }
            root = merge.merge(.mapping(entries.filter { $0.key != "extends" }, top.origin), onto: root)
        }
        return root.map { ($0, merge.diagnostics) }
    }

    private mutating func base(of file: SourceFile) -> String? {
        guard let node = file.root?["extends"], !node.isNull else { return nil }
        guard let text = node.scalar?.text, !text.isEmpty else {
            return refuse("wrong-type", node, "extends must be a path, not \(node.kind)", "write `extends: ../base`")
        }
        guard !text.hasPrefix("/"), !text.hasPrefix("~") else {
            return refuse(
                "absolute-path", node, "extends: `\(text.excerpt)` is an absolute path", "write it relative to this file's folder")
        }
        var path = SourcePath.join(file.folder, text)
        switch SourcePath.kind(path) {
        case .folder: path = SourcePath.join(path, "scenario.yaml")
        case .file where path.hasSuffix(".yaml") || path.hasSuffix(".yml"): break
        case .missing:
            return refuse("base-not-found", node, "extends: there is no `\(SourcePath.shown(path))`", "check the name and the folder")
        case .file, .other:
            return refuse(
                "base-not-found", node, "extends: `\(SourcePath.shown(path))` is not a scenario", "name its folder or scenario.yaml")
        }
        guard SourcePath.kind(path) == .file, let real = SourcePath.real(path) else {
            return refuse("base-not-found", node, "extends: there is no `\(SourcePath.shown(path))`", "check the name and the folder")
        }
        guard let folder = SourcePath.real(SourcePath.folder(of: path)), SourcePath.isInside(real, folder) else {
            return refuse(
                "outside-folder", node, "extends: `\(SourcePath.shown(path))` is a link out of its folder", "put the file itself there")
        }
        if files.contains(where: { SourcePath.real($0.path) == real }) {
            let chain = (files.map(\.name) + [SourcePath.shown(path)]).joined(separator: " -> ")
            return refuse("extends-cycle", node, "extends goes in a circle: \(chain)", "remove one `extends`")
        }
        guard files.count < Self.longest else {
            return refuse("extends-depth", node, "more than \(Self.longest) scenarios extend one another", "merge some of them")
        }
        return path
    }

    private mutating func refuse(_ code: String, _ node: TreeNode, _ message: String, _ help: String) -> String? {
        diagnostics.append(.error(code, at: node.location, message, help: help))
        return nil
    }
}

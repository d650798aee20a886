import TableFiles

/// One scenario.yaml of a chain of bases.
struct SourceFile {
    let path: String
    /// What diagnostics call it.
    let name: String
    let bytes: [UInt8]
    /// nil when it could not be read as YAML.
    let root: TreeNode?

    var folder: String { SourcePath.folder(of: path) }

    static func read(_ path: String) -> (file: SourceFile?, diagnostics: [Diagnostic]) {
        let name = SourcePath.shown(path)
        let place = SourceLocation(file: name)
        // Opening a pipe or a device could wait for ever.
        if SourcePath.kind(path) == .other {
            return (nil, [.error("file-not-readable", at: place, "this is neither a file nor a folder", help: "name a scenario.yaml")])
        }
        let bytes: [UInt8]
        do {
            bytes = try FileBytes.read(path: path, limit: YAMLLimits.fileBytes)
        } catch {
            return (nil, [error.diagnostic(name: name)])
        }
        var (root, diagnostics) = YAMLDocument.parse(bytes, source: .init(file: name))
        if diagnostics.allSatisfy({ $0.severity != .error }) {
            if root?.isNull ?? true {
                root = nil
                diagnostics.append(
                    .error("empty-file", at: place, "the file is empty", help: "begin with `schema: \(ScenarioSchema.versions[0])`"))
            } else if let node = root, node.entries == nil {
                root = nil
                diagnostics.append(
                    .error(
                        "wrong-type", at: node.location, "the file must be a mapping, not \(node.kind)",
                        help: "begin with `schema: \(ScenarioSchema.versions[0])`"))
            }
        }
        return (SourceFile(path: path, name: name, bytes: bytes, root: root), diagnostics)
    }
}

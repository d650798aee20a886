import TableFiles

/// A table that scenario.yaml names: where it lies and what it is called.
struct TableFile {
    let path: String
    let name: String

    /// Finds the file that `node` names, seen from the file that states it. It must lie in the scenario's folder or one of its bases',
    /// links followed.
    static func find(_ node: TreeNode, key: String, in chain: BaseChain) -> Result<TableFile, TableRefusal> {
        guard let text = node.text, let folder = folder(stating: node, in: chain) else { return .failure(TableRefusal(diagnostic: nil)) }
        func refuse(_ code: String, _ message: String, _ help: String) -> Result<TableFile, TableRefusal> {
            .failure(TableRefusal(diagnostic: .error(code, at: node.location, "\(key): \(message)", help: help)))
        }
        guard !text.hasPrefix("/"), !text.hasPrefix("~") else {
            return refuse("absolute-path", "`\(text.excerpt)` is an absolute path", "write it relative to the folder of this file")
        }
        let path = SourcePath.join(folder, text)
        let folders = chain.files.map { SourcePath.absolute($0.folder) }
        let realFolders = chain.files.compactMap { SourcePath.real($0.folder) }
        let real = SourcePath.real(path)
        let isInside =
            real.map { real in realFolders.contains { SourcePath.isInside(real, $0) } }
            ?? folders.contains { SourcePath.isInside(SourcePath.absolute(path), $0) }
        guard isInside else {
            return refuse(
                "outside-folder", "`\(text.excerpt)` lies outside the folders of the scenario and its bases",
                "copy the file into the folder")
        }
        switch SourcePath.kind(path) {
        case .file: return .success(TableFile(path: path, name: SourcePath.shown(path)))
        case .missing: return refuse("file-not-found", "there is no file `\(text.excerpt)`", "check the name and the folder")
        case .folder, .other: return refuse("file-not-readable", "`\(text.excerpt)` is not a file", "name a CSV file")
        }
    }

    private static func folder(stating node: TreeNode, in chain: BaseChain) -> String? {
        if case .override = node.origin { return chain.files.first?.folder }
        return chain.files.first { $0.name == node.location.file }?.folder
    }
}

/// Why a table cannot be read; without a diagnostic when that is said elsewhere.
struct TableRefusal: Error {
    let diagnostic: Diagnostic?
}

import TableFiles

/// A scenario's files as a folder that can be read again, for what keeps its inputs beside its results.
package struct InputCopy: Sendable {
    /// Paths within the folder, scenario.yaml first.
    package let files: [(path: String, bytes: [UInt8])]

    /// The files as they are where scenario.yaml states everything itself; else a scenario.yaml with bases and overrides put in, the
    /// tables beside it, and the files as they were under `sources/`.
    ///
    /// - Parameter overrides: texts of `--set` that the scenario was read with.
    /// - Precondition: the scenario was read without an error.
    package init(of reading: ScenarioReading, overrides: [String]) {
        guard let resolved = reading.resolved, let main = reading.inputs.first else { preconditionFailure("nothing was read") }
        let tables = reading.inputs.filter { $0.key != nil }
        let folder = SourcePath.folder(of: main.name)
        let paths = tables.map { Self.path(of: $0.name, within: folder) }
        let isPlain = overrides.isEmpty && !reading.inputs.contains { $0.role == .base } && !paths.contains(nil)
        var files: [(path: String, bytes: [UInt8])] = []
        if isPlain {
            files =
                [("scenario.yaml", main.bytes)]
                + zip(tables, paths).compactMap { table, path in path.map { (path: $0, bytes: table.bytes) } }
        } else {
            let names = tables.map(Self.fileName)
            let keys = Dictionary(zip(tables.compactMap(\.key), names)) { first, _ in first }
            let lines = [Self.heading] + ResolvedScenario(root: resolved.root.naming(keys)).lines.map(\.text)
            files = [("scenario.yaml", Array((lines.joined(separator: "\n") + "\n").utf8))]
            files += zip(names, tables).map { (path: $0, bytes: $1.bytes) }
            files += Self.sources(of: reading, overrides: overrides)
        }
        var known = Set<String>()
        self.files = files.filter { known.insert($0.path).inserted }
    }

    private static let heading = "# Bases and overrides are put in; sources/ has the files as they were."

    private static func sources(of reading: ScenarioReading, overrides: [String]) -> [(path: String, bytes: [UInt8])] {
        let files = reading.inputs.filter { [.scenario, .base].contains($0.role) }.enumerated().map { number, file in
            (path: number == 0 ? "sources/scenario.yaml" : "sources/base-\(number).yaml", bytes: file.bytes)
        }
        guard !overrides.isEmpty else { return files }
        return files + [("sources/overrides.txt", Array(overrides.map { $0 + "\n" }.joined().utf8))]
    }

    /// nil where the file lies outside of the folder.
    private static func path(of name: String, within folder: String) -> String? {
        guard !folder.isEmpty else { return name.hasPrefix("/") || name.hasPrefix("../") ? nil : name }
        return name.hasPrefix(folder + "/") ? String(name.dropFirst(folder.count + 1)) : nil
    }

    /// `tables.segments.file` is `segments.csv`, whatever the file was called.
    private static func fileName(_ input: InputFile) -> String {
        var words = (input.key ?? "").split(separator: ".").map(String.init)
        if words.first == "tables" { words.removeFirst() }
        if words.last == "file" { words.removeLast() }
        let last = SourcePath.lastComponent(of: input.name)
        let ending = last.lastIndex(of: ".").map { String(last[$0...]) } ?? ".csv"
        return words.joined(separator: "-") + ending
    }
}

extension ResolvedValue {
    /// The same with other texts at some paths of keys.
    fileprivate func naming(_ texts: [String: String], at path: String = "") -> ResolvedValue {
        if let text = texts[path] {
            return ResolvedValue(content: .string(text), origin: origin, text: TreeScalar(text: text, isPlain: true))
        }
        guard case .mapping(let entries) = content else { return self }
        let named = entries.map { entry in
            (key: entry.key, value: entry.value.naming(texts, at: path.isEmpty ? entry.key : "\(path).\(entry.key)"))
        }
        return ResolvedValue(content: .mapping(named), origin: origin, text: text)
    }
}

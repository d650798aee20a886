import TableFiles

extension InvalidInput {
    /// What is wrong with an option of the command line, which stands in for the file.
    init(_ code: String, option: String, _ message: String, help: String) {
        self.init(diagnostics: [.error(code, at: SourceLocation(file: option), message, help: help)])
    }

    /// Passes a name that the scenario knows, and nil.
    ///
    /// - Throws: `InvalidInput` for any other.
    static func checkName(_ name: String?, among known: [String], kind: String, option: String) throws {
        guard let name, !known.contains(name) else { return }
        let help =
            if let meant = Suggestion.closest(to: name, among: known) {
                "did you mean `\(meant)`?"
            } else if known.isEmpty {
                "the scenario has none"
            } else {
                "known: \(known.prefix(mostNames).joined(separator: ", "))\(known.count > mostNames ? ", ..." : "")"
            }
        throw InvalidInput("unknown-\(kind)", option: option, "there is no \(kind) `\(name)` in the scenario", help: help)
    }

    private static let mostNames = 12
}

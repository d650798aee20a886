import TableFiles

/// A name on the command line that the scenario does not know.
package struct UnknownName: Error, CustomStringConvertible {
    package let description: String

    static func check(_ name: String?, among known: [String], kind: String) throws {
        guard let name, !known.contains(name) else { return }
        let suggestion = Suggestion.closest(to: name, among: known).map { ", did you mean `\($0)`?" } ?? ""
        throw UnknownName(description: "there is no \(kind) `\(name)` in the scenario\(suggestion)")
    }
}

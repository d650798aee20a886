import Foundation
import Testing

/// docs/formulation.md says where each symbol is in the code: every name in it must be there.
@Suite struct FormulationTests {
    private static let root = Repository.tests.deletingLastPathComponent()

    /// All sources as one text.
    private static let sources: String = {
        let folder = root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return files.filter { $0.pathExtension == "swift" }.compactMap { try? String(contentsOf: $0, encoding: .utf8) }.joined()
    }()

    /// Names that the sources declare.
    private static let declared: Set<Substring> = {
        let declaration = /\b(?:struct|class|enum|protocol|typealias|func|let|var|case)\s+([A-Za-z]\w*)/
        let listed = /\bcase\s+([a-z]\w*(?:,\s*[a-z]\w*)+)/
        let separators = /,\s*/
        return Set(sources.matches(of: declaration).map(\.1))
            .union(sources.matches(of: listed).flatMap { $0.1.split(separator: separators) })
    }()

    @Test func everyNameInTheFormulationIsDeclaredInTheCode() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/formulation.md"), encoding: .utf8)
        let quoted = text.matches(of: /`([^`]+)`/).map(\.1)
        #expect(quoted.count > 100)
        for name in quoted {
            // A row's name, such as budget:ID, stands in the code up to the colon.
            if let kind = name.wholeMatch(of: /([a-z]+:)[A-Za-z]+/)?.1 {
                #expect(Self.sources.contains("\"\(kind)"), "row \(name)")
                continue
            }
            // A key of the files stands in the code as text.
            if name.contains("_") {
                #expect(Self.sources.contains("\"\(name)\""), "key \(name)")
                continue
            }
            for part in name.prefix(while: { $0 != "(" }).split(separator: ".") {
                #expect(Self.declared.contains(part), "\(name): nothing in Sources declares \(part)")
            }
        }
    }
}

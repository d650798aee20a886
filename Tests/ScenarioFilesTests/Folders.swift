import Foundation

/// Folders of the repository, found from this file.
enum Folders {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let references = repository.appending(path: "Tests/Fixtures/reference")
    static let invalidScenarios = repository.appending(path: "scenarios/invalid")

    /// The names of the folders in `folder`, sorted.
    static func cases(in folder: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: folder.appending(path: "\($0)/scenario.yaml").path) }.sorted()
    }
}

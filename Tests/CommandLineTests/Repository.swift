import Foundation
import Testing

/// Folders of the repository, found from this file's own place.
enum Repository {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let reference = path(of: tests.appending(path: "Fixtures/reference"))
    static let scenarios = path(of: tests.deletingLastPathComponent().appending(path: "scenarios"))

    /// Names of the reference cases.
    static let cases = folders(in: reference)

    /// Names of the scenarios that ship.
    static let shipped = folders(in: scenarios).filter { $0 != "invalid" }

    /// Every scenario a user may open: the folder it is in, and its name.
    static let all = shipped.map { Place(folder: scenarios, name: $0) } + cases.map { Place(folder: reference, name: $0) }

    struct Place: CustomTestStringConvertible {
        let folder: String
        let name: String
        var testDescription: String { name }
    }

    private static func folders(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/scenario.yaml") }.sorted()
    }

    private static func path(of url: URL) -> String {
        url.path(percentEncoded: false)
    }
}

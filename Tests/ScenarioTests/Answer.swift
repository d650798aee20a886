import Foundation
import OfferPipeline
import OfferResults
import Testing

/// A scenario of the repository and what the library answers to it.
struct Answer: CustomTestStringConvertible {
    let name: String
    let folder: String
    private let result: Result<ResultDocument, any Error>

    var testDescription: String { name }

    /// - Throws: what the pipeline threw.
    var document: ResultDocument {
        get throws { try result.get() }
    }

    private init(name: String, folder: URL) {
        self.name = name
        self.folder = folder.path(percentEncoded: false)
        result = Result { [folder = self.folder] in
            try OptimizeStage(ScenarioStage(path: folder, overrides: [], threads: 2)).run().document
        }
    }

    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The scenarios that ship: all but those in scenarios/invalid.
    static let shipped = answers(in: tests.deletingLastPathComponent().appending(path: "scenarios")).filter { $0.name != "invalid" }
    static let reference = answers(in: tests.appending(path: "Fixtures/reference"))
    static let all = shipped + reference
    /// Those with a plan.
    static let solved = all.filter { (try? $0.document.totals) != nil }

    private static func answers(in folder: URL) -> [Answer] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        return names.sorted().map { (name: $0, folder: folder.appending(path: $0)) }.filter {
            FileManager.default.fileExists(atPath: $0.folder.appending(path: "scenario.yaml").path(percentEncoded: false))
        }.map(Answer.init)
    }
}

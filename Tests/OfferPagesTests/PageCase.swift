import Foundation
import OfferEconomics
import OfferPages
import OfferPipeline
import OfferResults
import TableFiles

/// A scenario run through all stages, and its page.
struct PageCase: Sendable {
    let name: String
    let documents: RunDocuments
    let html: String

    /// - Parameters:
    ///   - replications, draws: few, for the time that the tests may take.
    init(
        _ name: String, in folder: URL, overrides: [String] = [], threads: Int = 2, replications: Int = 4, draws: Int = 200
    ) throws {
        let stage = try ScenarioStage(
            path: folder.path(percentEncoded: false), overrides: overrides + ["uncertainty.draws=\(draws)"], threads: threads)
        let planned = try OptimizeStage(stage).run()
        self.name = name
        documents = RunDocuments(
            result: planned.document, simulation: try SimulateStage(planned, replications: replications).run(),
            stress: StressStage(planned, draws: draws, sampling: .sobol).run(), settlement: try? SettleStage(stage).run(planned),
            frontier: try? FrontierStage(stage, question: FrontierQuestion(row: nil, from: nil, to: nil), mostBreakpoints: 100).run(),
            figures: FiguresStage(planned, drawsMonths: true).run())
        html = RunPage(documents).html
        try writeIfWanted()
    }

    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    static func shipped(_ name: String) -> URL { tests.deletingLastPathComponent().appending(path: "scenarios/\(name)") }

    static func reference(_ name: String) -> URL { tests.appending(path: "Fixtures/reference/\(name)") }

    /// Pages for the tests in a browser, in the folder that the environment names.
    private func writeIfWanted() throws {
        guard let folder = ProcessInfo.processInfo.environment["OFFERBENCH_TEST_PAGES"] else { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try html.write(toFile: "\(folder)/\(name).html", atomically: true, encoding: .utf8)
        try Data(documents.result.json.bytes).write(to: URL(filePath: "\(folder)/\(name).json"))
    }
}

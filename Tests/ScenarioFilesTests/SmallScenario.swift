import Foundation
import ScenarioFiles
import TableFiles

/// A scenario folder in a temporary place: two offers, three segments, each file replaceable.
struct SmallScenario {
    static let yaml = """
        schema: offerbench/1
        name: Small
        currency: RUB
        assets:
          - { id: grocery, earn_share: 1, margin: 0.2 }
          - { id: bank }
          - { id: tickets, external: true }
        offers:
          - { id: card, sponsor: bank, percents: [3, 5], monthly_caps: [500], months: [1, 3] }
          - { id: theatre, sponsor: tickets, percents: [1, 2], months: [1] }
        tables:
          segments: { file: segments.csv }
          responses: { file: responses.csv }
          values: { file: values.csv }
        budgets:
          - { id: total, amount: 1000000 }
          - { id: bank, sponsor: bank, amount: 400000 }

        """
    static let segments = """
        segment,macro,customers,monthly_spend,spend_cv,monthly_redemption,base_percent
        s2,families,2000,9000,0.4,0.3,1
        s1,families,1000,12000,0.5,0.3,1
        s3,pensioners,500,6000,0.3,0.4,1

        """
    static let responses = """
        segment,offer,organic,intercept,slope,ceiling
        *,card,0.01,-3,0.2,0.5
        *,theatre,0.01,-3,0.3,

        """
    static let values = """
        segment,offer,asset,value_now,value_if_completed
        *,card,bank,100,400
        *,card,grocery,500,550

        """
    static let files = ["scenario.yaml": yaml, "segments.csv": segments, "responses.csv": responses, "values.csv": values]

    let folder: URL

    /// Writes the files; those in `changes` instead of, or beside, the usual ones.
    init(_ changes: [String: String] = [:]) throws {
        try self.init(bytes: Self.files.merging(changes) { $1 }.mapValues { Array($0.utf8) })
    }

    init(bytes: [String: [UInt8]]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "scenario-\(UUID().uuidString)")
        try write(bytes)
    }

    func write(_ bytes: [String: [UInt8]]) throws {
        for (name, content) in bytes {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content).write(to: file)
        }
    }

    func read(overrides: [String] = [], path: String = "") -> ScenarioReading {
        ScenarioReader.read(path: folder.appending(path: path).path, overrides: overrides)
    }

    /// Reads and removes the folder.
    static func read(_ changes: [String: String] = [:], overrides: [String] = [], path: String = "") throws -> ScenarioReading {
        let scenario = try SmallScenario(changes)
        defer { scenario.remove() }
        return scenario.read(overrides: overrides, path: path)
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }
}

extension ScenarioReading {
    var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

    var codes: [String] { diagnostics.map(\.code) }
}

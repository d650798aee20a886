import Execution
import Foundation
import OfferLearning
import OfferModel
import ScenarioFiles
import TableFiles
import Testing

/// Three segments, two offers, each file replaceable, read from a folder as a user's would be.
struct SmallTables {
    static let yaml = """
        schema: offerbench/1
        name: Small
        currency: RUB
        as_of: 2026-11-01
        assets:
          - { id: grocery, earn_share: 1, margin: 0.2 }
          - { id: bank }
          - { id: tickets, external: true }
        offers:
          - { id: card, sponsor: bank, percents: [3, 5], monthly_caps: [500], months: [1, 3] }
          - { id: theatre, sponsor: tickets, percents: [1, 2], months: [1] }
        tables:
          segments: { file: segments.csv, business_date: 2026-10-31, lag_days: 1 }
          responses: { file: responses.csv }
          values: { file: values.csv }
        uncertainty: { uptake: 0.3, spend: 0.1, redemption: 0.2, fraud: 0.5, value: 0.15, segment_sd: { uptake: 0.1 } }

        """
    static let segments = """
        segment,macro,customers,monthly_spend,spend_cv,monthly_redemption,base_percent,completed
        s1,families,1000,12000,0.5,0.3,1,
        s2,families,2000,9000,0.4,0.3,1,card
        s3,pensioners,500,6000,0.3,0.4,1,

        """
    static let responses = """
        segment,offer,organic,intercept,slope,ceiling,percent,completion
        *,card,0.01,-3,0.2,0.5,,
        macro:families,card,0.02,-3,0.2,,,
        *,theatre,0.01,,,,1,0.02
        *,theatre,0.01,,,,2,0.03

        """
    static let values = """
        segment,offer,asset,value_now,value_if_completed
        *,card,bank,100,400
        s3,card,grocery,500,550

        """

    let reading: ScenarioReading
    let quality: DataQuality

    /// - Parameter changes: files to put in place of the usual ones, or beside them; nil for a file that is not there.
    init(_ changes: [String: String?] = [:]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "data-quality-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let usual: [String: String?] = [
            "scenario.yaml": Self.yaml, "segments.csv": Self.segments, "responses.csv": Self.responses, "values.csv": Self.values,
        ]
        for (name, text) in usual.merging(changes, uniquingKeysWith: { $1 }) {
            if let text { try Data(text.utf8).write(to: folder.appending(path: name)) }
        }
        reading = ScenarioReader.read(path: folder.path)
        quality = DataQuality(of: try #require(reading.tables), workers: Workers(threads: 2))
    }

    /// The usual tables with one text of one file replaced, which must be there.
    init(_ file: String, _ text: String, _ replacement: String) throws {
        let usual = ["scenario.yaml": Self.yaml, "segments.csv": Self.segments, "responses.csv": Self.responses, "values.csv": Self.values]
        let content = try #require(usual[file])
        try #require(content.contains(text), "\(file) has no \(text)")
        try self.init([file: content.replacing(text, with: replacement)])
    }

    func check(_ kind: DataCheck.Kind, of table: String, column: String? = nil) throws -> DataCheck {
        try #require(quality.checks.first { $0.kind == kind && $0.table == table && $0.column == column })
    }
}

extension DataCheck {
    /// The examples without the way to their folder: `segments.csv:3:4: customers: the cell is blank`.
    var lines: [String] {
        examples.map { example in
            let location = example.location
            return "\(URL(filePath: location.file).lastPathComponent):\(location.line):\(location.column): \(example.message)"
        }
    }
}

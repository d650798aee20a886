import Execution
import Foundation
import OfferLearning
import ScenarioFiles
import TableFiles
import Testing

/// The data checks and the readers of tables are two programs for one set of rules: on damaged tables they must agree.
@Suite("Data checks beside the readers")
struct DataCheckTests {
    /// Checks whose failures a reader must refuse, and the other way round.
    private static let kinds: Set<DataCheck.Kind> = [.format, .completeness, .duplicates, .references, .ranges]

    private static let wide = """
        segment,macro,customers,monthly_spend,spend_cv,monthly_redemption,base_percent,contacts,completed,value_now.bank,value_if.card.bank
        s1,north,1000,12000,0.5,0.3,1,1,,10,40
        s2,south,2000,9000,0.4,0.3,1.25,,card;theatre,,
        s3,south,500,6000,0.3,0.4,1,2,,0,5

        """

    @Test("What the readers refuse fails a check, and nothing else does", arguments: 0..<4)
    func agree(part: Int) throws {
        var files = part.isMultiple(of: 2) ? SmallScenario.files : FullScenario.files
        if part == 2 { files["segments.csv"] = Self.wide }
        var mutation = Mutation(of: files.filter { $0.key.hasSuffix(".csv") }, seed: 200 + part)
        let scenario = try SmallScenario(bytes: files.mapValues { Array($0.utf8) })
        defer { scenario.remove() }
        var (refused, read) = (0, 0)
        for round in 0..<Mutation.count / 40 {
            let changes = round.isMultiple(of: 3) ? mutation.nextNumbers() : mutation.next()
            try scenario.write(changes)
            let reading = scenario.read()
            let quality = DataQuality(of: try #require(reading.tables), workers: Workers(threads: 1))
            let failed = quality.checks.filter { Self.kinds.contains($0.kind) && $0.verdict == .fail }
            let text = changes.sorted { $0.key < $1.key }.map { "\($0.key):\n\(String(decoding: $0.value, as: UTF8.self))" }.joined()
            #expect(reading.errorsOutsideTables == [], "\(text)")
            #expect(failed.isEmpty != reading.hasErrors, "\(reading.errors)\n\(failed)\n\(text)")
            if !reading.hasErrors {
                let quick = DataQuality(of: try #require(reading.tables), areSound: true, workers: Workers(threads: 2))
                #expect(quick.checks == quality.checks, "\(text)")
            }
            for check in quality.checks { #expect(check.examples.count <= check.count, "\(check)") }
            refused += reading.hasErrors ? 1 : 0
            read += reading.hasErrors ? 0 : 1
            try scenario.write(mutation.sound.filter { changes[$0.key] != nil })
        }
        #expect(refused > 50 && read > 50, "\(refused) refused, \(read) read")
    }

    @Test("Reference scenarios pass", arguments: ReferenceScenarioTests.cases)
    func references(name: String) throws {
        let reading = ScenarioReader.read(path: Folders.references.appending(path: name).path)
        let quality = DataQuality(of: try #require(reading.tables), workers: Workers(threads: 2))
        #expect(quality.failures.isEmpty, "\(quality.failures)")
    }
}

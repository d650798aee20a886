import Execution
import Foundation
import OfferLearning
import OfferModel
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

    private static let experiment = """
        customer,segment,offer,percent,monthly_cap,months,value,cost,completed,visits
        a,s1,card,3,500,1,8,2,1,3
        b,s1,,,,,4,0,0,1
        c,s2,theatre,2,,,9,1.5,0,2
        d,s2,card,5,,3,12,2,1,0
        e,s3,,,,,-3,0,0,1

        """

    /// The agreement alone on the customers of an experiment, with two offers and with one that a percent alone speaks of.
    @Test("What the reader of an experiment refuses fails a check, and nothing else does", arguments: 0..<2)
    func agreeOnExperiments(part: Int) throws {
        var files = SmallScenario.files
        var yaml = SmallScenario.yaml.replacing(
            "  values: { file: values.csv }", with: "  values: { file: values.csv }\n  experiment: { file: experiment.csv }")
        yaml += "experiment: { columns: { value: worth }, quantities: [visits] }\n"
        var table = Self.experiment.replacing(",value,", with: ",worth,")
        if part == 1 {
            yaml = yaml.replacing("  - { id: theatre, sponsor: tickets, percents: [1, 2], months: [1] }\n", with: "")
            files["responses.csv"] = SmallScenario.responses.replacing("*,theatre,0.01,-3,0.3,\n", with: "")
            table = table.replacing("c,s2,theatre,2,,,", with: "c,s2,card,5,,3,")
            for text in ["offer,", ",card,", ",,,,,"] {
                table = table.replacing(text, with: text == "offer," ? "" : text == ",card," ? "," : ",,,,")
            }
        }
        files["scenario.yaml"] = yaml
        var mutation = Mutation(of: ["experiment.csv": table], seed: 300 + part)
        files["experiment.csv"] = table
        let scenario = try SmallScenario(bytes: files.mapValues { Array($0.utf8) })
        defer { scenario.remove() }
        let sound = scenario.read()
        #expect(sound.scenario?.experiment != nil, "\(sound.errors)")
        var (refused, read) = (0, 0)
        for round in 0..<Mutation.count / 20 {
            let changes = round.isMultiple(of: 3) ? mutation.nextNumbers() : mutation.next()
            try scenario.write(changes)
            let reading = scenario.read()
            let quality = DataQuality(of: try #require(reading.tables), workers: Workers(threads: 1))
            let failed = quality.checks.filter { Self.kinds.contains($0.kind) && $0.verdict == .fail }
            let text = String(decoding: changes["experiment.csv"] ?? [], as: UTF8.self)
            #expect(failed.isEmpty != reading.hasErrors, "\(reading.errors)\n\(failed)\n\(text)")
            if !reading.hasErrors {
                let quick = DataQuality(of: try #require(reading.tables), areSound: true, workers: Workers(threads: 1))
                #expect(quick.checks == quality.checks, "\(text)")
            }
            refused += reading.hasErrors ? 1 : 0
            read += reading.hasErrors ? 0 : 1
        }
        #expect(refused > 50 && read > 50, "\(refused) refused, \(read) read")
    }

    @Test("An experiment that showed nothing of the grids fails as a whole")
    func nothingInTheGrid() throws {
        let yaml = SmallScenario.yaml.replacing(
            "  values: { file: values.csv }", with: "  values: { file: values.csv }\n  experiment: { file: experiment.csv }")
        let scenario = try SmallScenario([
            "scenario.yaml": yaml, "experiment.csv": "segment,offer,percent,months,value\ns1,card,4,1,8\n",
        ])
        defer { scenario.remove() }
        let reading = scenario.read()
        let quality = DataQuality(of: try #require(reading.tables), refusals: reading.errors, workers: Workers(threads: 1))
        #expect(quality.failures.map(\.table) == ["experiment"] && quality.failures[0].examples.count == 1, "\(quality.failures)")
    }

    @Test("Reference scenarios pass", arguments: ReferenceScenarioTests.cases)
    func references(name: String) throws {
        let reading = ScenarioReader.read(path: Folders.references.appending(path: name).path)
        let quality = DataQuality(of: try #require(reading.tables), workers: Workers(threads: 2))
        #expect(quality.failures.isEmpty, "\(quality.failures)")
    }
}

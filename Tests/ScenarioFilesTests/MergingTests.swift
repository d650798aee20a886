import Foundation
import OfferModel
import ScenarioFiles
import TableFiles
import Testing

@Suite("Bases and overrides")
struct MergingTests {
    /// Reads `over/scenario.yaml`, which extends the small scenario in `base/`.
    private func read(_ over: String, overrides: [String] = []) throws -> ScenarioReading {
        var files = SmallScenario.files.reduce(into: [String: String]()) { $0["base/\($1.key)"] = $1.value }
        files["over/scenario.yaml"] = "extends: ../base\n" + over
        return try SmallScenario.read(files, overrides: overrides, path: "over")
    }

    @Test("A scenario that only extends is its base")
    func inherits() throws {
        let reading = try read("name: Over\n")
        let scenario = try #require(reading.scenario)
        #expect(scenario.name == "Over")
        #expect(scenario.budgets.map(\.id) == ["total", "bank"])
        #expect(reading.inputs.map(\.role) == [.scenario, .base, .segments, .responses, .values])
    }

    @Test("Lists with ids merge by id, new ids last")
    func mergesByID() throws {
        let reading = try read("budgets:\n  - { id: new, amount: 7 }\n  - { id: bank, amount: 5 }\n")
        let scenario = try #require(reading.scenario)
        #expect(scenario.budgets.map(\.id) == ["total", "bank", "new"])
        #expect(scenario.budgets.map(\.amount) == [1_000_000, 5, 7])
        #expect(scenario.budgets[1].sponsor == AssetIndex(1))
    }

    @Test("Items are removed by their marker, keys by null")
    func removes() throws {
        let reading = try read("budgets:\n  - { id: total, remove: true }\n  - { id: bank, sponsor: null }\n")
        let scenario = try #require(reading.scenario)
        #expect(scenario.budgets.map(\.id) == ["bank"])
        #expect(scenario.budgets[0].sponsor == nil)
    }

    @Test("Other lists are replaced")
    func replaces() throws {
        let scenario = try #require(try read("offers:\n  - { id: card, percents: [7] }\n").scenario)
        #expect(scenario.offers[0].percents == [Percent(basisPoints: 700)])
        #expect(scenario.offers[0].months == [1, 3])
    }

    @Test("A table belongs to the file that states it")
    func findsTables() throws {
        var files = SmallScenario.files.reduce(into: [String: String]()) { $0["base/\($1.key)"] = $1.value }
        files["over/scenario.yaml"] = "extends: ../base\ntables: { values: { file: own.csv } }\n"
        files["over/own.csv"] = "segment,offer,asset,value_now,value_if_completed\n*,card,bank,1,2\n"
        let scenario = try #require(try SmallScenario.read(files, path: "over").scenario)
        #expect(scenario.values[SegmentIndex(0), OfferIndex(0), AssetIndex(1)] == ValueStep(now: 1, ifCompleted: 2))
    }

    @Test("Overrides reach keys, items and absent keys, after extends")
    func overrides() throws {
        let reading = try read(
            "mode: single\n",
            overrides: [
                "budgets.total.amount=5e7", "offers.card.percents=[4, 6]", "granularity=macro", "budgets.bank=null",
                "programme.max_total_percent=18", "mode=split",
            ])
        #expect(reading.errors == [])
        let scenario = try #require(reading.scenario)
        #expect(scenario.budgets.map(\.id) == ["total"])
        #expect(scenario.budgets[0].amount == 5e7)
        #expect(scenario.offers[0].percents.map(\.percent) == [4, 6])
        #expect(scenario.granularity == .macro && scenario.mode == .split)
        #expect(scenario.programme.maxTotalPercent == 18)
    }

    @Test("Each value knows who states it")
    func knowsOrigins() throws {
        let reading = try read("budgets:\n  - { id: bank, amount: 5 }\n", overrides: ["budgets.total.amount=5e7"])
        let all = try #require(reading.resolved).lines
        let budgets = all.firstIndex { $0.text == "budgets:" } ?? 0
        func origin(_ text: String, after start: String) -> String? {
            let lines = start == "schema: offerbench/1" ? all[...] : all[budgets...]
            let first = lines.firstIndex { $0.text == start } ?? lines.startIndex
            return lines[first...].first { $0.text.hasPrefix(text) }.map { $0.origin.label }
        }
        #expect(origin("mode: split", after: "schema: offerbench/1") == "default")
        #expect(origin("name: Small", after: "schema: offerbench/1")?.hasSuffix("base/scenario.yaml:2:7") == true)
        #expect(origin("    amount: 5e7", after: "  - id: total") == "--set")
        #expect(origin("  - id: total", after: "budgets:")?.hasSuffix("base/scenario.yaml:16:11") == true)
        #expect(origin("    amount: 5", after: "  - id: bank")?.hasSuffix("over/scenario.yaml:3:25") == true)
        #expect(origin("    sponsor: bank", after: "  - id: bank")?.hasSuffix("base/scenario.yaml:17:26") == true)
    }

    @Test("A base that is a link out of its folder is refused")
    func refusesLinks() throws {
        let scenario = try SmallScenario(["elsewhere/scenario.yaml": SmallScenario.yaml, "over/scenario.yaml": "extends: ../base\n"])
        defer { scenario.remove() }
        let base = scenario.folder.appending(path: "base")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: base.appending(path: "scenario.yaml"), withDestinationURL: scenario.folder.appending(path: "elsewhere/scenario.yaml"))
        #expect(scenario.read(path: "over").codes == ["outside-folder"])
    }

    @Test("A chain of bases has a limit")
    func limitsChain() throws {
        var files: [String: String] = [:]
        for level in 0..<20 { files["\(level)/scenario.yaml"] = "extends: ../\(level + 1)\n" }
        files["20/scenario.yaml"] = SmallScenario.yaml
        #expect(try SmallScenario.read(files, path: "0").codes == ["extends-depth"])
    }

    @Test("The resolved lines read back as the same scenario")
    func resolvedReadsBack() throws {
        let resolved = try #require(try SmallScenario.read().resolved).lines.map(\.text).joined(separator: "\n")
        let again = try #require(try SmallScenario.read(["scenario.yaml": resolved]).resolved).lines.map(\.text)
        #expect(again.joined(separator: "\n") == resolved)
    }

    @Test("Resolved scalars are typed, large seeds exactly")
    func typesScalars() throws {
        let reading = try SmallScenario.read(overrides: ["seed=18446744073709551615", "name=2026"])
        guard case .mapping(let entries)? = reading.resolved?.root.content else {
            Issue.record("no mapping")
            return
        }
        let contents = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value.content) })
        guard case .integer(.max)? = contents["seed"], case .string("2026")? = contents["name"] else {
            Issue.record("\(contents)")
            return
        }
    }

    @Test("The resolved scenario is there even when tables are wrong")
    func resolvesDespiteTables() throws {
        let reading = try SmallScenario.read(["segments.csv": "nothing\n1\n"])
        #expect(reading.scenario == nil && reading.resolved != nil)
    }
}

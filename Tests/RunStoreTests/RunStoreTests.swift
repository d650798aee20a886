import Foundation
import OfferEconomics
import OfferPipeline
import OfferResults
import RunStore
import Testing

@Suite("Run store") struct RunStoreTests {
    private static let documents: RunDocuments = {
        let scenarios = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = scenarios.appending(path: "scenarios/coalition-launch").path(percentEncoded: false)
        let stage = try! ScenarioStage(path: path, overrides: [], threads: 1)
        let planned = try! OptimizeStage(stage).run()
        return RunDocuments(result: planned.document, simulation: nil, stress: nil, settlement: nil, frontier: nil)
    }()

    private func record(_ id: String, scenario: String = "launch", at day: Int = 1, cost: Double? = 7.5) -> RunRecord {
        RunRecord(
            id: id, scenario: scenario, title: "Launch", folder: "out/\(scenario)", state: .writing, outcome: "done", status: "optimal",
            isComplete: true, version: "0", inputs: "aa", key: "key-\(id)", currency: "RUB",
            startedAt: "2026-11-\(day < 10 ? "0" : "")\(day)T02:00:00Z", seconds: 1.5, objections: ["one", "two"], objective: nil,
            cost: cost)
    }

    @Test func aRunIsReadBackAsItWasWritten() throws {
        let store = try RunStore()
        let run = record("aa01")
        try store.record(run, Self.documents)
        #expect(try store.run("aa01") == run)
        try store.finish("aa01")
        #expect(try store.run("aa01")?.state == .done)
        #expect(try store.run("aa02") == nil)
        let lines = try store.lines(of: "aa01")
        let result = Self.documents.result
        #expect(lines.count == result.recommendations.count && lines.count > 20)
        #expect(lines.reduce(0) { $0 + $1.cost } == lines.map(\.cost).reduce(0, +))
        #expect(abs(lines.reduce(0) { $0 + $1.cost } - result.totals!.cost) < 1e-6 * result.totals!.cost)
        #expect(try store.rows(of: "aa01").map(\.name) == result.constraints.map(\.name))
        #expect(try store.rows(of: "aa01").map(\.shadowPrice) == result.constraints.map(\.shadowPrice))
        let totals = try store.totals(of: "aa01")
        #expect(totals.first?.name == "customers" && totals.last?.name == "net_value")
        #expect(
            totals.last?.figure == result.totals?.netValue && totals.first { $0.name == "worst_case" }?.figure == result.totals?.worstCase)
    }

    @Test func theSameRunAgainTakesItsOwnPlace() throws {
        let store = try RunStore()
        for cost in [1.0, 2.0] { try store.record(record("aa01", cost: cost), Self.documents) }
        #expect(try store.runs().map(\.cost) == [2])
        #expect(try store.lines(of: "aa01").count == Self.documents.result.recommendations.count)
        #expect(try store.isIntact())
    }

    @Test func runsAreListedFromTheNewestAndFoundByTheBeginning() throws {
        let store = try RunStore()
        try store.record(record("aa01", at: 3), Self.documents)
        try store.record(record("aa02", at: 5), Self.documents)
        try store.record(record("ab03", scenario: "other", at: 4), Self.documents)
        #expect(try store.runs().map(\.id) == ["aa02", "ab03", "aa01"])
        #expect(try store.runs(of: "launch").map(\.id) == ["aa02", "aa01"])
        #expect(try store.runs(of: "none").isEmpty)
        #expect(try store.runs(beginningWith: "aa").map(\.id) == ["aa01", "aa02"])
        #expect(try store.runs(beginningWith: "ab0").map(\.id) == ["ab03"])
        // No pattern of SQL.
        #expect(try store.runs(beginningWith: "a%").isEmpty)
    }

    @Test func oldRunsAreForgottenWithAllTheirRows() throws {
        let store = try RunStore()
        for day in 1...5 {
            try store.record(record("a\(day)", at: day), Self.documents)
            if day != 5 { try store.finish("a\(day)") }
        }
        try store.record(record("b1", scenario: "other", at: 1), Self.documents)
        try store.finish("b1")
        let forgotten = try store.forgetAllBut(2)
        #expect(forgotten.map(\.id) == ["a1", "a2", "a5"])
        #expect(try store.runs().map(\.id) == ["a4", "a3", "b1"])
        #expect(try store.lines(of: "a1").isEmpty && store.rows(of: "a5").isEmpty && store.totals(of: "a2").isEmpty)
        #expect(try store.isIntact())
        #expect(try store.forgetAllBut(2).isEmpty)
    }

    @Test func aFileThatIsNoStoreIsRefused() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)").path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(String(repeating: "no database ", count: 100).utf8).write(to: URL(filePath: path))
        #expect(throws: StoreError.self) { _ = try RunStore(path: path) }
    }
}

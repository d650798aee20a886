import Foundation
import Testing

/// What an offer engine takes in.
@Suite struct ConfigTests {
    private func written(_ scenario: PaperScenario = PaperScenario().adding("as_of: 2026-11-15"), _ arguments: String...) throws
        -> TemporaryFolder
    {
        let folder = try scenario.written()
        _ = try OfferbenchRun(["run", "paper", "--output", "out"] + arguments, in: folder.path)
        return folder
    }

    private let file = "out/paper/recommended-config.json"

    @Test func percentsAreBasisPointsAndMoneyIsMinorUnits() throws {
        var scenario = PaperScenario().adding("as_of: 2026-11-15")
        scenario.yaml = scenario.yaml.replacing(
            "percents: [5, 10], months: [1]", with: "percents: [5, 10], monthly_caps: [250.5], months: [3], start_month: 3")
        let folder = try written(scenario)
        let config = try JSON(folder.bytes(of: file))
        let offer = try config["segments"].items[0]["bundles"].items[0]["offers"].items[0]
        let points = try offer["basis_points"].number
        #expect(points == 500 || points == 1000)
        #expect(try offer["monthly_cap_minor"].number == 25_050)
        #expect(try offer["valid_from"].string == "2027-01-01" && offer["valid_to"].string == "2027-03-31")
        #expect(try config["validity"]["from"].string == "2027-01-01" && config["validity"]["to"].string == "2027-03-31")
        #expect(try config["certificate"]["status"].string == "optimal" && config["certificate"]["gap"].number < 1e-9)
        #expect(try config["forced"] == .bool(false))
    }

    @Test func theIdIsTheHashOfTheContentAsAnyProgramComputesIt() throws {
        let folder = try written()
        let text = try folder.text(of: file)
        let check = try OfferbenchRun("config", "verify", file, "--json", in: folder.path)
        #expect(check.ending == .exited(0))
        let id = try JSON(check.outputBytes)["id"].string
        // Other spaces and another order of keys are the same content; another share is not.
        try folder.write(text.replacing(": ", with: ":   "), to: "spaced.json")
        #expect(try OfferbenchRun("config", "verify", "spaced.json", in: folder.path).ending == .exited(0))
        try folder.write(text.replacing("\"basis_points\": 500", with: "\"basis_points\": 600"), to: "changed.json")
        let changed = try OfferbenchRun("config", "verify", "changed.json", in: folder.path)
        #expect(changed.ending == .exited(2) && changed.messages.contains("the id is not that of the content"), "\(changed.messages)")
        // The same inputs elsewhere give the same id.
        let other = try written()
        #expect(try JSON(other.bytes(of: file))["id"].string == id)
    }

    @Test(arguments: [
        ("\"basis_points\": 500", "\"basis_points\": 5.5", "basis_points must be integer"),
        ("\"currency\": \"RUB\"", "\"coin\": \"RUB\"", "coin is no key"),
        ("\"forced\": false", "\"forced\": 0", "forced must be boolean"), ("{", "[", "error"),
    ])
    func aFileOfAnotherFormIsRefusedWithItsPlace(from: String, to: String, message: String) throws {
        let folder = try written()
        let text = try folder.text(of: file)
        let range = try #require(text.range(of: from))
        try folder.write(text.replacingCharacters(in: range, with: to), to: "bad.json")
        let run = try OfferbenchRun("config", "verify", "bad.json", in: folder.path)
        #expect(run.ending == .exited(2) && run.output.isEmpty)
        #expect(run.messages.contains(/^bad.json:\d+:\d+: error: ./) && run.messages.contains(message), "\(run.messages)")
    }

    @Test func withoutAProofThereIsNoConfigUnlessForced() throws {
        let arguments = ["--time-limit", "0"]
        let folder = try PaperScenario().written()
        _ = try OfferbenchRun(["run", "paper", "--output", "out"] + arguments, in: folder.path)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/\(file)"))
        _ = try OfferbenchRun(["run", "paper", "--output", "out", "--force-config"] + arguments, in: folder.path)
        let config = try JSON(folder.bytes(of: file))
        #expect(try config["forced"].bool && config["objections"].items.count == 1)
        #expect(try OfferbenchRun("config", "verify", file, in: folder.path).ending == .exited(1))
    }

    /// A stale table stops the run; accepted, it still gives nothing to an offer engine; forced, the config says what speaks against it.
    @Test func afterFailedDataChecksThereIsNoConfigUnlessForced() throws {
        var scenario = PaperScenario().adding("as_of: 2026-11-01")
        scenario.yaml = scenario.yaml.replacing(
            "{ file: segments.csv }", with: "{ file: segments.csv, business_date: 2026-10-20, lag_days: 1 }")
        let folder = try scenario.written()
        func run(_ arguments: String...) throws -> OfferbenchRun {
            try OfferbenchRun(["run", "paper", "--output", "out"] + arguments, in: folder.path)
        }
        let stopped = try run()
        #expect(stopped.ending == .exited(1) && stopped.messages.contains("data check failed: tables.segments: freshness"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out/paper"))

        let accepted = try run("--accept-data-failures")
        #expect(accepted.ending == .exited(0), "\(accepted.messages)")
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/\(file)"))
        #expect(try JSON(folder.bytes(of: "out/paper/result.json"))["data_checks"]["accepted"].bool)

        #expect(try run("--accept-data-failures", "--force-config").ending == .exited(0))
        let config = try JSON(folder.bytes(of: file))
        #expect(try config["forced"].bool && config["data"]["verdict"].string == "fail")
        #expect(try config["objections"].items == [.string("data checks failed")])
        let verified = try OfferbenchRun("config", "verify", file, in: folder.path)
        #expect(verified.ending == .exited(1) && verified.output.contains("data checks failed"), "\(verified.output)\(verified.messages)")
    }

    /// What an offer requires has to be among what the segment has completed, in the config as in the scenario.
    @Test func requirementsAreKeptByWhatIsCompleted() throws {
        var scenario = PaperScenario().adding("as_of: 2026-11-15")
        scenario.yaml = scenario.yaml.replacing(
            "offers:\n", with: "offers:\n  - { id: first, sponsor: shop, percents: [5], months: [1] }\n"
        ).replacing("{ id: card, sponsor: shop,", with: "{ id: card, requires: [first], sponsor: shop,")
        scenario.segments = scenario.segments.replacing("base_percent\n", with: "base_percent,completed\n").replacing(
            ",0\n", with: ",0,first\n")
        let folder = try written(scenario)
        let text = try folder.text(of: file)
        #expect(try JSON(folder.bytes(of: file))["segments"].items[0]["completed"].items == [.string("first")])
        #expect(try OfferbenchRun("config", "verify", file, in: folder.path).ending == .exited(0))
        let start = try #require(text.range(of: "\"completed\": ["))
        let end = try #require(text[start.upperBound...].firstIndex(of: "]"))
        try folder.write(text.replacingCharacters(in: start.upperBound..<end, with: ""), to: "without.json")
        let run = try OfferbenchRun("config", "verify", "without.json", in: folder.path)
        #expect(run.ending == .exited(2) && run.messages.contains("card requires first, which is not completed"), "\(run.messages)")
    }

    @Test func diffSaysWhatIsShownDifferently() throws {
        let folder = try written()
        _ = try OfferbenchRun("run", "paper", "--output", "richer", "--set", "budgets.total.amount=1500", in: folder.path)
        let other = "richer/paper/recommended-config.json"
        let run = try OfferbenchRun("config", "diff", file, other, in: folder.path)
        #expect(run.ending == .exited(0) && run.output.contains("all, card") && run.output.contains("    + "), "\(run.output)")
        let document = try JSON(OfferbenchRun("config", "diff", file, other, "--json", in: folder.path).outputBytes)
        #expect(try document["recommendations"].items.count == 1)
        #expect(try document["settings"].items.contains { try $0["path"].string == "expected.cost_minor" })
        let same = try OfferbenchRun("config", "diff", file, file, in: folder.path)
        #expect(same.output.hasPrefix("No difference"))
    }
}

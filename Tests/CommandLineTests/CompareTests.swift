import Foundation
import Testing

/// What changed between two runs and why, through the built binary.
@Suite struct CompareTests {
    private func compare(_ arguments: String..., in folder: TemporaryFolder) throws -> JSON {
        let run = try OfferbenchRun(["compare"] + arguments + ["--json"], in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        return try JSON(run.outputBytes)
    }

    private func changes(_ document: JSON) throws -> [String: Double] {
        Dictionary(uniqueKeysWithValues: try document["waterfall"].items.map { (try $0["step"].string, try $0["change"].number) })
    }

    /// The scenario on paper with a budget of 1,000 brings 17,000 / 3; with 2,000 it brings 8,000.
    @Test func aScenarioAgainstItselfWithMoreBudget() throws {
        let folder = try PaperScenario().written()
        let document = try compare("paper", "paper", "--set", "budgets.total.amount=2000", in: folder)
        let (before, after) = try (document["objective"]["before"].number, document["objective"]["after"].number)
        #expect(abs(before - 17_000.0 / 3) < 1e-6 && abs(after - 8_000) < 1e-6)
        let steps = try changes(document)
        #expect(steps["data"] == 0 && steps["models"] == 0 && steps["rules"] == 0)
        #expect(before + steps.values.reduce(0, +) == after)
        #expect(try document["settings"].items.map { try $0["path"].string } == ["budgets.total.amount"])
        #expect(try document["inputs"]["files"].items.allSatisfy { try $0["before"] == $0["after"] })
        let row = try #require(try document["constraints"].items.first)
        #expect(try row["name"].string == "budget:total" && row["before"]["limit"].number == 1_000 && row["after"]["limit"].number == 2_000)
        let cell = try #require(try document["recommendations"].items.first)
        #expect(try cell["before"].items.count == 2 && cell["after"].items.map { try $0["percent"].number } == [10])
        #expect(try document["before"]["kind"].string == "scenario" && document["notes"].items.isEmpty && document["complete"].bool)
    }

    @Test func everyKindOfChangeHasItsStep() throws {
        let folder = try PaperScenario().written()
        var other = PaperScenario()
        other.yaml = other.yaml.replacing("percents: [5, 10]", with: "percents: [5, 7, 10]").replacing("amount: 1000", with: "amount: 900")
        other.segments = other.segments.replacing("100,1000", with: "120,1000") + "more,10,500,0,0.5,0\n"
        other.responses = other.responses.replacing("all,card,0,10,0.2", with: "all,card,0,10,0.25") + "more,card,0,5,0.3\n"
        other.values = other.values.replacing("0,500", with: "0,450") + "more,card,shop,0,300\n"
        for (text, name) in [
            (other.yaml, "scenario.yaml"), (other.segments, "segments.csv"), (other.responses, "responses.csv"),
            (other.values, "values.csv"),
        ] { try folder.write(text, to: "other/\(name)") }
        let document = try compare("paper", "other", in: folder)
        let steps = try changes(document)
        #expect(steps.count == 4 && steps.values.allSatisfy { $0 != 0 }, "\(steps)")
        let (before, after) = try (document["objective"]["before"].number, document["objective"]["after"].number)
        #expect(before + steps.values.reduce(0, +) == after)
        let back = try changes(compare("other", "paper", in: folder))
        #expect(abs(back.values.reduce(0, +) + steps.values.reduce(0, +)) <= 1e-9)
        let tables = try document["inputs"]["tables"].items
        #expect(try tables.map { try $0["table"].string } == ["segments", "responses", "values"])
        #expect(try tables[0]["added"].items == [.string("more")] && document["inputs"]["customers_added"].number == 10)
        #expect(try tables[0]["columns"].items[0]["largest"].items[0]["after"].number == 120)
        let report = try OfferbenchRun("compare", "paper", "other", in: folder.path)
        #expect(report.ending == .exited(0) && report.messages == "")
        #expect(report.outputLines.allSatisfy { $0.count <= 80 && $0.last?.isWhitespace != true }, "\(report.output)")
        for words in [
            "Where the change comes from", "response and value model", "budgets.total.amount: 1000 -> 900",
            "segments: more is new (10 customers)", "segments: customers differs in 1, most in all: 100 -> 120",
        ] { #expect(report.output.contains(words), "\(report.output)") }
    }

    /// A run folder keeps a copy of its inputs; a result alone can be compared, but its change not split.
    @Test func runFoldersAndResultsAreRuns() throws {
        let folder = try PaperScenario().written(as: "run/inputs")
        let optimum = try OfferbenchRun("optimize", "run/inputs", "--json", in: folder.path)
        try folder.write(optimum.output, to: "run/result.json")
        try folder.write(optimum.output, to: "alone.json")
        let richer = ["--set", "budgets.total.amount=2000"]
        let split = try compare("run", "run", richer[0], richer[1], in: folder)
        #expect(try split["before"]["kind"].string == "run" && split["notes"].items.isEmpty)
        #expect(try changes(split)["budgets"]! > 2_000)
        let beside = try compare("run/result.json", "run", in: folder)
        #expect(try changes(beside).values.allSatisfy { $0 == 0 } && beside["recommendations"].items.isEmpty)

        let alone = try compare("alone.json", "run", in: folder)
        #expect(try alone["waterfall"] == .null && alone["inputs"] == .null)
        #expect(try alone["objective"]["before"].number == alone["objective"]["after"].number)
        #expect(try alone["notes"].items.count == 1 && alone["notes"].items[0].string.contains("not beside alone.json"))
        let report = try OfferbenchRun("compare", "alone.json", "run", in: folder.path).output
        #expect(report.contains("no change"), "\(report)")
        let set = try OfferbenchRun(["compare", "run", "alone.json"] + richer, in: folder.path)
        #expect(set.ending == .exited(2) && set.output.isEmpty && set.messages.hasPrefix("alone.json:1:1: error: --set changes inputs"))
    }

    @Test func aRecordThatItsInputsNoLongerGiveIsSaid() throws {
        let folder = try PaperScenario().written(as: "run/inputs")
        let optimum = try OfferbenchRun("optimize", "run/inputs", "--json", in: folder.path).output
        try folder.write(optimum.replacing(/"value": 5666[\d.]+/, with: "\"value\": 5000.0"), to: "run/result.json")
        let document = try compare("run", "run/inputs", in: folder)
        let note = try #require(try document["notes"].items.first?.string)
        #expect(note.hasPrefix("run records an objective of 5000.0, by version ") && note.contains("its inputs give 5666.6"), "\(note)")
        #expect(try document["objective"]["before"].number == document["objective"]["after"].number)
    }

    @Test func aStepThatNoPlanSatisfiesIsMergedWithTheNext() throws {
        // Half the customers make ten completions at most, not twelve; the second run asks for fewer as well.
        let folder = try PaperScenario().adding("reach: [{ id: r, completions: 12 }]").written()
        var other = PaperScenario().adding("reach: [{ id: r, completions: 6 }]")
        other.segments = other.segments.replacing("100,1000", with: "50,1000")
        try folder.write(other.yaml, to: "other/scenario.yaml")
        try folder.write(other.segments, to: "other/segments.csv")
        try folder.write(other.responses, to: "other/responses.csv")
        try folder.write(other.values, to: "other/values.csv")
        let bars = try compare("paper", "other", in: folder)["waterfall"].items
        #expect(try bars.map { try $0["change"] == .null } == [true, true, true, false], "\(bars)")
        #expect(try bars[3]["includes"].items == [.string("data"), .string("models"), .string("rules")])
        let report = try OfferbenchRun("compare", "paper", "other", in: folder.path).output
        #expect(report.contains("no plan keeps every rule"), "\(report)")
    }

    @Test func anInfeasibleRunIsComparedWithoutASplit() throws {
        let folder = try PaperScenario().written()
        let document = try compare("paper", "paper", "--set", "reach=[{id: r, completions: 50}]", in: folder)
        #expect(try document["waterfall"] == .null && document["objective"]["after"] == .null)
        #expect(try document["after"]["status"].string == "infeasible")
        #expect(try document["notes"].items.contains { try $0.string.contains("no plan keeps every rule of the second run") })
        #expect(try OfferbenchRun("compare", "paper", "paper", "--time-limit", "0", in: folder.path).ending == .exited(4))
    }

    @Test(arguments: [
        ("{", "1:2: error: a name in quotes was expected"), ("[]", "1:1: error: a result must be an object"),
        ("{\n  \"schema\": \"offerbench-result/2\"\n}", "2:13: error: schema: `offerbench-result/2` is not offerbench-result/1"),
        ("{\"schema\": \"offerbench-result/1\"}", "1:1: error: the key `scenario` is missing"),
    ])
    func whatIsNoResultIsRefusedWithItsLine(text: String, message: String) throws {
        let folder = try PaperScenario().written()
        try folder.write(text, to: "result.json")
        let run = try OfferbenchRun("compare", "result.json", "paper", in: folder.path)
        #expect(run.ending == .exited(2) && run.output.isEmpty)
        #expect(run.messages.hasPrefix("result.json:\(message)"), "\(run.messages)")
    }

    @Test func aDamagedResultIsRefusedWhereItIsDamaged() throws {
        let folder = try PaperScenario().written()
        let optimum = try OfferbenchRun("optimize", "paper", "--json", in: folder.path).output
        for (from, to) in [
            ("\"share\": 0.", "\"share\": \"x\", \"was\": 0."), ("\"binding\": true", "\"binding\": 1"), ("\"kind\": ", "\"sort\": "),
        ] {
            try folder.write(optimum.replacing(from, with: to), to: "result.json")
            let run = try OfferbenchRun("compare", "result.json", "paper", in: folder.path)
            #expect(run.ending == .exited(2) && run.output.isEmpty, "\(from): \(run.output)")
            #expect(run.messages.contains(/^result.json:\d+:\d+: error: (share|binding|the key `kind`)/), "\(run.messages)")
        }
    }

    @Test func whatIsNoRunIsRefused() throws {
        let folder = try PaperScenario().written()
        try folder.write("x", to: "empty/readme.txt")
        for (path, words) in [
            ("nowhere", "there is no such scenario"), ("empty", "there is neither scenario.yaml nor result.json"),
            ("x.json", "there is no such file"),
        ] {
            let run = try OfferbenchRun("compare", path, "paper", in: folder.path)
            #expect(run.ending == .exited(2) && run.output.isEmpty)
            #expect(run.messages.hasPrefix("\(path):1:1: error: \(words)"), "\(run.messages)")
        }
        #expect(try OfferbenchRun("compare", "paper", in: folder.path).ending == .exited(64))
    }

    @Test func shippedScenariosReadWellAndSayTheSameOnAnyThreads() throws {
        let arguments = [
            "compare", "coalition-launch", "coalition-launch", "--set", "budgets.total.amount=8e7", "--set", "granularity=macro",
        ]
        let first = try OfferbenchRun(arguments + ["--threads", "1"], in: Repository.scenarios)
        #expect(first.ending == .exited(0))
        #expect(first.outputLines.allSatisfy { $0.count <= 80 && $0.last?.isWhitespace != true }, "\(first.output)")
        #expect(try OfferbenchRun(arguments + ["--threads", "3"], in: Repository.scenarios).output == first.output)
        let json = try OfferbenchRun(arguments + ["--json", "--threads", "1"], in: Repository.scenarios)
        #expect(try OfferbenchRun(arguments + ["--json", "--threads", "2"], in: Repository.scenarios).outputBytes == json.outputBytes)
        let document = try JSON(json.outputBytes)
        #expect(try document["objective"]["before"].number + changes(document).values.reduce(0, +) == document["objective"]["after"].number)
    }
}

import Foundation
import Testing

/// What is common to the commands: overrides, seeds, streams.
@Suite struct OptionTests {
    @Test func overridesChangeTheAnswerInTheirOrder() throws {
        let folder = try PaperScenario().written()
        func objective(_ overrides: String...) throws -> Double {
            let run = try OfferbenchRun(["optimize", "paper", "--json"] + overrides.flatMap { ["--set", $0] }, in: folder.path)
            return try JSON(run.outputBytes)["objective"]["value"].number
        }
        #expect(try abs(objective("budgets.total.amount=5e2") - 4_500) < 1e-6)
        #expect(try abs(objective("budgets.total.amount=2000") - 8_000) < 1e-6)
        #expect(try abs(objective("budgets.total.amount=500", "budgets.total.amount=2_000", "budgets.total.amount=2000") - 8_000) < 1e-6)
        #expect(try abs(objective("budgets=null") - 8_000) < 1e-6)
        #expect(try abs(objective("budgets=null", "offers.card.percents=[5]") - 4_500) < 1e-6)
        #expect(try abs(objective("objective=value") - 20_000.0 / 3) < 1e-6)
    }

    /// The cheap percent brings 9 a unit of cost, whoever is shown it.
    @Test(arguments: [1_000.0, 300_000, 990_000])
    func manySegmentsThatAreAlikeAreSolvedToTheOptimum(budget: Double) throws {
        var scenario = PaperScenario()
        scenario.segments =
            "segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent\n"
            + (0..<2_000).map { "s\($0),100,1000,0,0.5,0\n" }.joined()
        scenario.responses = scenario.responses.replacing("all,card", with: "*,card")
        scenario.values = scenario.values.replacing("all,card", with: "*,card")
        let folder = try scenario.written()
        let run = try OfferbenchRun("optimize", "paper", "--json", "--set", "budgets.total.amount=\(budget)", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(try abs(JSON(run.outputBytes)["objective"]["value"].number - 9 * budget) <= 1e-6 * budget)
    }

    @Test func theSeedLandsInTheProvenance() throws {
        let folder = try PaperScenario().written()
        func document(_ arguments: String...) throws -> JSON {
            try JSON(OfferbenchRun(["optimize", "paper", "--json"] + arguments, in: folder.path).outputBytes)
        }
        #expect(try document()["provenance"]["seed"].number == 1)
        #expect(try document("--seed", "42")["provenance"]["seed"].number == 42)
        #expect(try document("--seed", "42")["scenario"]["resolved"]["seed"].number == 42)
        // The option beats the override.
        #expect(try document("--seed", "42", "--set", "seed=7")["provenance"]["seed"].number == 42)
        // Too large for a Double: the digits must be there as they are.
        let run = try OfferbenchRun("optimize", "paper", "--json", "--seed", "18446744073709551615", in: folder.path)
        #expect(run.output.contains("\"seed\": 18446744073709551615"))
    }

    @Test(arguments: [
        (["explain", "paper", "--segment", "al"], "--segment", "did you mean `all`?"),
        (["explain", "paper", "--offer", "crad"], "--offer", "did you mean `card`?"),
        (["grid", "paper", "--offer", "theatre"], "--offer", "known: card"),
        (["ladder", "paper", "--segment", "everybody"], "--segment", "known: all"),
        (["settle", "paper", "--stress", "viral-uptak"], "--stress", "did you mean `viral-uptake`?"),
        (["frontier", "paper", "--row", "total"], "--row", "did you mean `budget:total`?"),
        (["frontier", "paper", "--to", "1e300"], "--to", "check the unit"),
        (["frontier", "paper", "--from", "-5"], "--from", "give 0 or more"),
    ])
    func whatAnOptionNamesWronglyIsRefusedAtTheOption(arguments: [String], option: String, help: String) throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun(arguments, in: folder.path)
        #expect(run.ending == .exited(2) && run.output.isEmpty, "\(run.messages)")
        #expect(run.messages.hasPrefix("\(option):1:1: error: ") && run.messages.contains(help), "\(run.messages)")
    }

    @Test(arguments: [["check-data", "paper", "--output"], ["optimize", "paper", "--write-lp"], ["optimize", "paper", "--write-mps"]])
    func noOutputReplacesAnInput(arguments: [String]) throws {
        let folder = try PaperScenario().written()
        let before = try folder.text(of: "paper/segments.csv")
        let run = try OfferbenchRun(arguments + ["./paper/../paper/segments.csv"], in: folder.path)
        #expect(run.ending == .exited(2) && run.messages.contains("is an input, which the output would replace"), "\(run.messages)")
        #expect(try folder.text(of: "paper/segments.csv") == before)
    }

    @Test(arguments: ["--threads", "--time-limit"])
    func aNegativeNumberIsAValueOutOfRangeAndNoOption(option: String) throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", option, "-1", in: folder.path)
        #expect(run.ending == .exited(64) && run.messages.contains("\(option) must be"), "\(run.messages)")
    }

    @Test func theProvenanceNamesTheVersionsOfVersion() throws {
        let folder = try PaperScenario().written()
        let provenance = try JSON(OfferbenchRun("optimize", "paper", "--json", "--threads", "2", in: folder.path).outputBytes)["provenance"]
        let version = try OfferbenchRun("--version").output
        #expect(try version.contains(provenance["version"].string))
        #expect(try version.contains("GLPK \(provenance["solver"]["version"].string),"))
        #expect(try provenance["run"]["threads"].number == 2)
        #expect(try provenance["run"]["started_at"].string.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
    }

    @Test(arguments: Repository.all)
    func nothingInAPipeIsForATerminal(_ place: Repository.Place) throws {
        for arguments in [["optimize"], ["optimize", "--json"], ["validate"], ["validate", "--json"], ["show"], ["show", "--json"]] {
            let run = try OfferbenchRun([arguments[0], place.name] + arguments.dropFirst(), in: place.folder)
            #expect(!run.outputBytes.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F })
            #expect(run.messages == "", "stderr is for problems")
        }
    }

    /// A scenario comes from somebody else; its texts must not drive the reader's terminal.
    @Test func escapeCodesInNamesDoNotReachTheTerminal() throws {
        var scenario = PaperScenario()
        scenario.yaml = scenario.yaml.replacing("On paper", with: #""\e[31mred\nlines\r\u009b1m""#)
        scenario.segments =
            "macro,segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent\n\u{1B}[2Jx,all,100,1000,0,0.5,0\n"
        let folder = try scenario.written()
        for arguments in [["optimize"], ["optimize", "--set", "granularity=macro"], ["show"], ["optimize", "--json"]] {
            let run = try OfferbenchRun([arguments[0], "paper"] + arguments.dropFirst(), in: folder.path)
            #expect(!run.outputBytes.contains { $0 < 0x20 && $0 != 0x0A }, "\(arguments)")
            #expect(!run.messageBytes.contains { $0 < 0x20 && $0 != 0x0A }, "\(arguments)")
        }
    }
}

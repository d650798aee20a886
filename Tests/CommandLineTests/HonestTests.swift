import Foundation
import Testing

/// `offerbench optimize --honest` as an analyst sees it.
@Suite struct HonestTests {
    /// One segment whose 100 customers bring 10 when shown nothing, 20 at 5 % for a cost of 2 and 25 at 10 % for a cost of 12, without noise.
    private static func scenario(_ rows: Int = 8, change: (String) -> String = { $0 }) throws -> TemporaryFolder {
        var scenario = PaperScenario()
        scenario.yaml = scenario.yaml.replacing(
            "  values: { file: values.csv }\n", with: "  values: { file: values.csv }\n  experiment: { file: experiment.csv }\n")
        let folder = try scenario.written()
        let arms = ["all,,10,0,0", "all,5,20,2,1", "all,10,25,12,1"]
        let table = "segment,percent,value,cost,completed\n" + arms.flatMap { Array(repeating: $0 + "\n", count: rows) }.joined()
        try folder.write(change(table), to: "paper/experiment.csv")
        return folder
    }

    @Test func withoutNoiseThePromiseIsKept() throws {
        let folder = try Self.scenario()
        let run = try OfferbenchRun("optimize", "paper", "--honest", "--json", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let document = try JSON(run.outputBytes)
        #expect(try document["schema"].string == "offerbench-result/1")
        let honest = try document["honest"]
        #expect(try honest["label"].string == "value of plans from half the data")
        #expect(try honest["splits"].number == 20 && honest["halves"].number == 40 && honest["halves_without_plan"].number == 0)
        // 5 % brings 18 net of cost, 10 % brings 13, nothing 10; the budget of 1,000 does not hold 100 times 2 back.
        for method in ["plain", "shrunken"] {
            let plans = try honest[method]
            #expect(try abs(plans["promised"]["value"].number - 1_800) < 1e-6)
            #expect(try abs(plans["honest"]["value"].number - 1_800) < 1e-6)
            #expect(try plans["honest"]["standard_error"].number == 0)
            #expect(try abs(plans["above_nothing"]["honest"]["value"].number - 800) < 1e-6)
            #expect(try abs(plans["per_customer"]["honest"]["value"].number - 18) < 1e-9)
            let quantities = try plans["quantities"].items
            #expect(try quantities.map { try $0["name"].string } == ["value", "cost", "completed"])
            #expect(try abs(quantities[1]["honest"]["value"].number - 200) < 1e-6)
            let budget = try #require(try plans["constraints"].items.first)
            #expect(try budget["name"].string == "budget:total" && budget["limit"].number == 1_000)
            #expect(try abs(budget["held_out"]["value"].number - 200) < 1e-6)
        }
        let choices = try honest["choices"].items
        #expect(choices.count == 40)
        #expect(try choices.allSatisfy { try $0["sha256"].string.count == 64 })
        #expect(try choices[0]["half"].string == "A" && choices[1]["half"].string == "B" && choices[39]["split"].number == 20)
    }

    @Test func theExperimentChangesNothingInTheAnswerItself() throws {
        let folder = try Self.scenario()
        let plain = try JSON(OfferbenchRun("optimize", "paper", "--json", in: folder.path).outputBytes)
        let honest = try JSON(OfferbenchRun("optimize", "paper", "--honest", "--json", in: folder.path).outputBytes)
        #expect(honest.without("honest").without("provenance", "run") == plain.without("provenance", "run"))
    }

    @Test func theShippedTrialFitsATerminalAndDoesNotDependOnThreads() throws {
        let runs = try ["1", "3"].map {
            try OfferbenchRun("optimize", "voucher-trial", "--honest", "--threads", $0, in: Repository.scenarios)
        }
        #expect(runs[0].ending == .exited(0) && runs[0].output == runs[1].output)
        for line in runs[0].outputLines { #expect(line.count <= 80 && line.last?.isWhitespace != true, "\(line)") }
        let text = runs[0].output.replacing(/\s+/, with: " ")
        #expect(text.contains("values of plans from half the data"))
        #expect(text.contains("the winner's curse"))
    }

    @Test func anotherSeedMovesTheValueWithinItsError() throws {
        func honest(_ seed: String) throws -> JSON {
            try JSON(
                OfferbenchRun("optimize", "voucher-trial", "--honest", "--json", "--seed", seed, in: Repository.scenarios).outputBytes)[
                    "honest"]["plain"]["honest"]
        }
        let values = try ["1", "2"].map(honest)
        let difference = try abs(values[0]["value"].number - values[1]["value"].number)
        #expect(difference > 0)
        #expect(try difference < values[0]["standard_error"].number)
    }

    @Test func whatThePlanCannotKeepIsToldWithTheExitCode() throws {
        let folder = try Self.scenario()
        let run = try OfferbenchRun(
            "optimize", "paper", "--honest", "--set", "experiment={limits: [{id: much, quantity: value, at_least: 3000}]}", in: folder.path)
        #expect(run.ending == .exited(3))
        #expect(run.output.replacing(/\s+/, with: " ").contains("no half does a plan keep the rules"))
        #expect(run.output.contains("measured:much"))
    }

    @Test func withoutTimeNothingIsGuessed() throws {
        let folder = try Self.scenario()
        let run = try OfferbenchRun("optimize", "paper", "--honest", "--json", "--time-limit", "0", in: folder.path)
        #expect(run.ending == .exited(4))
        let honest = try JSON(run.outputBytes)["honest"]
        #expect(try honest["is_complete"] == .bool(false) && honest["plain"] == .null)
    }

    @Test(arguments: [
        ("tables.experiment=null", "the scenario has no experiment"),
        ("tail_budgets=[{id: t, level: 0.9, amount: 9}]", "does not know tail budgets"),
    ])
    func whatCannotBeToldIsRefused(override: String, words: String) throws {
        let folder = try Self.scenario()
        let run = try OfferbenchRun("optimize", "paper", "--honest", "--set", override, in: folder.path)
        #expect(run.ending == .exited(2) && run.output.isEmpty)
        #expect(run.messages.contains(words), "\(run.messages)")
    }

    @Test func netValueNeedsTheCost() throws {
        let folder = try Self.scenario { $0.replacing("cost", with: "spent") }
        let run = try OfferbenchRun("optimize", "paper", "--honest", in: folder.path)
        #expect(run.ending == .exited(2) && run.messages.contains("did not measure the cost"))
        let mapped = try OfferbenchRun(
            "optimize", "paper", "--honest", "--set", "experiment={columns: {cost: spent}}", in: folder.path)
        #expect(mapped.ending == .exited(0))
    }

    @Test func aHoldoutNeedsCustomersWhoWereShownNothing() throws {
        let folder = try Self.scenario { table in
            table.split(separator: "\n").filter { !$0.hasPrefix("all,,") }.joined(separator: "\n") + "\n"
        }
        #expect(try OfferbenchRun("optimize", "paper", "--honest", in: folder.path).ending == .exited(0))
        let held = try OfferbenchRun("optimize", "paper", "--honest", "--set", "programme.holdout_share=0.1", in: folder.path)
        #expect(held.ending == .exited(2) && held.messages.contains("showed everybody something"))
        let coarse = try OfferbenchRun("optimize", "paper", "--honest", "--set", "granularity=macro", in: folder.path)
        #expect(coarse.ending == .exited(2) && coarse.messages.contains("granularity=segment"))
    }

    @Test func oneBundleForEachSegmentAndCoarserDecisionsAreValuedToo() throws {
        for override in ["mode=single", "granularity=macro", "granularity=programme"] {
            let run = try OfferbenchRun(
                "optimize", "voucher-trial", "--honest", "--json", "--set", override, "--set", "experiment.splits=2",
                in: Repository.scenarios)
            #expect(run.ending == .exited(0), "\(override): \(run.messages)")
            let plans = try JSON(run.outputBytes)["honest"]["plain"]
            #expect(try plans["constraints"].items[0]["planned"].number <= 600 * (1 + 1e-9))
        }
    }
}

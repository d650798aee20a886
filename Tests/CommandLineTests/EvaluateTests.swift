import Foundation
import Testing

/// `offerbench evaluate` as the product team sees it. On paper the optimum is worth 17,000 / 3 under a budget of 1,000.
@Suite struct EvaluateTests {
    private static let header = "segment,offer,percent,monthly_cap,months,share\n"

    private static func run(_ plan: String, _ arguments: String..., scenario: PaperScenario = PaperScenario()) throws -> OfferbenchRun {
        let folder = try scenario.written()
        try folder.write(header + plan, to: "plan.csv")
        return try OfferbenchRun(["evaluate", "paper", "--plan", "plan.csv"] + arguments, in: folder.path)
    }

    private func expectClose(_ found: Double, _ expected: Double) {
        #expect(abs(found - expected) <= 1e-7 * max(1, abs(expected)), "\(found) instead of \(expected)")
    }

    @Test func aProposalThatBreaksABudgetIsMendedByOneChange() throws {
        let run = try Self.run("all,card,10,,1,1\n", "--better", "1", "--json")
        #expect(run.ending == .exited(0), "\(run.messages)")
        let document = try JSON(run.outputBytes)
        #expect(try document["status"].string == "given")
        #expect(try document["plan"]["totals"]["cost"].number == 2_000 && document["plan"]["assets"].items.count == 2)
        try expectClose(document["optimum"]["objective"].number, 17_000.0 / 3)
        try expectClose(document["regret"].number, 17_000.0 / 3 - 8_000)
        try expectClose(document["regret_at_most"].number, 17_000.0 / 3 - 8_000)
        let broken = try document["broken"].items
        #expect(try broken.count == 1 && broken[0]["name"].string == "budget:total" && broken[0]["owner"].string == "programme")
        #expect(try broken[0]["used"].number == 2_000 && broken[0]["limit"].number == 1_000 && broken[0]["excess"].number == 1_000)
        let losses = try document["losses"]
        let sum = try losses["cells"].items.reduce(losses["other_cells"].number) { try $0 + $1["loss"].number }
        try expectClose(losses["rows"].items.reduce(sum) { try $0 + $1["loss"].number }, 17_000.0 / 3 - 8_000)

        let better = try document["better"].items[0]
        #expect(try better["changes"].number == 1 && better["violation"].number == 0 && better["broken"].items.isEmpty)
        try expectClose(better["objective"].number, 17_000.0 / 3)
        try expectClose(better["bound"].number, 17_000.0 / 3)
        try expectClose(better["gain_per_change"].number, 17_000.0 / 3 - 8_000)
        let cell = try better["cells"].items[0]
        #expect(try cell["segment"].string == "all" && cell["offer"].string == "card")
        #expect(try cell["from"].items[0]["percent"].number == 10 && cell["from"].items[0]["monthly_cap"] == .null)
        #expect(try cell["to"].items.map { try $0["percent"].number } == [5, 10])
        try expectClose(cell["to"].items[0]["share"].number, 2.0 / 3)
    }

    @Test func aProposalThatLeavesMoneyHasARegret() throws {
        let document = try JSON(Self.run("all,card,5,,1,1\n", "--better", "2", "--json").outputBytes)
        try expectClose(document["regret"].number, 17_000.0 / 3 - 4_500)
        #expect(try document["broken"].items.isEmpty)
        #expect(try document["better"].items.map { try $0["changes"].number } == [1, 2])
        for better in try document["better"].items { try expectClose(better["gain"].number, 17_000.0 / 3 - 4_500) }
        #expect(try JSON(Self.run("all,card,5,,1,1\n", "--json").outputBytes)["better"] == .null)
    }

    @Test(arguments: Repository.all)
    func theOptimumHasNoRegret(_ place: Repository.Place) throws {
        let optimum = try OfferbenchRun("optimize", place.name, "--json", in: place.folder)
        guard optimum.ending == .exited(0) else { return }
        let folder = try TemporaryFolder()
        try folder.write(optimum.output, to: "plan.json")
        let run = try OfferbenchRun("evaluate", place.name, "--plan", folder.path + "/plan.json", "--json", in: place.folder)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let document = try JSON(run.outputBytes)
        let objective = try document["optimum"]["objective"].number
        #expect(try abs(document["regret"].number) <= 1e-7 * max(1, abs(objective)))
        #expect(try document["broken"].items.isEmpty && !document["finer_than_granularity"].bool)
    }

    @Test func thePlanOfThePageOnProposalsBreaksTwoRules() throws {
        let arguments = ["evaluate", "coalition-launch", "--plan", "coalition-launch/proposal.csv", "--better", "3"]
        let run = try OfferbenchRun(arguments, in: Repository.scenarios)
        #expect(run.ending == .exited(0), "\(run.messages)")
        for line in run.outputLines { #expect(line.count <= 80 && line.last?.isWhitespace != true, "\(line)") }
        let one = try JSON(OfferbenchRun(arguments + ["--json", "--threads", "1"], in: Repository.scenarios).outputBytes)
        let two = try JSON(OfferbenchRun(arguments + ["--json", "--threads", "2"], in: Repository.scenarios).outputBytes)
        #expect(one.without("provenance", "run") == two.without("provenance", "run"))
        #expect(
            try one["broken"].items.map { try $0["name"].string + " of " + $0["owner"].string } == [
                "budget:bank of bank", "fraud:total of programme",
            ])
        let better = try one["better"].items
        #expect(try better[0]["bound"].number == better[0]["objective"].number)
        for plan in better {
            #expect(try plan["bound"].number >= plan["objective"].number)
            #expect(try Double(plan["cells"].items.count) <= plan["changes"].number)
            #expect(try plan["violation"].number >= plan["least_violation"].number)
        }
    }

    @Test func theHoldoutIsARuleOfTheProgramme() throws {
        let run = try Self.run("all,card,5,,1,1\n", "--set", "programme.holdout_share=0.1", "--set", "budgets=null", "--json")
        let broken = try JSON(run.outputBytes)["broken"].items
        #expect(try broken.count == 1 && broken[0]["name"].string == "holdout" && broken[0]["owner"].string == "programme")
        #expect(try broken[0]["used"].number == 100 && broken[0]["limit"].number == 90 && broken[0]["unit"].string == "customers")
    }

    @Test func withOneBundlePerSegmentTheOptimumIsTheBestOfThose() throws {
        let document = try JSON(Self.run("all,card,5,,1,0.5\n", "--set", "mode=single", "--json").outputBytes)
        try expectClose(document["optimum"]["objective"].number, 4_500)
        try expectClose(document["regret"].number, 2_250)
        #expect(try document["losses"] == .null)
        let better = try Self.run("all,card,5,,1,0.5\n", "--set", "mode=single", "--better", "1")
        #expect(better.ending == .exited(2) && better.output.isEmpty)
        #expect(better.messages.contains("--set mode=split"), "\(better.messages)")
    }

    /// A tenth may change from 5 to 10 percent: 0.9 x 4,500 + 0.1 x 8,000.
    @Test func aLimitOnChangesIsARuleOfTheProposalToo() throws {
        let limited = ["--set", "current_plan=plan.csv", "--set", "max_changed_share=0.1", "--set", "budgets=null"]
        let folder = try PaperScenario().written()
        try folder.write(Self.header + "all,card,5,,1,1\n", to: "paper/plan.csv")
        try folder.write(Self.header + "all,card,10,,1,1\n", to: "proposal.csv")
        let run = try OfferbenchRun(["evaluate", "paper", "--plan", "proposal.csv", "--json"] + limited, in: folder.path)
        let document = try JSON(run.outputBytes)
        try expectClose(document["optimum"]["objective"].number, 4_850)
        let broken = try document["broken"].items
        #expect(try broken.count == 1 && broken[0]["name"].string == "steadiness" && broken[0]["unit"].string == "share")
        try expectClose(broken[0]["excess"].number, 0.9)
        let text = try OfferbenchRun(["evaluate", "paper", "--plan", "proposal.csv"] + limited, in: folder.path).output
        #expect(text.contains(/steadiness +programme +100 % +10 % +90 % +900 %/), "\(text)")
    }

    @Test func aPlanFinerThanTheGranularityMayBeWorthMore() throws {
        var scenario = PaperScenario()
        scenario.segments =
            "segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent\na,50,1000,0,0.5,0\nb,50,1000,0,0.5,0\n"
        scenario.responses = "segment,offer,organic,percent,completion\na,card,0,5,0.1\na,card,0,10,0.2\nb,card,0,5,0\nb,card,0,10,0\n"
        scenario.values = "segment,offer,asset,value_now,value_if_completed\na,card,shop,0,500\nb,card,shop,0,-500\n"
        scenario.responses = scenario.responses.replacing("b,card,0,5,0\nb,card,0,10,0", with: "b,card,0,5,0.09\nb,card,0,10,0.19")
        let arguments = ["a,card,10,,1,1\n", "--set", "granularity=programme"]
        let report = try Self.run(arguments[0], arguments[1], arguments[2], "--better", "1", scenario: scenario)
        #expect(report.ending == .exited(0), "\(report.messages)")
        let text = report.outputLines.joined(separator: " ")
        #expect(text.contains("because it tells segments apart that share one decision at granularity programme."), "\(text)")
        #expect(text.contains("Better plans change single segments, which granularity programme does not allow."))
        let document = try JSON(Self.run(arguments[0], arguments[1], arguments[2], "--json", scenario: scenario).outputBytes)
        #expect(try document["regret"].number < 0 && document["finer_than_granularity"].bool)
    }

    @Test func withoutAPlanThatKeepsTheRulesThereIsNoRegret() throws {
        let scenario = PaperScenario().adding("reach: [{ id: many, completions: 18 }]")
        let run = try Self.run("all,card,5,,1,1\n", "--better", "1", "--json", scenario: scenario)
        #expect(run.ending == .exited(3))
        let document = try JSON(run.outputBytes)
        #expect(try document["regret"] == .null && document["optimum"]["status"].string == "infeasible")
        #expect(try document["optimum"]["infeasibility"]["clashing"].items.count == 2)
        #expect(try document["broken"].items.map { try $0["name"].string } == ["reach:many"])
        // As many completions as the budget pays for, which are 40 / 3: what is missing counts relative to 18.
        try expectClose(document["better"].items[0]["violation"].number, (18 - 40.0 / 3) / 18)
        let report = try Self.run("all,card,5,,1,1\n", scenario: scenario)
        #expect(report.ending == .exited(3) && report.output.contains("No plan keeps every rule"))
        #expect(report.output.contains("Cheapest repair") && report.output.contains("reach:many"))
    }

    @Test func withoutTimeTheRegretIsOnlyBounded() throws {
        let run = try Self.run("all,card,5,,1,1\n", "--better", "1", "--time-limit", "0", "--json")
        #expect(run.ending == .exited(4))
        let document = try JSON(run.outputBytes)
        #expect(try document["optimum"]["status"].string == "time_limit" && document["regret"].number == -4_500)
        #expect(try document["regret_at_most"].number >= 17_000.0 / 3 - 4_500)
        #expect(try document["better"].items.isEmpty && !document["search_complete"].bool)
        let report = try Self.run("all,card,5,,1,1\n", "--better", "1", "--time-limit", "0")
        #expect(report.output.contains("The time was up before better plans were looked for."))
        #expect(report.outputLines.joined(separator: " ").contains("so that plan is not the best there is."))
    }

    @Test func theGridOfWholeBundlesIsRefused() throws {
        let folder = try PaperScenario().written()
        let grid = try OfferbenchRun("grid", "paper", "--set", "mode=single", in: folder.path)
        #expect(grid.ending == .exited(2) && grid.output.isEmpty && grid.messages.contains("--set mode=split"), "\(grid.messages)")
    }

    @Test func mistakesAreNamed() throws {
        let refused = try Self.run("all,card,7,,1,1\n")
        #expect(refused.ending == .exited(2) && refused.output.isEmpty)
        #expect(refused.messages.hasPrefix("plan.csv:2:10: error: 7 is not among offers.card.percents: 5, 10"))
        #expect(try OfferbenchRun("evaluate", "paper").ending == .exited(64))
        #expect(try Self.run("all,card,5,,1,1\n", "--better", "0").ending == .exited(64))
    }
}

import Foundation
import Testing

/// What changes of the plan that runs today, and how much may, through the built binary.
@Suite struct CurrentPlanRunTests {
    /// Today half of the 100 customers are shown 5 %: value 2,500, cost 250, net 2,250.
    private static let current = "segment,offer,percent,monthly_cap,months,share,bundle\nall,card,5,,1,0.5,1\n"

    private func folder(_ lines: String = "", current: String? = nil) throws -> TemporaryFolder {
        let folder = try PaperScenario().adding("current_plan: current.csv\n" + lines).written()
        try folder.write(current ?? Self.current, to: "paper/current.csv")
        return folder
    }

    private func row(_ name: String, _ document: JSON) throws -> JSON {
        try #require(try document["constraints"].items.first { try $0["name"].string == name })
    }

    @Test func theAnswerSaysWhatChangesAndThatItIsNotWorse() throws {
        let folder = try folder()
        let run = try OfferbenchRun("optimize", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let changes = try JSON(run.outputBytes)["changes"]
        #expect(try abs(changes["current"]["objective"].number - 2_250) < 1e-9)
        #expect(try abs(changes["current"]["totals"]["cost"].number - 250) < 1e-9)
        #expect(try changes["current"]["broken"].items.isEmpty && changes["not_worse"].bool)
        #expect(try abs(changes["objective"].number - 17_000.0 / 3) < 1e-6)
        // The new plan shows 5 % to two thirds and 10 % to one third: the half that has 5 % keeps it.
        #expect(try abs(changes["changed_share"].number - 0.5) < 1e-9 && abs(changes["changed_customers"].number - 50) < 1e-6)
        let cells = try changes["cells"].items
        #expect(cells.count == 1)
        #expect(try cells[0]["from"].items.map { try $0["percent"].number } == [5])
        #expect(try cells[0]["to"].items.map { try $0["percent"].number } == [5, 10])
        #expect(try abs(cells[0]["customers"].number - 50) < 1e-6)
    }

    @Test func aCurrentPlanThatBreaksRulesIsComparedAllTheSame() throws {
        let everybody = Self.current.replacing("5,,1,0.5", with: "10,,1,1")
        let folder = try folder("programme: { holdout_share: 0.1 }", current: everybody)
        let run = try OfferbenchRun("optimize", "paper", "--json", in: folder.path)
        let changes = try JSON(run.outputBytes)["changes"]
        #expect(try changes["current"]["broken"].items.map { try $0["name"].string } == ["budget:total", "holdout"])
        #expect(try !changes["not_worse"].bool && changes["current"]["objective"].number == 8_000)
        let report = try OfferbenchRun("optimize", "paper", in: folder.path).output
        #expect(report.contains(/breaks\s+budget:total \(2,000 against 1,000\)/), "\(report)")
        #expect(report.contains(/breaks\s+rules that the new one keeps/), "\(report)")
    }

    @Test func aLimitOnChangeHoldsThePlanBackAndHasItsPrice() throws {
        let folder = try folder("max_changed_share: 0.2")
        let run = try OfferbenchRun("optimize", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let document = try JSON(run.outputBytes)
        // 20 of those who are shown nothing get 10 %: 400 of the 750 that are left of the budget bring 1,600 more.
        #expect(try abs(document["objective"]["value"].number - 3_850) < 1e-6)
        let steadiness = try row("steadiness", document)
        #expect(try abs(steadiness["used"].number - 0.2) < 1e-9 && steadiness["binding"].bool)
        #expect(try abs(steadiness["shadow_price"].number - 8_000) < 1e-6)
        // The budget ends it: 750 pay for 10 % of 37.5 customers.
        #expect(try abs(steadiness["valid_to"].number - 0.375) < 1e-9 && abs(steadiness["valid_from"].number) < 1e-9)
        #expect(try abs(document["changes"]["changed_share"].number - 0.2) < 1e-9)
        #expect(try document["granularity"].items.count == 1)
        let report = try OfferbenchRun("optimize", "paper", in: folder.path)
        #expect(report.output.contains(/\n  steadiness +20 % +80.00 per 1 % of them +0 % to 37.5 %\n/), "\(report.output)")
        #expect(report.output.contains("Offers change for 20 customers, 20 % of all (at most 20 % may). One more"), "\(report.output)")
        #expect(report.output.contains("percent would bring 80."), "\(report.output)")
        #expect(report.outputLines.allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: [("0", 2_250.0), ("1", 17_000.0 / 3)])
    func noneAndAll(limit: String, objective: Double) throws {
        let folder = try folder()
        let run = try OfferbenchRun("optimize", "paper", "--set", "max_changed_share=\(limit)", "--json", in: folder.path)
        #expect(try abs(JSON(run.outputBytes)["objective"]["value"].number - objective) < 1e-6)
    }

    /// The programme counts from showing nothing: half of the customers would change then.
    @Test func theWrittenProgrammeHasTheLimit() throws {
        let folder = try folder("max_changed_share: 0.2")
        let run = try OfferbenchRun("optimize", "paper", "--write-lp", "out.lp", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let text = try folder.text(of: "out.lp")
        #expect(text.contains(/\n steadiness: - 0.5 .* <= -0.3\n/), "\(text)")
    }

    @Test(arguments: [("granularity=macro", "at granularity macro"), ("granularity=programme", "at granularity programme")])
    func whatCannotBeLimitedIsRefused(setting: String, words: String) throws {
        let folder = try folder("max_changed_share: 0.2")
        let run = try OfferbenchRun("optimize", "paper", "--set", setting, in: folder.path)
        #expect(run.ending == .exited(2) && run.output.isEmpty)
        #expect(
            run.messages.hasPrefix("paper/scenario.yaml:15:20: error: a limit on changed offers \(words) is not supported"),
            "\(run.messages)")
        #expect(run.messages.contains("--set max_changed_share=null"))
    }

    @Test func theHashCoversTheCurrentPlan() throws {
        func hash(_ current: String) throws -> String {
            let folder = try folder(current: current)
            return try JSON(OfferbenchRun("optimize", "paper", "--json", in: folder.path).outputBytes)["scenario"]["sha256"].string
        }
        #expect(try hash(Self.current) != hash(Self.current.replacing("0.5", with: "0.50")))
    }

    @Test func aBrokenCurrentPlanIsToldWithItsLine() throws {
        let folder = try folder(current: Self.current.replacing("card,5", with: "card,7"))
        for command in ["optimize", "validate"] {
            let run = try OfferbenchRun(command, "paper", in: folder.path)
            #expect(run.ending == .exited(2) && run.output.isEmpty)
            #expect(run.messages.hasPrefix("paper/current.csv:2:10: error: 7 is not among offers.card.percents: 5, 10"), "\(run.messages)")
        }
    }

    @Test func whatIsSimulatedAndStressedIsTheSame() throws {
        let folder = try folder("max_changed_share: 0.2")
        #expect(try OfferbenchRun("stress", "paper", "--draws", "10", in: folder.path).ending == .exited(0))
        let plan = ["simulate", "paper", "--plan", "paper/current.csv", "--replications", "2", "--json"]
        #expect(try OfferbenchRun(plan, in: folder.path).ending == .exited(0))
    }
}

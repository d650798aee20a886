import Foundation
import Testing

/// `offerbench simulate` as a user sees it.
@Suite struct SimulateTests {
    private static let plan = "segment,offer,percent,monthly_cap,months,share\nall,card,10,,1,0.5\n"

    @Test func aGivenPlanIsSimulated() throws {
        let folder = try PaperScenario().written()
        try folder.write(Self.plan, to: "plan.csv")
        let run = try OfferbenchRun("simulate", "paper", "--plan", "plan.csv", "--replications", "50", "--json", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let document = try JSON(run.outputBytes)
        #expect(try document["status"].string == "given")
        #expect(try document["certificate"] == .null)
        // 50 customers, one in five completes and costs 100.
        #expect(try document["totals"]["cost"].number == 1_000)
        let simulation = try document["simulation"]
        #expect(try simulation["replications"].number == 50)
        for agreement in try simulation["agreement"].items where try agreement["z"] != .null {
            #expect(try abs(agreement["z"].number) < 4)
        }
        #expect(try simulation["budgets"].items[0]["name"].string == "budget:total")
        #expect(try (0.1...0.9).contains(simulation["budgets"].items[0]["breach_probability"].number))
    }

    @Test func withoutAPlanTheOptimumIsSimulated() throws {
        let folder = try PaperScenario().written()
        let first = try OfferbenchRun("simulate", "paper", "--replications", "3", in: folder.path)
        #expect(first.ending == .exited(0))
        #expect(first.output.contains("The recommended plan, simulated 3 times"))
        #expect(first.outputLines.allSatisfy { $0.count <= 80 })
        #expect(try OfferbenchRun("simulate", "paper", "--replications", "3", "--threads", "1", in: folder.path).output == first.output)
        #expect(try OfferbenchRun("simulate", "paper", "--replications", "3", "--seed", "2", in: folder.path).output != first.output)
    }

    @Test func oneReplicationDoesNotSayHowFarOffItIs() throws {
        let folder = try PaperScenario().written()
        try folder.write(Self.plan.replacing("0.5", with: "1"), to: "plan.csv")
        let once = ["simulate", "paper", "--plan", "plan.csv", "--replications", "1", "--set", "programme.holdout_share=0.1"]
        let simulation = try JSON(OfferbenchRun(once + ["--json"], in: folder.path).outputBytes)["simulation"]
        #expect(try simulation["quantities"]["cost"]["standard_error"] == .null)
        let report = try OfferbenchRun(once, in: folder.path).output
        #expect(report.contains(/\n  completions +\d+ +- +\d+/), "\(report)")
        #expect(report.contains("1 segment is shown offers beyond the holdout"))
    }

    @Test func theOptimumsOwnDocumentIsAPlan() throws {
        let folder = try PaperScenario().written()
        let optimum = try OfferbenchRun("optimize", "paper", "--json", in: folder.path)
        try folder.write(optimum.output, to: "plan.json")
        let run = try OfferbenchRun("simulate", "paper", "--plan", "plan.json", "--json", "--replications", "1", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        #expect(try JSON(run.outputBytes)["recommendations"].items.count == JSON(optimum.outputBytes)["recommendations"].items.count)
    }

    @Test func whatStaysOutstandingIsSaid() throws {
        var scenario = PaperScenario()
        let plan = ["simulate", "paper", "--plan", "plan.csv", "--replications", "5"]
        func run(_ arguments: [String]) throws -> OfferbenchRun {
            let folder = try scenario.written()
            try folder.write(Self.plan, to: "plan.csv")
            return try OfferbenchRun(plan + arguments, in: folder.path)
        }
        #expect(try JSON(run(["--json"]).outputBytes)["simulation"]["outstanding"].number < 0.005)
        #expect(try !run([]).output.contains("still outstanding"))
        scenario.segments = scenario.segments.replacing("0,0.5,0", with: "0,0,0")
        let simulation = try JSON(run(["--json"]).outputBytes)["simulation"]
        let accrued = try simulation["quantities"]["accrued"]["mean"].number
        #expect(try accrued > 0 && simulation["outstanding"].number == accrued)
        #expect(try run([]).output.contains(/\nPoints worth [\d,]+ are still outstanding at the end of month 3:/))
    }

    @Test func aBrokenPlanIsRefusedWithItsLine() throws {
        let folder = try PaperScenario().written()
        try folder.write(Self.plan.replacing("10", with: "7"), to: "plan.csv")
        let run = try OfferbenchRun("simulate", "paper", "--plan", "plan.csv", in: folder.path)
        #expect(run.ending == .exited(2) && run.output.isEmpty)
        #expect(run.messages.hasPrefix("plan.csv:2:10: error: 7 is not among offers.card.percents: 5, 10"))
        let missing = try OfferbenchRun("simulate", "paper", "--plan", "nowhere.csv", in: folder.path)
        #expect(missing.ending == .exited(2) && missing.messages.hasPrefix("nowhere.csv:1:1: error: there is no such file"))
    }

    @Test func fractionalCustomersAreRefusedWithTheirLine() throws {
        var scenario = PaperScenario()
        scenario.segments = scenario.segments.replacing("100,", with: "100.5,")
        let folder = try scenario.written()
        let run = try OfferbenchRun("simulate", "paper", in: folder.path)
        #expect(run.ending == .exited(2) && run.output.isEmpty)
        #expect(run.messages.hasPrefix("paper/segments.csv:2:5: error: customers: 100.5 of segment all cannot be simulated"))
    }

    @Test func withoutTimeThereIsNoSimulation() throws {
        let folder = try PaperScenario().written()
        try folder.write(Self.plan, to: "plan.csv")
        let run = try OfferbenchRun("simulate", "paper", "--plan", "plan.csv", "--time-limit", "0", "--json", in: folder.path)
        #expect(run.ending == .exited(4))
        #expect(try JSON(run.outputBytes)["simulation"] == .null)
    }

    @Test func anInfeasibleScenarioHasNothingToSimulate() throws {
        let folder = try PaperScenario().adding("reach:\n  - { id: r, completions: 1000 }").written()
        let run = try OfferbenchRun("simulate", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(3))
        #expect(try JSON(run.outputBytes)["simulation"] == .null)
    }
}

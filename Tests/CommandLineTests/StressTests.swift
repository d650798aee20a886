import Foundation
import Testing

/// `stress` as schedulers and notebooks meet it.
@Suite struct StressTests {
    /// The paper scenario with a budget that leaves room: everybody gets 10 %, which costs 2,000 and brings a net value of 8,000.
    private static func scenario(budget: Int = 3_000, _ lines: String...) -> PaperScenario {
        var scenario = PaperScenario()
        scenario.yaml = scenario.yaml.replacing(
            "{ id: total, amount: 1000 }", with: "{ id: total, amount: \(budget), breach_probability: 0.05 }")
        return lines.reduce(scenario) { $0.adding($1) }
    }

    private static let uncertain = "uncertainty: { spend: 0.2, uptake: 0.1, correlation: { uptake-spend: 0.3 }, draws: 400 }"

    private static func document(_ arguments: [String], in folder: TemporaryFolder) throws -> JSON {
        let run = try OfferbenchRun(["stress", "paper", "--json"] + arguments, in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        return try JSON(run.outputBytes)
    }

    /// Spend times 1.2 costs 2,400; at log 1.5 / log 1.2 times that stress the cost is 3,000.
    @Test func aStressOnPaper() throws {
        let folder = try Self.scenario(budget: 3_000, "stresses: [{ id: dear, spend: x1.2 }]").written()
        let stresses = try Self.document([], in: folder)["stresses"].items
        let ids = try stresses.map { try $0["id"].string }
        #expect(
            ids == ["dear", "viral-uptake", "fraud-ring", "points-run", "food-inflation", "value-overestimated", "all-together"])
        #expect(try abs(stresses[0]["totals"]["cost"].number - 2_400) < 1e-9)
        #expect(try abs(stresses[0]["breaking_multiple"].number - log(1.5) / log(1.2)) < 1e-6)
        #expect(try stresses[0]["breaking_row"] == .string("budget:total"))
        let budget = try stresses[0]["budgets"].items[0]
        #expect(try budget["name"] == .string("budget:total") && budget["breached"] == .bool(false) && budget["limit"].number == 3_000)
        #expect(try stresses[5]["breaking_multiple"] == .null)
    }

    @Test func drawsHaveTheKeysOfTheContract() throws {
        let folder = try Self.scenario(budget: 3_000, Self.uncertain).written()
        let document = try Self.document([], in: folder)
        let draws = try document["draws"]
        #expect(try draws["count"].number == 400 && draws["sampling"] == .string("sobol"))
        for quantity in ["cost", "accrued", "fraud_loss", "completions", "incremental_completions", "value", "net_value"] {
            let figures = try draws["quantities"][quantity]
            for key in ["expected", "mean", "standard_error", "sd", "p05", "p50", "p95", "min", "max"] { #expect(figures.has(key)) }
            #expect(try figures["min"].number <= figures["p05"].number && figures["p95"].number <= figures["max"].number)
        }
        let cost = try draws["quantities"]["cost"]
        #expect(try abs(cost["expected"].number - 2_000) < 1e-9 && abs(cost["mean"].number - 2_000) < 40 && cost["sd"].number > 300)
        let budget = try draws["budgets"].items[0]
        for key in ["breach_probability", "var95", "cvar95", "reserve95", "reserve99"] {
            #expect(budget.has(key))
            #expect(try budget["standard_errors"].has(key))
        }
        #expect(try draws["any_breach_probability"] == budget["breach_probability"])
        #expect(try document["tornado"].items.map { try $0["factor"].string } == ["spend", "uptake"])
        #expect(try document["schema"] == .string("offerbench-result/1"))
    }

    /// 5 % for everybody: one in ten completes and costs 50. Odds of 1/9 times 9 are even.
    @Test func aGivenPlanIsPutUnderStress() throws {
        let folder = try Self.scenario(budget: 3_000, "stresses: [{ id: even, uptake: 2.1972245773362196 }]").written()
        try folder.write("segment,offer,percent,monthly_cap,months,share,bundle\nall,card,5,,1,1,1\n", to: "plan.csv")
        let document = try Self.document(["--plan", "plan.csv"], in: folder)
        #expect(try document["status"] == .string("given") && abs(document["totals"]["cost"].number - 500) < 1e-9)
        #expect(try abs(document["stresses"].items[0]["totals"]["cost"].number - 2_500) < 1e-8)
        #expect(try abs(document["draws"]["quantities"]["cost"]["mean"].number - 500) < 1e-9)
    }

    /// 10 % for everybody costs 2,000 and completes 20 times.
    @Test func whatThePlanBreaksAlreadyIsNotBlamedOnTheStresses() throws {
        let folder = try Self.scenario(budget: 1_500, "reach: [{ id: many, completions: 30 }]").written()
        try folder.write("segment,offer,percent,monthly_cap,months,share\nall,card,10,,1,1\n", to: "plan.csv")
        let section =
            "Rules that the plan breaks   used  limit  beyond it\n  budget:total              2,000  1,500        500\n"
            + "  reach:many                   20     30         10\n"
        let run = try OfferbenchRun("stress", "paper", "--plan", "plan.csv", in: folder.path)
        let stress = run.output
        #expect(run.outputLines.allSatisfy { $0.count <= 80 })
        #expect(stress.contains(section), "\(stress)")
        #expect(stress.contains(/none, as expected +2,000 +8,000 +budget:total \+1\n/), "\(stress)")
        #expect(stress.contains(/food-inflation +2,400 +\S+ +already broken +nothing more\n/), "\(stress)")
        #expect(try OfferbenchRun("simulate", "paper", "--plan", "plan.csv", in: folder.path).output.contains(section))
        // An optimum keeps them all.
        let full = try OfferbenchRun("stress", "paper", "--set", "reach=null", in: folder.path).output
        #expect(full.contains(" at once  budget:total\n") && !full.contains("already broken"), "\(full)")
    }

    @Test func whyNothingMovesIsSaid() throws {
        let header = "segment,offer,percent,monthly_cap,months,share\n"
        func report(_ plan: String, _ lines: String...) throws -> String {
            let folder = try lines.reduce(Self.scenario()) { $0.adding($1) }.written()
            try folder.write(header + plan, to: "plan.csv")
            return try OfferbenchRun("stress", "paper", "--plan", "plan.csv", in: folder.path).output.replacing("\n", with: " ")
        }
        let shown = "all,card,10,,1,1\n"
        #expect(try report("", Self.uncertain).contains("nothing moves: nobody is shown anything."))
        #expect(try report(shown).contains("nothing moves: the scenario states no uncertainty."))
        #expect(try report(shown, "uncertainty: { value: 0.2 }").contains("the cost does not move."))
    }

    @Test func optionsChooseTheDraws() throws {
        let folder = try Self.scenario(budget: 3_000, Self.uncertain).written()
        let usual = try Self.document([], in: folder)["draws"]
        #expect(try Self.document(["--draws", "60"], in: folder)["draws"]["count"].number == 60)
        for sampling in ["plain", "antithetic"] {
            let draws = try Self.document(["--sampling", sampling], in: folder)["draws"]
            #expect(try draws["sampling"] == .string(sampling) && draws["quantities"] != usual["quantities"])
        }
        #expect(try Self.document(["--seed", "9"], in: folder)["draws"]["quantities"] != usual["quantities"])
        let certain = try Self.scenario().written()
        #expect(try Self.document([], in: certain)["draws"]["count"].number == 2_000)
    }

    /// Spend uncertain by 20 % breaks 3,000 in 2 % of draws, and 2,100 in 37 %; the budget allows 5 %.
    @Test func theGateFailsWhereABudgetBreaksTooOften() throws {
        let safe = try Self.scenario(budget: 3_000, "uncertainty: { spend: 0.2 }").written()
        let passed = try OfferbenchRun("stress", "paper", "--gate", in: safe.path)
        #expect(passed.ending == .exited(0) && passed.messages == "")
        let tight = try Self.scenario(budget: 2_100, "uncertainty: { spend: 0.2 }").written()
        let failed = try OfferbenchRun("stress", "paper", "--gate", "--json", in: tight.path)
        #expect(failed.ending == .exited(1))
        #expect(
            failed.messages.contains(/^gate failed: budget:total breaks in 3\d(\.\d+)? % of the draws, and may in 5 %\n$/),
            "\(failed.messages)")
        #expect(try JSON(failed.outputBytes)["draws"]["budgets"].items.count == 1)
        #expect(try OfferbenchRun("stress", "paper", in: tight.path).ending == .exited(0))
    }

    @Test func aGateThatLooksAtNothingSaysSo() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("stress", "paper", "--gate", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(run.messages.contains("no budget has a breach_probability"))
    }

    @Test func endsAsOptimizeDoes() throws {
        let clash = try PaperScenario().adding("reach: [{ id: many, completions: 50 }]").written()
        let infeasible = try OfferbenchRun("stress", "paper", "--gate", "--json", in: clash.path)
        #expect(infeasible.ending == .exited(3))
        #expect(try JSON(infeasible.outputBytes)["stresses"].items.isEmpty && JSON(infeasible.outputBytes)["draws"] == .null)
        let folder = try Self.scenario().written()
        #expect(try OfferbenchRun("stress", "paper", "--time-limit", "0", in: folder.path).ending == .exited(4))
        let contradiction = try Self.scenario(
            budget: 3_000, "uncertainty: { correlation: { uptake-spend: 0.9, uptake-fraud: 0.9 } }"
        ).written()
        for command in ["stress", "validate", "optimize", "simulate"] {
            let run = try OfferbenchRun(command, "paper", in: contradiction.path)
            #expect(run.ending == .exited(2) && run.output == "")
            #expect(run.messages.contains(/(?m)^paper\/scenario.yaml:14:\d+: error: .*positive definite.*spend-fraud between 0\.6201/))
        }
        for arguments in [["--draws", "0"], ["--draws", "10000001"], ["--sampling", "odd"]] {
            #expect(try OfferbenchRun(["stress", "paper"] + arguments, in: folder.path).ending == .exited(64))
        }
    }

    @Test(arguments: Repository.all)
    func bytesDependNeitherOnThreadsNorOnTheRun(_ place: Repository.Place) throws {
        func run(_ threads: String, _ format: [String]) throws -> OfferbenchRun {
            try OfferbenchRun(["stress", place.name, "--draws", "300", "--threads", threads] + format, in: place.folder)
        }
        let text = try run("1", []).outputBytes
        #expect(try run("2", []).outputBytes == text)
        let document = try JSON(run("1", ["--json"]).outputBytes).without("provenance", "run")
        for threads in ["2", "7"] { #expect(try JSON(run(threads, ["--json"]).outputBytes).without("provenance", "run") == document) }
    }

    @Test(arguments: Repository.all)
    func theReportReadsAt80Columns(_ place: Repository.Place) throws {
        let run = try OfferbenchRun("stress", place.name, "--draws", "300", in: place.folder)
        for line in run.outputLines { #expect(line.count <= 80, "\(line)") }
        #expect(run.messages == "")
    }

    @Test func theReportMarksTheBudgetAmongTheDraws() throws {
        let folder = try Self.scenario(budget: 2_100, Self.uncertain).written()
        let output = try OfferbenchRun("stress", "paper", in: folder.path).output
        #expect(output.contains(/\n +2,100 +----- budget:total -----\n/))
        #expect(output.contains("Budget total may break in 5 %: it does in "))
        #expect(output.contains("expected") && output.contains("drawn: mean"))
    }
}

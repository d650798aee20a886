import Foundation
import Testing

/// Tail budgets through the built binary. Without uncertainty every draw costs the same, so that CVaR is the cost.
@Suite struct TailBudgetRunTests {
    private static let tail = "tail_budgets=[{id: total, level: 0.95, amount: 800}]"

    @Test func theTailBudgetHoldsThePlanBack() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", "--set", Self.tail, "--json", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let document = try JSON(run.outputBytes)
        let row = try #require(try document["constraints"].items.first { try $0["name"].string == "cvar:total" })
        #expect(try abs(row["used"].number - 800) < 1e-5 && row["binding"].bool)
        // As one more unit of a budget on cost would.
        #expect(try abs(row["shadow_price"].number - 3_500.0 / 1_500) < 1e-6)
        #expect(try row["valid_from"] == .null && row["tight_cuts"].number == 1)
        #expect(try abs(document["totals"]["cost"].number - 800) < 1e-5)
    }

    @Test func aClashNamesTheTailBudget() throws {
        let folder = try PaperScenario().adding("reach:\n  - { id: r, completions: 9 }").written()
        let run = try OfferbenchRun(
            "optimize", "paper", "--set", "tail_budgets=[{id: total, level: 0.95, amount: 300}]", "--json", in: folder.path)
        #expect(run.ending == .exited(3), "\(run.messages)")
        #expect(try JSON(run.outputBytes)["infeasibility"]["clashing"].items.map { try $0.string }.sorted() == ["cvar:total", "reach:r"])
    }

    @Test func theProgrammeWithoutItIsNotWritten() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", "--set", Self.tail, "--write-lp", "out.lp", in: folder.path)
        #expect(run.ending == .exited(2) && run.output.isEmpty)
        #expect(run.messages.contains("--set tail_budgets=null"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/out.lp"))
    }
}

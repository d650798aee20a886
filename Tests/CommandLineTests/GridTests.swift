import Foundation
import Testing

/// `offerbench grid` as finance sees it.
@Suite struct GridTests {
    /// The paper scenario where everybody is best shown 10 % for two months; a cap of 50 makes of it 5 %, and one month half as much.
    private static var scenario: PaperScenario {
        var scenario = PaperScenario()
        scenario.yaml = scenario.yaml.replacing("months: [1] }", with: "monthly_caps: [50, 100], months: [1] }")
        scenario.yaml = scenario.yaml.replacing("amount: 1000", with: "amount: 10000")
        return scenario
    }

    @Test func aTighterCapHasItsPrice() throws {
        let folder = try Self.scenario.written()
        let run = try OfferbenchRun("grid", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let lines = try JSON(run.outputBytes)["grid"].items
        #expect(try lines.map { try $0["restriction"].string } == ["monthly_cap", "monthly_cap", "months", "not_shown"])
        #expect(try lines.allSatisfy { try $0["offer"].string == "card" && $0["status"].string == "optimal" })
        // 10 % up to 100 costs 2,000 and brings 10,000; up to 50 it is 5 %, which costs 500 and brings 5,000.
        let expected = [(4_500.0, -3_500.0, 500.0, 5_000.0), (8_000, 0, 2_000, 10_000), (8_000, 0, 2_000, 10_000), (0, -8_000, 0, 0)]
        for (line, figures) in zip(lines, expected) {
            #expect(try abs(line["objective"].number - figures.0) < 1e-6 && abs(line["change"].number - figures.1) < 1e-6)
            #expect(try abs(line["cost"].number - figures.2) < 1e-6 && abs(line["worst_case"].number - figures.3) < 1e-6)
        }
        #expect(try lines[0]["monthly_cap"].number == 50 && lines[2]["months"].number == 1 && !lines[2].has("monthly_cap"))
        let report = try OfferbenchRun("grid", "paper", "--offer", "card", in: folder.path).output.replacing(/\s+/, with: " ")
        #expect(report.contains("up to 50 rather than up to 100 costs 3,500 of net value"), "\(report)")
        #expect(report.contains("takes 5,000 off the worst case"), "\(report)")
        #expect(report.contains("without it 8,000 of net value would be lost."), "\(report)")
    }

    @Test func theLaunchFitsATerminalAndDoesNotDependOnThreads() throws {
        let runs = try ["1", "2"].map { try OfferbenchRun("grid", "coalition-launch", "--threads", $0, in: Repository.scenarios) }
        #expect(runs[0].ending == .exited(0) && runs[0].output == runs[1].output)
        for line in runs[0].outputLines { #expect(line.count <= 80 && line.last?.isWhitespace != true, "\(line)") }
        #expect(runs[0].output.contains(/\nhome-policy\n(  .*\n){3}  not shown at all +no plan\n/))
    }

    @Test func linesThatAreNotReachedAreNotGuessed() throws {
        let folder = try Self.scenario.written()
        let run = try OfferbenchRun("grid", "paper", "--time-limit", "0", "--json", in: folder.path)
        #expect(run.ending == .exited(4))
        #expect(try JSON(run.outputBytes)["grid"].items.isEmpty)
    }

    @Test func anInfeasibleScenarioTellsItsStory() throws {
        let folder = try Self.scenario.adding("reach: [{ id: many, completions: 50 }]").written()
        let run = try OfferbenchRun("grid", "paper", in: folder.path)
        #expect(run.ending == .exited(3) && run.output.contains("reach:many"))
    }

    @Test func anUnknownOfferIsNamed() throws {
        let folder = try Self.scenario.written()
        let run = try OfferbenchRun("grid", "paper", "--offer", "crad", in: folder.path)
        #expect(run.ending == .exited(2) && run.output.isEmpty && run.messages.contains("did you mean `card`?"))
    }
}

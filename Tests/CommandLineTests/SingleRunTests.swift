import Foundation
import Testing

/// `mode: single` through the built binary.
@Suite struct SingleRunTests {
    private static let single = ["--set", "mode=single"]

    @Test func onPaperTheLowerPercentIsShownToAll() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun(["optimize", "paper", "--json"] + Self.single, in: folder.path)
        #expect(run.ending == .exited(0) && run.messages == "")
        let document = try JSON(run.outputBytes)
        #expect(try document["status"].string == "optimal")
        #expect(try abs(document["objective"]["value"].number - 4_500) < 1e-9 && document["objective"]["gap"].number <= 1e-9)
        #expect(try abs(document["objective"]["relaxed_value"].number - 17_000.0 / 3) < 1e-6)
        #expect(try document["recommendations"].items.count == 1 && document["recommendations"].items[0]["share"].number == 1)
        #expect(try document["certificate"]["split_segments"].number == 0)
        let budget = try document["constraints"].items[0]
        #expect(try !budget["binding"].bool && abs(budget["shadow_price"].number - 7.0 / 3) < 1e-9 && budget["slack"].number == 500)
        let text = try OfferbenchRun(["optimize", "paper"] + Self.single, in: folder.path).output
        #expect(text.contains("Each segment gets one bundle; to split some would bring 1,167 (25.9259 %) more."), "\(text)")
        #expect(text.contains("Prices and their ranges are those of the plan that may split segments."), "\(text)")
    }

    @Test func whatOnlySplitSegmentsCouldKeepIsInfeasible() throws {
        let folder = try PaperScenario().adding("reach: [{ id: many, completions: 12 }]").written()
        #expect(try OfferbenchRun("optimize", "paper", in: folder.path).ending == .exited(0))
        let run = try OfferbenchRun(["optimize", "paper"] + Self.single, in: folder.path)
        #expect(run.ending == .exited(3))
        #expect(run.output.contains("Plans that split a segment between bundles can keep every rule"), "\(run.output)")
        let json = try OfferbenchRun(["optimize", "paper", "--json"] + Self.single, in: folder.path)
        #expect(json.ending == .exited(3))
        #expect(try JSON(json.outputBytes)["infeasibility"]["clashing"].items == [.string("budget:total"), .string("reach:many")])
    }

    @Test func withoutTimeTheExitCodeSaysSo() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun(["optimize", "paper", "--time-limit", "0", "--json"] + Self.single, in: folder.path)
        #expect(run.ending == .exited(4))
        #expect(try JSON(run.outputBytes)["status"].string == "time_limit")
    }

    @Test func thePlanIsSimulatedAndStressed() throws {
        let folder = try PaperScenario().written()
        let simulated = try OfferbenchRun(["simulate", "paper", "--replications", "2", "--json"] + Self.single, in: folder.path)
        #expect(try simulated.ending == .exited(0) && JSON(simulated.outputBytes)["simulation"]["replications"].number == 2)
        let stressed = try OfferbenchRun(["stress", "paper", "--draws", "20", "--json"] + Self.single, in: folder.path)
        #expect(try stressed.ending == .exited(0) && JSON(stressed.outputBytes)["draws"]["count"].number == 20)
    }

    @Test func theLaunchHasOneBundlePerSegment() throws {
        let arguments = ["coalition-launch"] + Self.single
        let run = try OfferbenchRun(["optimize", "--json"] + arguments, in: Repository.scenarios)
        #expect(run.ending == .exited(0))
        let document = try JSON(run.outputBytes)
        let bundles = try Set(document["recommendations"].items.map { try "\($0["segment"].string) \($0["bundle"].number)" })
        let segments = try Set(document["recommendations"].items.map { try $0["segment"].string })
        #expect(bundles.count == segments.count)
        #expect(try document["recommendations"].items.allSatisfy { try $0["share"].number == 0.95 })
        let objective = try document["objective"]
        #expect(
            try objective["value"].number <= objective["bound"].number
                && objective["bound"].number <= objective["relaxed_value"].number * (1 + 1e-9))
        #expect(try (0...0.01).contains(objective["gap"].number))
        for row in try document["constraints"].items {
            #expect(try row["slack"].number >= -1e-8 * max(1, abs(row["limit"].number), abs(row["used"].number)))
        }
    }
}

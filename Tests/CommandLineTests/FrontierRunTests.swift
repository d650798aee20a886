import Foundation
import Testing

/// `offerbench frontier` as a user and a script see it.
@Suite struct FrontierRunTests {
    private static func run(_ arguments: String..., scenario: PaperScenario = PaperScenario()) throws -> OfferbenchRun {
        let folder = try scenario.written()
        return try OfferbenchRun(["frontier", "paper"] + arguments, in: folder.path)
    }

    @Test func thePaperScenarioHasTheBreakpointsOfPaper() throws {
        let run = try Self.run("--from", "0", "--to", "3000", "--json")
        #expect(run.ending == .exited(0) && run.messages == "")
        let document = try JSON(run.outputBytes)
        #expect(try document["status"].string == "optimal")
        let frontier = try document["frontier"]
        #expect(try frontier["row"].string == "budget:total" && frontier["complete"].bool && frontier["largest_error"].number == 0)
        for (key, expected) in [
            ("limit", [0, 500, 2_000, 3_000]), ("objective", [0, 4_500, 8_000, 8_000]), ("shadow_price", [9, 7.0 / 3, 0, 0]),
        ] {
            let found = try frontier["breakpoints"].items.map { try $0[key].number }
            #expect(found.count == 4 && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, $1) }, "\(key): \(found)")
        }
        let life = try frontier["shelf_life"]
        #expect(try abs(life["from"].number - 500) < 1e-6 && abs(life["to"].number - 2_000) < 1e-6)
        #expect(try life["next_segment"].string == "all")
        #expect(try abs(frontier["flat_from"].number - 2_000) < 1e-6)
    }

    @Test func theReportReadsLikeThis() throws {
        let run = try Self.run("--from", "0", "--to", "3000")
        #expect(run.output == Self.report)
    }

    @Test func theUsualIntervalIsAroundTheFirstBudget() throws {
        let frontier = try JSON(Self.run("--json").outputBytes)["frontier"]
        #expect(try frontier["from"].number == 500 && frontier["to"].number == 1_500)
        // Beyond the interval, where 10 % is shown to all.
        #expect(try abs(frontier["flat_from"].number - 2_000) < 1e-6)
    }

    @Test func wrongQuestionsAreRefused() throws {
        let cases: [(arguments: [String], code: Int32, message: String)] = [
            (["--row", "budget:totl"], 2, "--row:1:1: error: there is no row `budget:totl`, did you mean `budget:total`?"),
            (["--row", "total"], 2, "did you mean `budget:total`?"),
            (["--row", "budgets"], 2, "there is no row `budgets`, rows: budget:total, pnl:shop"),
            (["--row", "return:r"], 2, "the limit of return:r is 0 whatever its ratio"),
            (["--row", "pnl:shop"], 2, "pnl:shop has a limit of 0, which suggests no interval, give both --from and --to"),
            (["--from", "2000"], 2, "--from:1:1: error: the interval would be from 2000.0 to 1500.0"),
            (["--from=-5"], 2, "--from:1:1: error: -5.0 is no limit of budget:total"),
            (["--from", "7", "--to", "5"], 64, "--from must not be above --to"),
            (["--from", "nan"], 64, "--from must be a finite number"),
            (["--to", "inf"], 64, "--to must be a finite number"),
            (["--to", "much"], 64, "much"), (["--most-breakpoints", "1"], 64, "--most-breakpoints must be"),
            (["--set", "mode=single"], 2, "--set mode=split"),
            (["--set", "tail_budgets=[{id: t, level: 0.9, amount: 800}]"], 2, "--set tail_budgets=null"),
            (["--set", "budgets=null"], 2, "the scenario has no budget, name another row: pnl:shop"),
        ]
        var scenario = PaperScenario().adding("returns: [{ id: r, ratio: 1 }]")
        scenario.yaml = scenario.yaml.replacing("redeem_share: 1 }", with: "redeem_share: 1, pnl_floor: 0 }")
        let folder = try scenario.written()
        for (arguments, code, message) in cases {
            let run = try OfferbenchRun(["frontier", "paper"] + arguments, in: folder.path)
            #expect(run.ending == .exited(code) && run.output == "", "\(arguments): \(run.ending)")
            #expect(run.messages.contains(message), "\(arguments): \(run.messages)")
        }
    }

    @Test func anIntervalWithoutAPlanIsInfeasible() throws {
        let scenario = PaperScenario().adding("reach: [{ id: many, completions: 18 }]")
        let none = try Self.run("--json", scenario: scenario)
        #expect(none.ending == .exited(3))
        let frontier = try JSON(none.outputBytes)["frontier"]
        #expect(try frontier["breakpoints"].items.isEmpty && abs(frontier["tightest_feasible"].number - 1_700) < 1e-4)
        #expect(try frontier["clashing"].items == [.string("budget:total"), .string("reach:many")] && frontier["shelf_life"] == .null)
        let text = try Self.run(scenario: scenario)
        #expect(text.ending == .exited(3))
        #expect(text.output.contains("No plan keeps every rule at any of these limits"))
        // Part of this interval is feasible, though the scenario's own limit is not.
        let some = try Self.run("--to", "1900", scenario: scenario)
        #expect(some.ending == .exited(0))
        #expect(some.output.contains("No plan keeps every rule with a limit below 1,700"))
        #expect(some.output.contains("With the present limit of 1,000 no plan keeps every"))
    }

    @Test func withoutTimeTheExitCodeSaysSo() throws {
        for format in [[], ["--json"]] {
            let folder = try PaperScenario().written()
            let run = try OfferbenchRun(["frontier", "paper", "--time-limit", "0"] + format, in: folder.path)
            #expect(run.ending == .exited(4) && !run.output.isEmpty)
        }
    }

    @Test(arguments: Repository.all)
    func theCurveOfEveryScenarioIsConcaveAndReadsAt80Columns(_ place: Repository.Place) throws {
        let json = try OfferbenchRun("frontier", place.name, "--json", "--threads", "1", in: place.folder)
        let document = try JSON(json.outputBytes)
        let points = try document["frontier"]["breakpoints"].items
        #expect(json.ending == .exited(points.isEmpty ? 3 : 0))
        #expect(try points.isEmpty || document["frontier"]["complete"].bool)
        for (left, right) in zip(points, points.dropFirst()) {
            let (price, width) = try (left["shadow_price"].number, right["limit"].number - left["limit"].number)
            let (from, to) = try (left["objective"].number, right["objective"].number)
            #expect(width > 0 && abs(from + price * width - to) <= 1e-9 * max(1, abs(to)))
            #expect(try right["shadow_price"].number <= price * (1 + 1e-9))
        }
        let again = try JSON(OfferbenchRun("frontier", place.name, "--json", "--threads", "2", in: place.folder).outputBytes)
        #expect(try again["frontier"] == document["frontier"])
        let text = try OfferbenchRun("frontier", place.name, in: place.folder)
        for line in text.outputLines { #expect(line.count <= 80 && line.last?.isWhitespace != true, "\(line)") }
        #expect(text.messages == "")
    }

    private static let report = """
        On paper
        Net value of the best plan while the limit of budget:total goes from 0 to 3,000,
        at granularity segment; amounts in RUB.

        It rises from 0 to 8,000, in 3 straight pieces. Beyond 2,000 nothing more is
        gained.

        The present plan holds for a limit from 500 to 2,000: the same offers for the
        same segments, while the shares of split segments follow the limit.
        Just above 2,000:
          all no longer gets card 5 % for 1 mo
        Just below 500:
          all begins to get nothing
          all no longer gets card 10 % for 1 mo

        Net value by limit, and what loosening it by one brings there
              0  #                                       0  9.00 a RUB
            273  ###########                         2,455  9.00 a RUB
            545  ####################                4,606  2.33 a RUB
            818  #######################             5,242  2.33 a RUB
          1,000  ----- the present limit -----
          1,091  #########################           5,879  2.33 a RUB
          1,364  ############################        6,515  2.33 a RUB
          1,636  ###############################     7,152  2.33 a RUB
          1,909  #################################   7,788  2.33 a RUB
          2,182  ##################################  8,000  0.00 a RUB
          2,455  ##################################  8,000  0.00 a RUB
          2,727  ##################################  8,000  0.00 a RUB
          3,000  ##################################  8,000  0.00 a RUB

        Breakpoints  net value  loosened by one: below  above
          500            4,500                    9.00   2.33
          2,000          8,000                    2.33   0.00

        """
}

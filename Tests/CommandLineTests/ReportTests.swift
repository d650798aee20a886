import Testing

/// The page of text that people read.
@Suite struct ReportTests {
    static let granularities = ["segment", "macro", "programme"]

    @Test(arguments: Repository.all, granularities)
    func fitsATerminal(_ place: Repository.Place, granularity: String) throws {
        let run = try OfferbenchRun("optimize", place.name, "--set", "granularity=\(granularity)", in: place.folder)
        #expect(run.messages == "")
        #expect(run.output.hasSuffix("\n") && !run.output.hasSuffix("\n\n"))
        for line in run.outputLines {
            #expect(line.count <= 80, "\(line)")
            #expect(line.last?.isWhitespace != true, "\(line)")
        }
        #expect(!run.output.contains("\n\n\n"))
        for word in ["nan", "inf", "nil", "Optional"] {
            #expect(!run.outputLines.contains { $0.split(separator: " ").contains { $0 == word } })
        }
    }

    @Test(arguments: Repository.all)
    func hasTheFiguresOfTheDocument(_ place: Repository.Place) throws {
        let report = try OfferbenchRun("optimize", place.name, in: place.folder).output
        let document = try JSON(OfferbenchRun("optimize", place.name, "--json", in: place.folder).outputBytes)
        for row in try document["constraints"].items { try #expect(report.contains(row["name"].string)) }
        for asset in try document["assets"].items { try #expect(report.contains("\n  \(asset["asset"].string) ")) }
        guard try document["status"].string == "optimal" else {
            for row in try document["infeasibility"]["clashing"].items { try #expect(report.contains(row.string)) }
            return
        }
        let sentence = try #require(report.firstMatch(of: /(Net value|Value) (-?[\d.,]+)( M| bn)? for a cost of/))
        let shown = try #require(Double(sentence.2.replacing(",", with: "")))
        let scale = sentence.3 == " M" ? 1e6 : sentence.3 == " bn" ? 1e9 : 1
        let exact = try document["objective"]["value"].number
        // Four digits are shown.
        #expect(abs(shown * scale - exact) <= 5e-4 * abs(exact))
    }

    @Test func thePaperScenarioReadsLikeThis() throws {
        let folder = try PaperScenario().written()
        #expect(try OfferbenchRun("optimize", "paper", in: folder.path).output == Self.paper)
    }

    @Test func anInfeasibleScenarioReadsLikeThis() throws {
        let folder = try PaperScenario().adding("reach: [{ id: many, completions: 18 }]").written()
        #expect(try OfferbenchRun("optimize", "paper", in: folder.path).output == Self.infeasible)
        // More than everybody at the best percent.
        let alone = ["optimize", "paper", "--set", "budgets=null", "--set", "reach.many.completions=300"]
        #expect(try OfferbenchRun(alone, in: folder.path).output == Self.unreachable)
    }

    @Test func aPlanThatShowsNothingSaysWhy() throws {
        let folder = try PaperScenario().written()
        let broke = try OfferbenchRun("optimize", "paper", "--set", "budgets.total.amount=0", in: folder.path).output
        #expect(broke.contains("Nobody is shown anything: budget:total holds everything back.\n"), "\(broke)")
        var worthless = PaperScenario()
        worthless.values = worthless.values.replacing("0,500", with: "0,0")
        let empty = try worthless.written()
        let report = try OfferbenchRun("optimize", "paper", in: empty.path).output
        #expect(report.contains("Nobody is shown anything: no offer is worth its cost under these rules.\n"), "\(report)")
        let tail = try PaperScenario().adding("tail_budgets: [{ id: worst, level: 0.9, amount: 0 }]\nuncertainty: { spend: 0.2 }").written()
        let held = try OfferbenchRun("optimize", "paper", in: tail.path).output
        #expect(held.contains("Nobody is shown anything: cvar:worst holds everything back.\n"), "\(held)")
    }

    @Test func aRunOutOfTimeReadsLikeThis() throws {
        let folder = try PaperScenario().written()
        #expect(try OfferbenchRun("optimize", "paper", "--time-limit", "0", in: folder.path).output == Self.late)
    }

    private static let paper = """
        On paper
        Optimal (gap 0 %) at granularity segment; amounts in RUB.

        Net value 5,667 for a cost of 1,000. The worst case has no limit, for want of a
        cap.

        By offer   percent  shown  completed   cost  net value
          card    5 - 10 %    100         13  1,000      5,667

        By segment   share  shown together: percent, monthly cap, months
        all         66.7 %  card 5 %, no cap, 1 mo
                    33.3 %  card 10 %, no cap, 1 mo
        One group is split between bundles, so that tight limits are used to the full.

        Totals
          customers             100    pairs shown                 100
          completions            13    incremental                  13
          value               6,667    cost, points redeemed     1,000
          fees from partners      0    - deadweight                  0
          net value           5,667    - fraud                       0
          points accrued      1,000    worst case             no limit

        Who gains, who pays   gain  points paid  fees paid    P&L
          shop               6,667        1,000          0  5,667
          programme              0            0          0      0
          sum = net value                                   5,667

        What holds it back  limit  looser by one brings  while the limit is
          budget:total      1,000          2.33 per RUB  500 to 2,000

        Price of coarseness           objective  lost
          one decision per segment        5,667     0  0 %
          one decision per macro          5,667     0  0 %
          one decision per programme      5,667     0  0 %

        """

    private static let infeasible = """
        On paper
        No plan keeps every rule at granularity segment; amounts in RUB.

        These rules clash; without any one of them the others can be kept:
          budget:total  programme  at most 1,000
          reach:many    programme  at least 18 completions

        Cheapest repair  whose      from     to
          reach:many     programme    18  13.33

        """

    private static let unreachable = """
        On paper
        No plan keeps every rule at granularity segment; amounts in RUB.

        This rule cannot be kept, whatever the others:
          reach:many  programme  at least 300 completions

        Cheapest repair  whose      from  to
          reach:many     programme   300  20

        """

    private static let late = """
        On paper
        The time was up: best plan so far (no plan is worth more than 8,000) at
        granularity segment; amounts in RUB.

        Net value 0 for a cost of 0. If everyone shown took every cap in full, it would
        cost 0.

        Nobody is shown anything.

        Totals
          customers           100    pairs shown            0
          completions           0    incremental            0
          value                 0    cost, points redeemed  0
          fees from partners    0    - deadweight           0
          net value             0    - fraud                0
          points accrued        0    worst case             0

        Who gains, who pays  gain  points paid  fees paid  P&L
          shop                  0            0          0    0
          programme             0            0          0    0
          sum = net value                                    0

        Not binding: budget:total (0 % used).

        Price of coarseness           objective  lost
          one decision per segment            0     0
          one decision per macro              0     0
          one decision per programme          0     0

        """
}

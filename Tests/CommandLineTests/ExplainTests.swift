import Testing

/// `offerbench explain`: the reasons for an optimum, as people and programs read them.
@Suite struct ExplainTests {
    @Test func thePaperScenarioReadsLikeThis() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("explain", "paper", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(run.output == Self.paper)
    }

    @Test(arguments: Repository.all)
    func fitsATerminal(_ place: Repository.Place) throws {
        let run = try OfferbenchRun("explain", place.name, in: place.folder)
        #expect(run.messages == "")
        for line in run.outputLines {
            #expect(line.count <= 80, "\(line)")
            #expect(line.last?.isWhitespace != true, "\(line)")
        }
        for word in ["nan", "inf", "nil", "Optional"] {
            #expect(!run.outputLines.contains { $0.split(separator: " ").contains { $0 == word } })
        }
    }

    @Test func theDocumentHasTheReasonsOfEveryCell() throws {
        let folder = try PaperScenario().written()
        let document = try JSON(OfferbenchRun("explain", "paper", "--json", in: folder.path).outputBytes)
        let shown = try document["why"]["recommendations"].items
        #expect(try shown.map { try $0["percent"].number } == [5, 10])
        // 5 % to two thirds: 6.67 completions bring 3,333 for 333; 10 % there would bring 2,333 more at a price of 2,333.
        let lower = try shown[0]["from_lower"]
        #expect(try lower["percent"] == .null)
        #expect(abs(try lower["value"].number - 10_000 / 3) < 1e-6)
        let higher = try shown[0]["to_higher"]
        #expect(abs(try higher["objective"].number - 7_000 / 3) < 1e-6)
        #expect(abs(try higher["priced"].number - 7_000 / 3) < 1e-6)
        #expect(try higher["dearest_row"].string == "budget:total")
        #expect(shown[1].has("to_higher"))
        #expect(try shown[1]["to_higher"] == .null)
        #expect(try document["why"]["not_shown"].items.isEmpty)
    }

    @Test func aSegmentOrAnOfferIsAskedForByName() throws {
        let all = try JSON(OfferbenchRun("explain", "coalition-launch", "--json", in: Repository.scenarios).outputBytes)["why"]
        let one = try JSON(
            OfferbenchRun("explain", "coalition-launch", "--segment", "families-city", "--json", in: Repository.scenarios).outputBytes)[
                "why"]
        let own = try all["not_shown"].items.filter { try $0["segment"].string == "families-city" }
        #expect(try one["not_shown"].items == own)
        #expect(!own.isEmpty)
        #expect(try one["recommendations"].items.allSatisfy { try $0["segments"].items == [.string("families-city")] })
        let wrong = try OfferbenchRun("explain", "coalition-launch", "--segment", "families-ctiy", in: Repository.scenarios)
        #expect(wrong.ending == .exited(2))
        #expect(wrong.output == "")
        let error = "--segment:1:1: error: there is no segment `families-ctiy` in the scenario, did you mean `families-city`?"
        #expect(wrong.messages == "\(error)\n1 error, 0 warnings, 0 notes\n")
        #expect(try OfferbenchRun("explain", "coalition-launch", "--offer", "x", in: Repository.scenarios).ending == .exited(2))
    }

    @Test func withoutAnOptimumTheAnswerIsThatOfOptimize() throws {
        let folder = try PaperScenario().adding("reach: [{ id: many, completions: 18 }]").written()
        let run = try OfferbenchRun("explain", "paper", in: folder.path)
        #expect(run.ending == .exited(3))
        #expect(run.output == (try OfferbenchRun("optimize", "paper", in: folder.path).output))
        let late = try OfferbenchRun("explain", "paper", "--set", "reach=null", "--time-limit", "0", "--json", in: folder.path)
        #expect(late.ending == .exited(4))
        #expect(try JSON(late.outputBytes)["why"] == .null)
    }

    private static let paper = """
        On paper
        Optimal (gap 0 %) at granularity segment; amounts in RUB.

        Net value 5,667 for a cost of 1,000. The worst case has no limit, for want of a
        cap.

        Why these percents
        all
          card 5 % rather than nothing, for 67 customers: 7 completions, all
            incremental, bring 3,333 for 333.3; 10 % would be worth as much.
          card 10 % rather than 5 %, for 33 customers: 3 more completions, all
            incremental, bring 1,667 for 500; no higher percent is on offer.

        What holds it back  limit  looser by one brings  while the limit is
          budget:total      1,000          2.33 per RUB  500 to 2,000

        """
}
